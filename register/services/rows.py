"""Rows of repeated groups: written to the table of the entity they bind, with revisions.

The answer of the form keeps only the ids of its rows (ARCHITECTURE §3).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from instruments.answers import Answer, canonical_json, from_canonical_json
from instruments.dates import PartialDate
from instruments.sheet import Row
from register.db.tables.cases import Case, Episode
from register.db.tables.facts import CaseFact
from register.db.work import Work
from register.domain.actor import Actor
from register.keys import seal, unseal

Stored = Episode | CaseFact
EPISODE = "episode"


@dataclass(frozen=True)
class Saving:
    """What every row of one handing-in shares."""

    work: Work
    case: Case
    collected_on: date
    reason: str
    by: Actor
    at: datetime


def save(saving: Saving, noun: str, rows: Sequence[Row], before: Sequence[str]) -> tuple[str, ...]:
    """Write the rows of one group; returns the ids of their series, in the order of the form.

    ``before``: the series that the form showed; those that are gone are closed, never deleted.
    """
    current = {row.series: row for row in _current(saving.work, saving.case, noun)}
    kept = []
    for row in rows:
        old = current.get(row.id) if row.id else None
        if old is not None and canonical_json(opened(saving.work, saving.case, old)) == (
            canonical_json(row.answers)
        ):
            kept.append(old.series)
            continue
        kept.append(_add(saving, noun, row.answers, old))
    for series in set(before) - set(kept):
        if series in current:
            current[series].current = False
    saving.work.flush()
    return tuple(kept)


def shown(work: Work, case: Case, noun: str, series: Sequence[str]) -> list[Row]:
    """The current rows of a group, in the order of ``series``."""
    current = {row.series: row for row in _current(work, case, noun)}
    return [
        Row(one, opened(work, case, current[one]))  # type: ignore[arg-type]
        for one in series
        if one in current
    ]


def opened(work: Work, case: Case, row: Stored) -> dict[str, Answer]:
    """The answers of a stored row."""
    if row.details is None:
        return {}
    key = work.keys.register.get(case.subject_key)
    place = f"{row.__tablename__}.details.{row.id}"
    return from_canonical_json(unseal(key, row.details, place=place).decode())


def _current(work: Work, case: Case, noun: str) -> list[Stored]:
    if noun == EPISODE:
        episodes = select(Episode).where(Episode.case_id == case.id, Episode.current)
        return list(work.session.scalars(episodes.order_by(Episode.series)))
    facts = select(CaseFact).where(
        CaseFact.case_id == case.id, CaseFact.current, CaseFact.noun == noun
    )
    return list(work.session.scalars(facts.order_by(CaseFact.series)))


def _add(saving: Saving, noun: str, answers: Mapping[str, Answer], old: Stored | None) -> str:
    work, ids = saving.work, saving.work.ids
    series = old.series if old is not None else ids.new()
    no = old.no + 1 if old is not None else 1
    if old is not None:
        old.current = False
        work.flush()
    make: Callable[..., Stored] = Episode if noun == EPISODE else CaseFact
    row = make(
        id=ids.new(),
        case_id=saving.case.id,
        series=series,
        no=no,
        current=True,
        collected_on=saving.collected_on,
        recorded_at=saving.at,
        recorded_by=saving.by.id,
        reason=saving.reason,
        **(_episode(answers) if noun == EPISODE else {"noun": noun}),
    )
    key = work.keys.register.get(saving.case.subject_key)
    place = f"{row.__tablename__}.details.{row.id}"
    row.details = seal(key, canonical_json(answers).encode(), place=place)
    work.session.add(row)
    return series


def _episode(answers: Mapping[str, Answer]) -> dict[str, object]:
    """The columns on which life lines and lists filter, read from the answers of the row."""
    start, end = _date(answers.get("ep_begin")), _date(answers.get("ep_eind"))
    lane = _text(answers.get("ep_soort")) or "verblijf"
    state = {
        "verblijf": "ep_toestand",
        "hulp": "ep_zorgvorm",
        "school": "ep_onderwijs",
        "maatregel": "ep_kader",
    }.get(lane, "ep_toestand")
    return {
        "lane": lane,
        "state": _text(answers.get(state)) or "ONB",
        "start": None if start is None else start.text,
        "start_earliest": None if start is None else start.earliest,
        "start_latest": None if start is None else start.latest,
        "end": None if end is None else end.text,
        "end_earliest": None if end is None else end.earliest,
        "end_latest": None if end is None else end.latest,
        "source": "dossier",
    }


def _text(answer: Answer | None) -> str:
    return "" if answer is None or answer.value is None else str(answer.value)


def _date(answer: Answer | None) -> PartialDate | None:
    text = _text(answer)
    return PartialDate.parse(text) if text else None

"""Contributions: save a draft item by item, hand in a form, note why it was not done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from instruments.answers import Answer
from instruments.model import Instrument
from instruments.sheet import Sheet, read_form
from register.db.tables.cases import Case, Wave
from register.db.tables.contributions import Contribution, Draft, DraftPatch
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, Conflict, Refusal
from register.domain.people import Permission
from register.domain.states import Stored
from register.services import cases, consent, definitions, revisions, rows, surroundings
from register.services.house import House
from register.services.opening import (
    FILE,
    Opened,
    Previous,
    asked_on,
    datum_of,
    find,
    open_form,
    version_for,
)
from register.services.revisions import store

__all__ = [
    "FILE",
    "HandedIn",
    "Opened",
    "Previous",
    "Saved",
    "after",
    "autosave",
    "datum_of",
    "find",
    "hand_in",
    "mark",
    "open_form",
    "store",
    "unexplained",
    "version_for",
]


@dataclass(frozen=True)
class HandedIn:
    """The outcome of handing in: a new revision, or the sheet with what is wrong.

    ``empty``: core questions that show and have neither an answer nor a reason, where the form was
    held back for them.
    """

    revision: int | None
    sheet: Sheet
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Saved:
    """What an autosave came to: the last number taken of this tab, and the newest revision.

    ``others``: what another tab or person had put in the draft where this patch now stands, by
    control; nothing of it is thrown away unseen.
    """

    number: int
    revision: int
    others: Mapping[str, object] = field(default_factory=dict)


def autosave(
    house: House,
    work: Work,
    contribution_id: str,
    *,
    tab: str,
    number: int,
    based_on: int,
    patch: Mapping[str, object],
    by: Actor,
    at: datetime,
    on: date,
    whole: bool = False,
    known: Mapping[str, object] | None = None,
) -> Saved:
    """Merge changed items into the draft; each numbered patch of a tab is taken once.

    ``whole``: the patch is the complete form, so what it does not name was emptied. ``known``: what
    the tab last knew to stand where it now writes.

    Writes no event (opening and handing in do).
    """
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, wave = find(work, contribution_id)
        datum = datum_of(work, row, on)
    with consent.collecting(work, house.protocol, case, datum):
        latest = revisions.latest(work, row.id)
        newest = 0 if latest is None else latest.no
        taken = work.session.get(DraftPatch, (row.id, tab))
        if taken is not None and number <= taken.number:
            return Saved(taken.number, newest)
        if taken is None:
            work.session.add(
                DraftPatch(contribution_id=row.id, case_id=case.id, tab=tab, number=number)
            )
        else:
            taken.number = number
        draft = work.session.get(Draft, row.id)
        before = {} if whole or draft is None else revisions.draft(work, case, draft)
        answers = {**before, **patch}
        if draft is None:
            # What was begun keeps its version, also when a new one comes into force meanwhile.
            instrument = version_for(house, row, asked_on(wave, on))
            row.instrument_version = instrument.version
            definitions.use(work, instrument, at=at)
            draft = Draft(
                contribution_id=row.id,
                case_id=case.id,
                opened_by=by.id,
                opened_at=at,
                based_on=based_on,
            )
            work.session.add(draft)
        draft.saved_at, draft.answers = at, revisions.seal_draft(work, case, row.id, answers)
        if row.state in (Stored.PLANNED, Stored.INVITED):
            row.state = Stored.PARTLY.value
    return Saved(number, newest, {} if known is None else _others(before, patch, known))


def _others(
    before: Mapping[str, object], patch: Mapping[str, object], known: Mapping[str, object]
) -> dict[str, object]:
    """What stood in the draft, is not what the tab knew, and is not what it writes."""
    return {
        name: before[name]
        for name, value in patch.items()
        if name in before
        and _plain(before[name]) not in (_plain(value), _plain(known.get(name, "")))
    }


def _plain(value: object) -> list[object]:
    """One text and a list with one text are the same to a form; so are empty and nothing."""
    return [one for one in (value if isinstance(value, list) else [value]) if one]


def hand_in(
    house: House,
    work: Work,
    contribution_id: str,
    *,
    based_on: int,
    form: Mapping[str, str | list[str]],
    collected_on: date,
    circumstances: Mapping[str, str],
    reason: str,
    by: Actor,
    at: datetime,
    on: date,
    with_empty: bool = True,
) -> HandedIn:
    """Hand in a form as a new revision on top of ``based_on``.

    Raises ``Conflict`` when another was faster. With faults in the sheet nothing is stored, and the
    sheet comes back with them; without ``with_empty`` the same holds while core questions are empty
    without a reason.
    """
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, wave = find(work, contribution_id)
        _refuse_date(case, collected_on, on)
        datum = datum_of(work, row, collected_on)
    with consent.collecting(work, house.protocol, case, datum):
        # The version is set by the first revision: without one there is nothing to look up.
        latest = revisions.latest(work, row.id) if row.instrument_version else None
        no = 0 if latest is None else latest.no
        instrument = version_for(house, row, asked_on(wave, on))
        around = surroundings.context_of(house, work, case, row, wave, instrument, on=on)
        sheet = read_form(instrument, form, around)
        if sheet.errors:
            return HandedIn(None, sheet)
        if no != based_on:
            raise Conflict(opened_with=based_on, latest=no)
        empty = unexplained(instrument, sheet)
        if empty and not with_empty:
            return HandedIn(None, sheet, empty)
        before = {} if latest is None else revisions.answers(work, case, latest)
        saving = rows.Saving(work, case, collected_on, reason, by, at)
        answers = dict(sheet.answers) | _bound(saving, instrument, sheet, before)
        store(work, case, row, instrument, answers, no=no + 1, reason=reason, by=by, at=at)
        row.state, row.state_reason = Stored.DONE.value, None
        row.collected_on, row.circumstances = collected_on, dict(circumstances)
        work.session.execute(delete(Draft).where(Draft.contribution_id == row.id))
        try:
            work.flush()
        except IntegrityError as error:
            raise Conflict(opened_with=based_on, latest=based_on + 1) from error
    work.record(
        "contribution.submit",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="contribution",
        object_id=row.id,
        pseudonym=case.pseudonym,
        purpose=consent.DESK,
    )
    if wave.code == house.protocol.schedule.waves[0].code and case.baseline_on is None:
        with consent.planning(work):
            cases.set_baseline(work, house.protocol, case, on=collected_on, by=by, at=at)
    return HandedIn(no + 1, sheet)


def unexplained(instrument: Instrument, sheet: Sheet) -> tuple[str, ...]:
    """Core questions that show and have neither an answer nor a reason, in order."""
    return tuple(
        name
        for name, item in instrument.fields.items()
        if item.part == "core"
        and item.type not in ("calculated", "group")
        and name in sheet.visible
        and name not in sheet.answers
    )


def _bound(
    saving: rows.Saving, instrument: Instrument, sheet: Sheet, before: Mapping[str, Answer]
) -> dict[str, Answer]:
    """Write the rows of repeated groups to what they bind; the answer keeps their ids."""
    found: dict[str, Answer] = {}
    for name, group in instrument.groups.items():
        held = before.get(name)
        known = held.value if held is not None and isinstance(held.value, tuple) else ()
        kept = rows.save(saving, group.binds or name, sheet.rows.get(name, ()), known)
        if kept:
            found[name] = Answer(kept)
    return found


def mark(
    work: Work, contribution_id: str, *, state: Stored, reason: str, by: Actor, at: datetime
) -> str:
    """Note that a contribution was refused or missed (with the reason), or is planned again.

    Returns the identifier of its case.
    """
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, _ = find(work, contribution_id)
        if state in (Stored.REFUSED, Stored.MISSED) and not reason.strip():
            raise Refusal(
                [Blocker("no_reason", "De reden ontbreekt.", "Kies waarom dit niet doorging.")]
            )
        if row.state == Stored.DONE:
            raise Refusal(
                [
                    Blocker(
                        "done_already",
                        "Dit formulier is al ingevuld.",
                        "Open het en pas de antwoorden aan als er iets niet klopt.",
                    )
                ]
            )
        row.state, row.state_reason = state.value, reason.strip() or None
    work.record(
        "contribution.mark",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="contribution",
        object_id=row.id,
        pseudonym=case.pseudonym,
        field_group=state.value,
    )
    return case.id


def after(
    work: Work, contribution_id: str, *, by: Actor, at: datetime
) -> tuple[Contribution, Case, Wave, Wave | None]:
    """What was handed in, where it belongs, and the wave that follows."""
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, wave = find(work, contribution_id)
        following = work.session.scalars(
            select(Wave)
            .where(Wave.case_id == case.id, Wave.months > wave.months)
            .order_by(Wave.months)
            .limit(1)
        ).first()
    return row, case, wave, following


def _refuse_date(case: Case, collected_on: date, on: date) -> None:
    blockers = []
    if collected_on > on:
        blockers.append(
            Blocker(
                "future_date",
                "De datum van afname ligt in de toekomst.",
                "Vul de dag in waarop het gesprek was.",
            )
        )
    if collected_on < case.included_on:
        blockers.append(
            Blocker(
                "before_inclusion",
                "De datum van afname ligt vóór de inclusie.",
                "Controleer het jaar van de afname.",
            )
        )
    if blockers:
        raise Refusal(blockers)

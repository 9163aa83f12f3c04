"""Reading what an analysis file may hold: a datum passes ``may_use`` before it is a row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import select

from consent.datum import Datum
from consent.ledger import Ledger
from instruments.scoring import score
from instruments.scoring_norms import Respondent
from register.db.tables.cases import Case, Episode, Party, Wave
from register.db.tables.contributions import Contribution, Revision
from register.db.tables.nouns import CaseNoun
from register.db.work import Work
from register.domain import calendar, states
from register.domain.calendar import age_on, start_of_day
from register.domain.states import Stored
from register.extract import answers as answer_rows
from register.extract import series
from register.extract.asking import Asked
from register.extract.recipients import Recipient
from register.extract.series import Sheet
from register.extract.sheets import CaseSheets
from register.services import consent
from register.services.contributions import FILE
from register.services.house import House

Noun = TypeVar("Noun", bound=CaseNoun)
Rows = dict[str, list[dict[str, object]]]


@dataclass
class Gathered:
    """The rows by frame, the columns of answers frames, and which cases they come from."""

    rows: Rows = field(default_factory=lambda: defaultdict(list))
    columns: dict[str, list[tuple[str, answer_rows.Kind, str, answer_rows.Known]]] = field(
        default_factory=dict
    )
    sheets: dict[str, list[Sheet]] = field(default_factory=lambda: defaultdict(list))
    cases: set[str] = field(default_factory=set)
    asked: int = 0


@dataclass(frozen=True)
class Asking:
    """One question for all cases: purpose, recipient, the day that data count, the day of use."""

    house: House
    recipient: Recipient
    as_of: date
    today: date


def gather(work: Work, asking: Asking) -> Gathered:
    """All rows that consent allows, in a fixed order. Runs under ``consent.deciding``."""
    found = Gathered()
    cases = list(
        work.session.scalars(
            select(Case).where(Case.included_on <= asking.as_of).order_by(Case.pseudonym)
        )
    )
    ledgers = consent.load(work, asking.house.protocol, cases)
    waves = by_case(work.session.scalars(select(Wave).order_by(Wave.months)).all())
    parties = {p.id: p for p in work.session.scalars(select(Party))}
    contributions = by_case(work.session.scalars(select(Contribution)).all())
    revisions = latest(work, asking)
    episodes = by_case(
        work.session.scalars(
            select(Episode)
            .where(Episode.current, Episode.lane == "verblijf")
            .order_by(Episode.series)
        ).all()
    )
    for case in cases:
        if case.public_key is not None and asking.house.kind == "test":
            _public(asking, found, case, episodes.get(case.id, ()))
        ledger = ledgers.get(case.id)
        if ledger is None:
            continue
        bulk = Asked(ledger, asking.recipient.purpose, asking.today)
        found.asked += 1
        if not _allows(bulk, ledger, case.included_on, "deelname"):
            continue
        found.cases.add(case.id)
        found.rows["cases"].append(_case(asking, case, ledger))
        for wave in waves.get(case.id, ()):
            found.rows["waves"].append(wave_row(asking, case, wave))
        by_id = {wave.id: wave for wave in waves.get(case.id, ())}
        held = contributions.get(case.id, [])
        sheets = CaseSheets(asking.house, work, case, by_id, held, revisions)
        for row in held:
            party = parties.get(row.party_id or "")
            _contribution(asking, found, bulk, ledger, sheets, party, row)
        for episode in episodes.get(case.id, ()):
            if episode.collected_on <= asking.as_of and _allows(
                bulk, ledger, episode.collected_on, "dossier"
            ):
                found.rows["episodes"].append(_episode(asking, case, episode))
    _answers(asking, found)
    return found


def _answers(asking: Asking, found: Gathered) -> None:
    """The frames of answers: as given, and as one series over the versions."""
    purpose = asking.recipient.purpose
    for name, sheets in sorted(found.sheets.items()):
        for frame, made in (
            (f"answers_{name}", series.raw(sheets, purpose)),
            (f"answers_{name}{series.SUFFIX}", series.series(asking.house, sheets, purpose)),
        ):
            found.columns[frame], found.rows[frame] = made


def _allows(
    bulk: Asked, ledger: Ledger, collected_on: date, data_class: str, informant: str | None = None
) -> bool:
    datum = Datum(ledger.youth, collected_on, data_class, informant)
    return bulk.verdict(datum).allowed


def _public(asking: Asking, found: Gathered, case: Case, held: Sequence[Episode]) -> None:
    """A case of public data, in a test installation only: no consent, no person behind it."""
    own = asking.recipient
    found.cases.add(case.id)
    found.rows["cases"].append(
        {
            "pid": own.pid(case.pseudonym),
            "cohort": case.cohort,
            "region": case.region,
            "region_group": case.region,
            "setting": case.setting,
            "setting_group": case.setting,
            "gender": case.gender,
            "included_on": case.included_on,
            "family": own.other("family", case.pseudonym),
        }
    )
    found.rows["episodes"] += [_episode(asking, case, episode) for episode in held]


def _case(asking: Asking, case: Case, ledger: Ledger) -> dict[str, object]:
    protocol, own = asking.house.protocol, asking.recipient
    born = ledger.birth_date
    assert born is not None
    start = case.baseline_on if case.baseline_on and case.baseline_on <= asking.as_of else None
    ended = case.ended_on if case.ended_on and case.ended_on <= asking.as_of else None
    return {
        "pid": own.pid(case.pseudonym),
        "cohort": case.cohort,
        "region": case.region,
        "region_group": protocol.region(case.region).group,
        "setting": case.setting,
        "setting_group": protocol.setting(case.setting).group,
        "gender": case.gender,
        "age_months_t0": calendar.age_in_months(born, start or case.included_on),
        "included_on": own.shown(case.pseudonym, case.included_on),
        "t0_on": own.shown(case.pseudonym, start),
        "exit_on": own.shown(case.pseudonym, ended),
        "exit_reason": case.end_reason if ended else None,
        "family": own.other("family", case.family or case.pseudonym),
    }


def wave_row(asking: Asking, case: Case, wave: Wave) -> dict[str, object]:
    """The row of one planned wave."""
    own = asking.recipient
    return {
        "pid": own.pid(case.pseudonym),
        "wave": wave.code,
        "months": wave.months,
        "target_on": own.shown(case.pseudonym, wave.due_on),
        "opens_on": own.shown(case.pseudonym, wave.opens_on),
        "closes_on": own.shown(case.pseudonym, wave.closes_on),
        "due": wave.closes_on is not None and wave.closes_on < asking.as_of,
        "moved_by_hand": wave.moved_to is not None,
    }


def _contribution(
    asking: Asking,
    found: Gathered,
    bulk: Asked,
    ledger: Ledger,
    sheets: CaseSheets,
    party: Party | None,
    row: Contribution,
) -> None:
    case, wave = sheets.case, sheets.waves[row.wave_id]
    own = asking.recipient
    informant = None if party is None or party.code == ledger.youth else party.code
    data_class = "dossier" if row.informant == FILE else "vragenlijst"
    on = row.collected_on
    held = on is not None and on <= asking.as_of
    used = held and on is not None and _allows(bulk, ledger, on, data_class, informant)
    if held and not used:
        return
    value = states.Contribution(
        wave=wave.code,
        informant=row.informant,
        instrument=row.instrument,
        state=Stored(row.state),
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        part=row.part,
        collected_on=on,
    )
    key: dict[str, object] = {
        "pid": own.pid(case.pseudonym),
        "wave": wave.code,
        "informant": row.informant,
        "party": "" if party is None else party.code,
    }
    found.rows["contributions"].append(
        key
        | {
            "instrument": row.instrument,
            "instrument_version": row.instrument_version,
            "state": value.state_on(asking.as_of).value,
            "due": states.was_due(value, asking.as_of),
            "collected_on": own.shown(case.pseudonym, on) if used else None,
            "timing": value.timing.value if used else states.Timing.NONE.value,
        }
    )
    if used and on is not None and sheets.told(row) is not None:
        _sheet(asking, found, bulk, ledger, sheets, row, key, on, informant)


def _sheet(
    asking: Asking,
    found: Gathered,
    bulk: Asked,
    ledger: Ledger,
    sheets: CaseSheets,
    row: Contribution,
    key: Mapping[str, object],
    on: date,
    informant: str | None,
) -> None:
    told = sheets.told(row)
    assert told is not None and ledger.birth_date is not None
    instrument, counting = told.instrument, sheets.counting(row)
    allowed = {
        one: _allows(bulk, ledger, on, one, informant) for one in answer_rows.classes(instrument)
    }
    usable = {
        item: answer
        for item, answer in counting.items()
        if item in instrument.fields and allowed[instrument.fields[item].consent_class]
    }
    found.sheets[row.instrument].append(
        Sheet(
            dict(key)
            | {
                "collected_on": asking.recipient.shown(sheets.case.pseudonym, on),
                "instrument_version": instrument.version,
            },
            instrument,
            usable,
            lambda one: _allows(bulk, ledger, on, one, informant),
        )
    )
    who = Respondent(age=age_on(ledger.birth_date, on), gender=sheets.case.gender)
    for scale, result in score(instrument, usable, hidden=sheets.hidden(row), who=who).items():
        found.rows["scores"].append(
            dict(key)
            | {
                "instrument": row.instrument,
                "scale": scale,
                "score": None if result.value is None else float(result.value),
                "n_items": result.n_items,
                "n_answered": result.n_answered,
                "why_missing": result.why_missing or None,
            }
        )


def _episode(asking: Asking, case: Case, episode: Episode) -> dict[str, object]:
    own = asking.recipient
    outside = own.shown(case.pseudonym, episode.start_earliest) != episode.start_earliest
    return {
        "pid": own.pid(case.pseudonym),
        "episode": own.other("episode", episode.series),
        "state": episode.state,
        "start": None if outside else episode.start,
        "start_earliest": own.shown(case.pseudonym, episode.start_earliest),
        "start_latest": own.shown(case.pseudonym, episode.start_latest),
        "end": None if outside else episode.end,
        "end_earliest": own.shown(case.pseudonym, episode.end_earliest),
        "end_latest": own.shown(case.pseudonym, episode.end_latest),
        "source": episode.source,
        "precision_start": None if episode.start is None else precision(episode.start),
        "precision_end": None if episode.end is None else precision(episode.end),
    }


def precision(text: str) -> str:
    """The precision of a stored partial date: dag, maand, seizoen or jaar."""
    plain = text.rstrip("~")
    if plain.count("-") == 2:
        return "dag"
    if plain.count("-") == 0:
        return "jaar"
    return "maand" if plain[-1].isdigit() else "seizoen"


def latest(work: Work, asking: Asking) -> dict[str, Revision]:
    """The last revision of each contribution that was recorded by the end of the as-of date."""
    until = start_of_day(asking.as_of + timedelta(days=1))
    query = select(Revision).where(Revision.recorded_at < until).order_by(Revision.no)
    return {row.contribution_id: row for row in work.session.scalars(query)}


def by_case(rows: Sequence[Noun]) -> dict[str, list[Noun]]:
    """Rows by case id, in their order."""
    found: dict[str, list[Noun]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found

"""Rows of the quality extract: everything that was planned and collected, with its verdict.

Where consent forbids a datum its row keeps pseudonym, wave, dates, state and the refusing step.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from consent.datum import Datum
from consent.ledger import Ledger
from instruments.answers import Answer
from instruments.gaps import Gap
from register.db.tables.cases import Case, Episode, Party, Wave
from register.db.tables.contributions import Contribution, Revision
from register.db.tables.work import AnalysisFile, AnalysisFileCase
from register.db.work import Work
from register.domain import calendar
from register.domain.actor import Actor
from register.domain.calendar import age_on, amsterdam_date
from register.extract import gathering
from register.extract.asking import Asked
from register.extract.gathering import Asking, Rows, by_case
from register.extract.quality_people import ages, subject
from register.extract.sheets import CaseSheets
from register.services import consent, matching, rows
from register.services.contributions import FILE

SCHOOL, PLACES = "nu_school", "hist_plekken"
AUTHORISED = "machtiging_gesloten"
PLANNED_END = {"01": "volgens_plan", "31": "volgens_plan"}


def gather(work: Work, asking: Asking, *, by: Actor, at: datetime) -> Rows:
    """The frames that only a quality extract holds. Runs under ``consent.deciding``."""
    found: Rows = defaultdict(list)
    query = select(Case).where(Case.included_on <= asking.as_of, Case.public_key.is_(None))
    cases = list(work.session.scalars(query.order_by(Case.pseudonym)))
    ledgers = consent.load(work, asking.house.protocol, cases)
    cases = [case for case in cases if case.id in ledgers]
    parties = {party.id: party for party in work.session.scalars(select(Party))}
    waves = by_case(work.session.scalars(select(Wave)).all())
    held = by_case(work.session.scalars(select(Contribution).order_by(Contribution.id)).all())
    episodes = by_case(work.session.scalars(select(Episode).where(Episode.current)).all())
    latest, first = gathering.latest(work, asking), _first(work)
    born = {case.id: day for case in cases if (day := ledgers[case.id].birth_date) is not None}
    youths = {case.id: ledgers[case.id].youth for case in cases}
    match = matching.matches(asking.house, work, cases, born, youths, by=by, at=at)
    for case in cases:
        ledger = ledgers[case.id]
        asked = Asked(ledger, asking.recipient.purpose, asking.today)
        found["subjects"].append(subject(asking, case, ledger, asked, match[case.id]))
        one = {wave.id: wave for wave in waves.get(case.id, ())}
        found["waves"] += [gathering.wave_row(asking, case, wave) for wave in one.values()]
        sheets = CaseSheets(asking.house, work, case, one, held.get(case.id, []), latest)
        for row in held.get(case.id, ()):
            party = parties.get(row.party_id or "")
            collected = _collected(asking, case, ledger, asked, one[row.wave_id], party, row)
            collected |= _entered(asking, first.get(row.id), collected)
            found["collected"].append(collected)
            if collected["instrument"] and row.id in latest and row.collected_on:
                found["sheets"].append(_sheet(asking, ledger, sheets, row, collected))
        lane = episodes.get(case.id, ())
        _life_line(work, asking, case, ledger, asked, lane, found)
    found["snapshots"] = _snapshots(work, asking, ledgers)
    return dict(found)


def _collected(
    asking: Asking,
    case: Case,
    ledger: Ledger,
    asked: Asked,
    wave: Wave,
    party: Party | None,
    row: Contribution,
) -> dict[str, object]:
    on = row.collected_on if row.collected_on and row.collected_on <= asking.as_of else None
    informant = None if party is None or party.code == ledger.youth else party.code
    data_class = "dossier" if row.informant == FILE else "vragenlijst"
    verdict = None if on is None else asked.verdict(Datum(ledger.youth, on, data_class, informant))
    refused = verdict is not None and not verdict.allowed
    made: dict[str, object] = {
        "pid": asking.recipient.pid(case.pseudonym),
        "wave": wave.code,
        "row": asking.recipient.other("contribution", row.id),
        "state": row.state,
        "target_on": wave.due_on,
        "opens_on": wave.opens_on,
        "closes_on": wave.closes_on,
        "collected_on": on,
        "consent_step": None if verdict is None or not refused else int(verdict.step),
        "consent_reason": None if verdict is None or not refused else verdict.reason.value,
        "instrument": None,
    }
    if refused:
        return made
    return made | {
        "informant": row.informant,
        "party": "" if party is None else party.code,
        "instrument": row.instrument,
        "part": row.part,
        "relation": None if party is None else party.relation,
        "state_reason": row.state_reason,
    }


def _entered(
    asking: Asking, first: tuple[datetime, str] | None, collected: Mapping[str, object]
) -> dict[str, object]:
    if first is None or collected["collected_on"] is None:
        return {}
    at, who = first
    code = asking.recipient.other("account", who)[:6] if collected["instrument"] else None
    return {"recorded_on": amsterdam_date(at), "interviewer": code}


def _sheet(
    asking: Asking,
    ledger: Ledger,
    sheets: CaseSheets,
    row: Contribution,
    collected: Mapping[str, object],
) -> dict[str, object]:
    born, on = ledger.birth_date, row.collected_on
    assert born is not None and on is not None
    told, answers = sheets.told(row), sheets.counting(row)
    assert told is not None
    shown = set(told.instrument.fields) - sheets.hidden(row)
    unexplained = [
        item for item in shown if told.instrument.fields[item].required and item not in answers
    ]
    low, high = _age_limits(asking, row.instrument)
    key = ("pid", "wave", "informant", "party", "instrument", "row")
    return {name: collected.get(name) for name in key} | {
        "age_years": age_on(born, on),
        "age_from": low,
        "age_to": high,
        "n_answered": sum(answer.gap is None for answer in answers.values()),
        "n_unexplained": len(unexplained),
        "school": _value(answers.get(SCHOOL)),
        "n_places": _value(answers.get(PLACES)),
    }


def _age_limits(asking: Asking, instrument: str) -> tuple[int | None, int | None]:
    for group in asking.house.protocol.schedule.contribution_sets:
        for one in group.contributions:
            if one.instrument == instrument:
                return one.age_from, one.age_to
    return None, None


def _life_line(
    work: Work,
    asking: Asking,
    case: Case,
    ledger: Ledger,
    asked: Asked,
    episodes: Sequence[Episode],
    found: Rows,
) -> None:
    own, days = asking.recipient, ages(ledger)
    for episode in episodes:
        if episode.collected_on > asking.as_of or episode.lane not in ("verblijf", "maatregel"):
            continue
        datum = Datum(ledger.youth, episode.collected_on, "dossier")
        allowed = asked.verdict(datum).allowed
        key = {"pid": own.pid(case.pseudonym), "episode": own.other("episode", episode.series)}
        details = rows.opened(work, case, episode) if allowed else {}
        if episode.lane == "verblijf":
            found["stays"].append(key | _stay(asking, case, episode, details, days, allowed))
        kader = episode.state if episode.lane == "maatregel" else _value(details.get("ep_kader"))
        if kader == AUTHORISED and episode.start_earliest:
            found["authorisations"].append(
                {
                    "pid": key["pid"],
                    "authorisation": key["episode"],
                    "from_on": episode.start_earliest,
                    "to_on": episode.end_latest or date(2199, 12, 31),
                }
            )


def _stay(
    asking: Asking,
    case: Case,
    episode: Episode,
    details: Mapping[str, Answer],
    days: Mapping[str, date],
    allowed: bool,
) -> dict[str, object]:
    made: dict[str, object] = {
        name: getattr(episode, name)
        for name in ("start", "start_earliest", "start_latest", "end", "end_earliest", "end_latest")
    }
    made |= {
        "refused": not allowed,
        "precision_start": gathering.precision(episode.start) if episode.start else None,
        "precision_end": gathering.precision(episode.end) if episode.end else None,
    }
    born, adult = days["born"], days["adult"]
    start, last = episode.start_latest, episode.end_earliest
    if start is not None:
        made["before_birth"] = start < born
    if not allowed:
        return made
    if episode.start_earliest is not None and episode.start_earliest >= born:
        made["age_months_start"] = calendar.age_in_months(born, episode.start_earliest)
    # A stay that goes on is measured until the as-of date.
    until = last or asking.as_of
    if until > adult:
        made["months_past_18"] = (until - adult).days / 30.436875
    return made | {
        "state": episode.state,
        "source": episode.source,
        "end_reason": _end_reason(asking, episode, details),
    }


def _end_reason(asking: Asking, episode: Episode, details: Mapping[str, Answer]) -> str | None:
    """The reason in the words of the protocol. Where the code list of the form cannot say what
    the protocol asks of this state (a penal end), there is nothing to judge."""
    given = _value(details.get("ep_reden_eind"))
    states = {state.code: state for state in asking.house.protocol.places.states}
    state = states.get(episode.state)
    if given is None or (state is not None and state.ends_by and str(given) not in state.ends_by):
        return None
    return PLANNED_END.get(str(given), str(given))


def _snapshots(
    work: Work, asking: Asking, ledgers: Mapping[str, Ledger]
) -> list[dict[str, object]]:
    """Open analysis files, with how many of their cases may no longer be in them."""
    made: list[dict[str, object]] = []
    files = select(AnalysisFile).where(
        AnalysisFile.closed_at.is_(None), AnalysisFile.purpose.like("P%")
    )
    for file in work.session.scalars(files.order_by(AnalysisFile.id)):
        inside = select(AnalysisFileCase.case_id).where(AnalysisFileCase.file_id == file.id)
        cases = list(work.session.scalars(inside))
        gone = 0
        for case in cases:
            ledger = ledgers.get(case)
            if ledger is None or ledger.included_on is None:
                gone += ledger is None
                continue
            datum = Datum(ledger.youth, ledger.included_on, "deelname")
            gone += not Asked(ledger, file.purpose, asking.today).verdict(datum).allowed
        made.append(
            {
                "snapshot": asking.recipient.other("analysis_file", file.id),
                "purpose": file.purpose,
                "n_cases": len(cases),
                "n_no_longer": gone,
            }
        )
    return made


def _value(answer: Answer | None) -> object:
    return None if answer is None or isinstance(answer.gap, Gap) else answer.value


def _first(work: Work) -> dict[str, tuple[datetime, str]]:
    """When each contribution was first entered, and by whom."""
    query = select(Revision.contribution_id, Revision.recorded_at, Revision.recorded_by).where(
        Revision.no == 1
    )
    return {row: (at, who) for row, at, who in work.session.execute(query)}

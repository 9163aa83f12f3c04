"""Rows of the quality extract about youths: what services know of a case, as counts and flags."""

from collections.abc import Mapping
from datetime import date, timedelta

from consent.confirmation import unconfirmed_since
from consent.datum import Datum
from consent.ledger import Ledger
from consent.party import Seat
from consent.reading import Reading, known_until
from consent.tasks import TaskKind, tasks_ahead
from register.db.tables.cases import Case
from register.domain import calendar, pseudonym
from register.domain.calendar import birthday
from register.extract.asking import Asked
from register.extract.gathering import Asking
from register.services.matching import Match

SOON = 60
CODED_DAYS = frozenset({(1, 1), (7, 1)})


def subject(
    asking: Asking, case: Case, ledger: Ledger, asked: Asked, match: Match
) -> dict[str, object]:
    """The row of one case; where use is refused only pseudonym, dates and the refusing step."""
    own, protocol = asking.recipient, asking.house.protocol
    verdict = asked.verdict(Datum(ledger.youth, case.included_on, "deelname"))
    ended = case.ended_on if case.ended_on and case.ended_on <= asking.as_of else None
    row: dict[str, object] = {
        "pid": own.pid(case.pseudonym),
        "included_on": case.included_on,
        "t0_on": case.baseline_on,
        "exit_on": ended,
        "refused_step": None if verdict.allowed else int(verdict.step),
        "refused_reason": None if verdict.allowed else verdict.reason.value,
        "check_symbol_fits": pseudonym.check(case.pseudonym),
        "birth_agrees": match.birth_agrees,
        "duplicates": match.duplicates,
        "family_unlinked": match.family_unlinked,
    }
    if not verdict.allowed:
        return row
    born = ledger.birth_date
    assert born is not None
    known, decided = _authority(ledger, case.included_on, asking.today)
    return row | {
        "cohort": str(case.cohort),
        "region": case.region,
        "setting": case.setting,
        "age_months_inclusion": calendar.age_in_months(born, case.included_on),
        "birth_day_coded": (born.month, born.day) in CODED_DAYS,
        "region_responsible": case.region in protocol.ret(case.team).regions,
        "authority_known": known,
        "authority_decided": decided,
        "reconsent_state": "" if ended else _reconsent(ledger, asking.today),
    }


def _authority(ledger: Ledger, on: date, today: date) -> tuple[int, int]:
    """Holders of authority over the youth on a day, and how many of them ever answered on P1."""
    reading = Reading(ledger, known_until(today, None))
    if on >= reading.adult_on:
        return 0, 0
    holders = reading.holders(ledger.youth, on)
    answered = [p for p in holders if reading.marks(Seat(p, ledger.youth), "P1")]
    return len(holders), len(answered)


def _reconsent(ledger: Ledger, today: date) -> str:
    """Where a case stands with renewing consent: aanstaande, te_laat, voorbij or nothing."""
    if ledger.deceased_on is not None or ledger.erased_on is not None:
        return ""
    reading = Reading(ledger, known_until(today, None))
    seats = [need.seat for need in reading.youth_needs(today) if need.seat is not None]
    since = [unconfirmed_since(reading, seat, "P1", today) for seat in seats]
    due = [day for day in since if day is not None]
    if due:
        over = min(due) + timedelta(days=ledger.policy.grace_days) < today
        return "voorbij" if over else "te_laat"
    ahead = tasks_ahead(ledger, today, SOON)
    return "aanstaande" if any(task.kind is TaskKind.BIRTHDAY for task in ahead) else ""


def ages(ledger: Ledger) -> Mapping[str, date]:
    """The days that life lines are measured against: birth and the 18th birthday."""
    born = ledger.birth_date
    assert born is not None
    return {"born": born, "adult": birthday(born, 18)}

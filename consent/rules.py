"""Decisions about consent: pure functions over one ledger (RULES §1.4, as overridden by §0).

The first failing step decides; the answer carries its number, a reason code, a Dutch
explanation, the events it rests on and the steps taken. Nothing is logged here: the caller logs
one event per request or job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consent.collection import collection, lack
from consent.confirmation import authority, growing_up
from consent.contact import may_contact
from consent.datum import Datum
from consent.decision import (
    REASON_WORDS,
    STEP_WORDS,
    Decision,
    Finding,
    Reason,
    Step,
    Trace,
    decided,
)
from consent.frame import may_use_frame
from consent.ledger import Ledger
from consent.objection import erased, withdrawal
from consent.party import Seat
from consent.projection import Interval, projection
from consent.purpose import FRAME
from consent.reading import Reading, known_until
from consent.scope import retention, scope
from consent.seats import needs
from consent.status import PartyStatus, Standing, status
from consent.tasks import Task, TaskKind, tasks_ahead

__all__ = [
    "Interval",
    "PartyStatus",
    "Requirement",
    "Standing",
    "Task",
    "TaskKind",
    "may_collect",
    "may_contact",
    "may_use",
    "projection",
    "required",
    "status",
    "tasks_ahead",
]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One seat of R(on): judged on ``as_of``, met or not, and in Dutch what it lacks."""

    seat: Seat | None
    as_of: date
    representative: bool
    met: bool
    text: str


Check = tuple[Step, Callable[[], Finding | None]]


def checks(
    reading: Reading, datum: Datum, purpose: str, t: date, recipient: str | None
) -> Iterator[Check]:
    """The seven steps for one question, in order, each to be called only when reached."""
    yield Step.ERASED, lambda: erased(reading, datum, t)
    yield Step.RETENTION, lambda: retention(reading.policy, datum, purpose, t)
    yield Step.SCOPE, lambda: scope(reading, datum, purpose, t, recipient)
    chain = reading.policy.chain(purpose, datum.data_class)
    yield Step.COLLECTION, lambda: collection(reading, datum, chain)
    yield Step.WITHDRAWAL, lambda: withdrawal(reading, datum, chain, t)
    yield Step.GROWING_UP, lambda: growing_up(reading, datum, chain, t)
    yield Step.AUTHORITY, lambda: authority(reading, datum, chain, t)


def may_use(
    ledger: Ledger,
    datum: Datum,
    purpose: str,
    t: date,
    known_at: datetime | date | None = None,
    recipient: str | None = None,
) -> Decision:
    """Whether a datum may be used for a purpose on a day, as known at an instant.

    ``known_at``: by default the end of day ``t``. ``recipient``: a code of the purpose, or for
    feedback on one case the party id of the reader; None asks about the team's own use.
    """
    known = known_until(t, known_at)
    if purpose == FRAME or ledger.birth_date is None:
        return may_use_frame(ledger, datum, t, known, recipient)
    reading = Reading(ledger, known)
    trace: list[Trace] = []
    for step, check in checks(reading, datum, purpose, t, recipient):
        finding = check()
        if finding is not None:
            trace.append(Trace(step, False, finding.detail, finding.events))
            return decided(trace, finding.reason)
        trace.append(Trace(step, True, STEP_WORDS[step], _rests_on(reading, datum, purpose, step)))
    trace.append(Trace(Step.ALLOWED, True, REASON_WORDS[Reason.ALLOWED]))
    return decided(trace, Reason.ALLOWED, _flags(reading, datum, purpose, t))


def _rests_on(reading: Reading, datum: Datum, purpose: str, step: Step) -> tuple[int, ...]:
    """The yeses behind a passed step 4."""
    if step is not Step.COLLECTION:
        return ()
    chain = reading.policy.chain(purpose, datum.data_class)
    found = {
        mark.event.seq
        for seat, as_of, _ in needs(reading, datum)
        if seat is not None
        for code in chain
        if reading.asks(seat, code, as_of)
        and (mark := reading.latest(seat, code, as_of)) is not None
    }
    return tuple(sorted(found))


def _flags(reading: Reading, datum: Datum, purpose: str, t: date) -> tuple[str, ...]:
    """Marks for a person's eye on what is allowed: late signing; time still running (D4)."""
    flags = []
    chain = reading.policy.chain(purpose, datum.data_class)
    seats = [(seat, as_of) for seat, as_of, _ in needs(reading, datum) if seat is not None]
    marks = [reading.latest(seat, code, as_of) for seat, as_of in seats for code in chain]
    if any(mark is not None and mark.late for mark in marks):
        flags.append("laat vastgelegd")
    later = t + timedelta(days=reading.policy.grace_days + 1)
    then = (growing_up(reading, datum, chain, later), authority(reading, datum, chain, later))
    if any(f is not None and f.reason is Reason.RECONSENT_MISSING for f in then):
        flags.append("bevestiging nog nodig")
    return tuple(flags)


def may_collect(
    ledger: Ledger,
    data_class: str,
    on: date,
    informant: str | None = None,
    about: tuple[str, ...] = (),
    purpose: str | None = None,
    known_at: datetime | date | None = None,
) -> Decision:
    """Whether data of a class may be obtained on a day, from this informant, about these others.

    By default under the class's own purpose. KeyError for a data class the policy lacks.
    """
    asked = purpose or ledger.policy.collected_under(data_class)
    datum = Datum(ledger.youth, on, data_class, informant, about)
    return may_use(ledger, datum, asked, on, known_at)


def required(
    ledger: Ledger,
    on: date,
    purpose: str = "P1",
    informant: str | None = None,
    about: tuple[str, ...] = (),
    known_at: datetime | date | None = None,
) -> tuple[Requirement, ...]:
    """R(on): who must have agreed to a datum collected on a day, and whether they did.

    The youth, representatives, then the informant for own words and other data subjects (D3). A
    requirement without a seat means that nobody with authority is recorded.
    """
    reading = Reading(ledger, known_until(on, known_at))
    datum = Datum(reading.youth, on, "", informant, about)
    found = []
    for seat, as_of, representative in needs(reading, datum):
        if seat is None:
            found.append(Requirement(None, as_of, True, False, "geen gezag vastgelegd"))
            continue
        if not reading.asks(seat, purpose, as_of):
            continue
        met = reading.stands(seat, purpose, as_of)
        text = "gegeven" if met else lack(reading, seat, purpose, as_of)
        found.append(Requirement(seat, as_of, representative, met, text))
    return tuple(found)

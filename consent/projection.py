"""When whose yes to which purpose was in force: the table that lists read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from consent.calendar import ONE_DAY
from consent.event import NO, YES
from consent.ledger import Ledger
from consent.party import Seat
from consent.purpose import FRAME
from consent.reading import Mark, Reading, known_until


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both included, on which a seat's yes stands; ``until`` None is open."""

    party: str
    subject: str
    purpose: str
    since: date
    until: date | None


def projection(ledger: Ledger, known_at: datetime | date) -> tuple[Interval, ...]:
    """Every stretch in which a party's own yes to a purpose is in force, as known then.

    A reading per party: whether a datum may be used also asks who else had to agree.
    """
    reading = Reading(ledger, known_until(date.min, known_at))
    seats = sorted({e.seat for e in reading.events if e.type in YES or e.type in NO})
    found: list[Interval] = []
    for seat in seats:
        for purpose in ledger.policy.purposes:
            if purpose.code != FRAME:
                found += _stretches(reading, seat, purpose.code)
    return tuple(found)


def _stretches(reading: Reading, seat: Seat, purpose: str) -> list[Interval]:
    days = sorted({day for mark in reading.marks(seat, purpose) for day in _turns(mark)})
    found: list[Interval] = []
    since: date | None = None
    for day in days:
        stands = reading.stands(seat, purpose, day)
        if stands and since is None:
            since = day
        elif not stands and since is not None:
            found.append(Interval(seat.party, seat.subject, purpose, since, day - ONE_DAY))
            since = None
    if since is not None:
        found.append(Interval(seat.party, seat.subject, purpose, since, None))
    return found


def _turns(mark: Mark) -> tuple[date, ...]:
    """The days on which a mark can change the reading."""
    after = () if mark.last_day is None else (mark.last_day + ONE_DAY,)
    return (mark.event.effective_on, mark.on, *after)

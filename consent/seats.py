"""Who sits at the table for one datum: who it is about, must agree, may object."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from consent.datum import Datum
from consent.party import Seat
from consent.reading import Reading


def subjects(reading: Reading, datum: Datum) -> tuple[str, ...]:
    """Every data subject of a datum: the youth, the informant for own words, and the others."""
    named = (reading.youth, datum.informant, *datum.about)
    return tuple(dict.fromkeys(s for s in named if s is not None))


def others(reading: Reading, datum: Datum, on: date) -> tuple[Seat, ...]:
    """Seats of the data subjects beside the youth, as they stand on a day."""
    seats: dict[Seat, None] = {}
    for subject in subjects(reading, datum):
        if subject != reading.youth:
            own_words = subject == datum.informant
            seats.update(dict.fromkeys(reading.subject_seats(subject, on, own_words)))
    return tuple(seats)


def who(reading: Reading, seat: Seat) -> str:
    """A seat in words: the role, and for whom somebody speaks."""
    if not reading.ledger.knows(seat.party):
        return "een onbekende partij"
    shown = reading.ledger.party(seat.party).shown
    if seat.party == reading.youth:
        return shown
    return f"{shown}, voor zichzelf" if seat.own else f"{shown}, als vertegenwoordiger"


def needs(reading: Reading, datum: Datum) -> Iterator[tuple[Seat | None, date, bool]]:
    """R(c): who must have agreed to this datum, each with the day on which that is judged."""
    c = datum.collected_on
    for need in reading.youth_needs(c):
        yield need.seat, need.as_of, need.representative
    for seat in others(reading, datum, c):
        yield seat, c, False


def seats_of(reading: Reading, datum: Datum, t: date) -> tuple[Seat, ...]:
    """R(c) ∪ R(t), and the youth in any case: everyone whose no counts for this datum."""
    seats: dict[Seat, None] = {reading.youth_seat: None}
    for day in (datum.collected_on, t):
        seats.update((n.seat, None) for n in reading.youth_needs(day) if n.seat is not None)
        seats.update((seat, None) for seat in others(reading, datum, day))
    return tuple(seats)

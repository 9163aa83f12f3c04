"""A case's consent at a glance: per purpose and party what stands, and who must do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consent.confirmation import unconfirmed_since
from consent.event import NO, YES, Event, EventType
from consent.ledger import Ledger
from consent.party import PartyKind, Seat
from consent.purpose import ALL, FRAME, Purpose
from consent.reading import Reading, known_until
from consent.seats import who


class Standing(StrEnum):
    GIVEN = "given"
    ASKED = "asked"
    MISSING = "missing"
    REFUSED = "refused"
    DISSENT = "dissent"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    INVALID = "invalid"
    TO_CONFIRM = "to_confirm"


STANDING_WORDS: dict[Standing, str] = {
    Standing.GIVEN: "gegeven",
    Standing.ASKED: "gevraagd",
    Standing.MISSING: "ontbreekt",
    Standing.REFUSED: "geweigerd",
    Standing.DISSENT: "verzet",
    Standing.WITHDRAWN: "ingetrokken",
    Standing.EXPIRED: "verlopen",
    Standing.INVALID: "niet geldig",
    Standing.TO_CONFIRM: "opnieuw te vragen",
}


@dataclass(frozen=True, slots=True)
class PartyStatus:
    """One line: a seat and a purpose, how it stands since when, and what is to be done."""

    purpose: str
    title: str
    party: str
    subject: str
    who: str
    required: bool
    standing: Standing
    since: date | None
    action: str
    events: tuple[int, ...]

    @property
    def shown(self) -> str:
        return STANDING_WORDS[self.standing]


def status(
    ledger: Ledger, on: date, known_at: datetime | date | None = None
) -> tuple[PartyStatus, ...]:
    """Every asked purpose crossed with every seat that is required or has ever answered."""
    reading = Reading(ledger, known_until(on, known_at))
    needed = [n.seat for n in reading.youth_needs(on) if n.seat is not None]
    answered = sorted({e.seat for e in reading.events if e.type in YES or e.type in NO})
    own = [
        Seat(p.id, p.id)
        for p in ledger.parties
        if p.kind not in (PartyKind.GUARDIAN_GI, PartyKind.YOUTH)
    ]
    seats = tuple(dict.fromkeys((*needed, *answered, *own)))
    return tuple(
        _line(reading, purpose, seat, _required(reading, needed, seat, purpose.code, on), on)
        for purpose in ledger.policy.purposes
        if purpose.code != FRAME
        for seat in seats
    )


def _required(reading: Reading, needed: list[Seat], seat: Seat, purpose: str, on: date) -> bool:
    return seat in needed and reading.asks(seat, purpose, on)


def _line(reading: Reading, purpose: Purpose, seat: Seat, required: bool, on: date) -> PartyStatus:
    standing, event = _standing(reading, purpose.code, seat, on)
    return PartyStatus(
        purpose.code,
        purpose.title,
        seat.party,
        seat.subject,
        who(reading, seat),
        required,
        standing,
        None if event is None else event.effective_on,
        action(reading, purpose.code, seat, standing, required, on),
        () if event is None else (event.seq,),
    )


def _standing(
    reading: Reading, purpose: str, seat: Seat, on: date
) -> tuple[Standing, Event | None]:
    mark = reading.latest(seat, purpose, on)
    if mark is None:
        asked = _asked(reading, purpose, seat, on)
        return (Standing.MISSING if asked is None else Standing.ASKED), asked
    event = mark.event
    if not mark.yes:
        no = {EventType.REFUSED: Standing.REFUSED, EventType.DISSENT: Standing.DISSENT}
        return no.get(event.type, Standing.WITHDRAWN), event
    if mark.fault:
        return Standing.INVALID, event
    if mark.last_day is not None and mark.last_day < on:
        return Standing.EXPIRED, event
    if unconfirmed_since(reading, seat, purpose, on) is not None:
        return Standing.TO_CONFIRM, event
    return Standing.GIVEN, event


def _asked(reading: Reading, purpose: str, seat: Seat, on: date) -> Event | None:
    found = [
        e
        for e in reading.events
        if e.seat == seat
        and e.effective_on <= on
        and e.purpose in (purpose, ALL)
        and e.type in (EventType.INFORMED, EventType.RECONSENT_REQUESTED)
    ]
    return max(found, key=lambda e: (e.effective_at, e.seq), default=None)


def action(
    reading: Reading, purpose: str, seat: Seat, standing: Standing, required: bool, on: date
) -> str:
    """What is to be done next, in Dutch; empty where nothing is."""
    name = who(reading, seat)
    if standing is Standing.TO_CONFIRM:
        start = unconfirmed_since(reading, seat, purpose, on)
        since = "" if start is None else f" (sinds {start:%d-%m-%Y})"
        return f"Vraag {name} opnieuw om toestemming{since}."
    if standing is Standing.EXPIRED:
        return f"Vraag {name} de toestemming te verlengen."
    if standing is Standing.INVALID:
        return f"Laat {name} tekenen met de brief die nu geldt."
    if required and standing is Standing.MISSING:
        return f"Geef {name} de brief en vraag om een ja of nee."
    if required and standing is Standing.ASKED:
        return f"Wacht op antwoord van {name}, of vraag het nog eens."
    return ""

"""What is coming: birthdays, new letters, new guardians, terms that end (60 days ahead)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from consent.calendar import birthday, day_of
from consent.confirmation import unconfirmed_since
from consent.ledger import Ledger
from consent.letter import LetterVersion
from consent.party import Seat
from consent.purpose import FRAME
from consent.reading import Mark, Reading, known_until
from consent.seats import who


class TaskKind(StrEnum):
    BIRTHDAY = "birthday"
    CONFIRM = "confirm"
    NEW_LETTER = "new_letter"
    NEW_GUARDIAN = "new_guardian"
    NO_GUARDIAN = "no_guardian"
    EXPIRING = "expiring"


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """Something to prepare: by when, of which kind, with whom, in Dutch."""

    due: date
    kind: TaskKind
    party: str
    text: str
    purposes: tuple[str, ...] = ()


def tasks_ahead(
    ledger: Ledger, on: date, days: int = 60, known_at: datetime | date | None = None
) -> tuple[Task, ...]:
    """Everything about consent that falls due within ``days``, soonest first; none after a death.

    A confirmation that is already due stays in the list until it is answered.
    """
    stopped = (ledger.deceased_on, ledger.erased_on)
    if any(day is not None and day <= on for day in stopped):
        return ()
    reading = Reading(ledger, known_until(on, known_at))
    until = on + timedelta(days=days)
    tasks = (
        *_birthdays(reading, on, until),
        *_confirmations(reading, on),
        *_new_guardians(reading, on, until),
        *_new_letters(reading, on, until),
        *_expiring(reading, on, until),
    )
    return tuple(sorted(tasks))


def _asked_purposes(reading: Reading) -> tuple[str, ...]:
    return tuple(p.code for p in reading.policy.purposes if p.code != FRAME)


def _birthdays(reading: Reading, on: date, until: date) -> list[Task]:
    policy = reading.policy
    texts = {
        policy.consent_from: "wordt {age}: beslist voortaan mee. Geef de brief voor jongeren.",
        policy.decides_from: "wordt {age}: beslist voortaan zelf. Vraag opnieuw toestemming.",
        policy.adult_from: "wordt {age}: ouders beslissen alleen nog over hun eigen gegevens.",
    }
    found = []
    for age, text in texts.items():
        day = birthday(reading.born, age)
        if on <= day <= until:
            shown = "De jeugdige " + text.format(age=age)
            found.append(Task(day, TaskKind.BIRTHDAY, reading.youth, shown))
    return found


def _confirmations(reading: Reading, on: date) -> list[Task]:
    """Whoever said yes once, and has to say so again since a birthday or a court order."""
    found = []
    needed = [n for n in reading.youth_needs(on) if n.as_of == on]
    for need in needed:
        if need.seat is None:
            text = "Er is niemand met gezag vastgelegd. Zoek uit wie de jeugdige vertegenwoordigt."
            found.append(Task(on, TaskKind.NO_GUARDIAN, reading.youth, text))
            continue
        starts: dict[date, list[str]] = {}
        for purpose in _asked_purposes(reading):
            start = unconfirmed_since(reading, need.seat, purpose, on)
            if start is not None:
                starts.setdefault(start, []).append(purpose)
        for start, purposes in starts.items():
            due = start + timedelta(days=reading.policy.grace_days)
            text = f"Vraag {who(reading, need.seat)} opnieuw om toestemming."
            found.append(Task(due, TaskKind.CONFIRM, need.seat.party, text, tuple(purposes)))
    return found


def _new_guardians(reading: Reading, on: date, until: date) -> list[Task]:
    """A holder of authority who starts soon, or has started and never answered."""
    found = []
    for row in reading.authorities:
        soon = row.subject == reading.youth and row.valid_from <= until
        if not soon or not (on <= row.valid_from or row.holds(on)):
            continue
        day = max(on, row.valid_from)
        seat = Seat(row.party, reading.youth)
        if row.party not in reading.holders(reading.youth, day):
            continue
        if seat not in [n.seat for n in reading.youth_needs(day)]:
            continue
        if any(reading.marks(seat, purpose) for purpose in _asked_purposes(reading)):
            continue
        text = f"Vraag {who(reading, seat)} om toestemming: nieuw gezag vastgelegd."
        due = max(row.valid_from, day_of(row.recorded_at))
        due += timedelta(days=reading.policy.grace_days)
        found.append(Task(due, TaskKind.NEW_GUARDIAN, row.party, text))
    return found


def _standing_marks(reading: Reading, on: date) -> list[tuple[Seat, str, Mark]]:
    seats = sorted({e.seat for e in reading.events})
    return [
        (seat, purpose, mark)
        for seat in seats
        for purpose in _asked_purposes(reading)
        if (mark := reading.latest(seat, purpose, on)) is not None and mark.stands
    ]


def _new_letters(reading: Reading, on: date, until: date) -> list[Task]:
    """A newer letter for the same reader that asks what the signed one did not."""
    asked: dict[tuple[str, LetterVersion], set[str]] = {}
    for seat, _, mark in _standing_marks(reading, on):
        signed = reading.ledger.letter(mark.event.letter)
        if signed is None:
            continue
        for letter in _newer(reading, signed, until):
            news = {p for p, version in letter.purposes if signed.version_of(p) != version}
            news = {p for p in news if not _answered(reading, seat, p, letter)}
            if news:
                asked.setdefault((seat.party, letter), set()).update(news)
    return [
        Task(
            max(on, letter.valid_from),
            TaskKind.NEW_LETTER,
            party,
            f"Nieuwe brief, versie {letter.version}: vraag wat er nieuw in staat.",
            tuple(sorted(news)),
        )
        for (party, letter), news in asked.items()
    ]


def _newer(reading: Reading, signed: LetterVersion, until: date) -> list[LetterVersion]:
    return [
        x
        for x in reading.ledger.letters
        if x.audience is signed.audience
        and x.language == signed.language
        and x.version > signed.version
        and x.valid_from <= until
    ]


def _answered(reading: Reading, seat: Seat, purpose: str, letter: LetterVersion) -> bool:
    """Whether the seat answered to this letter (or to any later) for the purpose."""
    return any(m.event.effective_on >= letter.valid_from for m in reading.marks(seat, purpose))


def _expiring(reading: Reading, on: date, until: date) -> list[Task]:
    found: dict[tuple[date, str], list[str]] = {}
    for seat, purpose, mark in _standing_marks(reading, on):
        if mark.last_day is not None and mark.last_day <= until:
            found.setdefault((mark.last_day, seat.party), []).append(purpose)
    return [
        Task(
            day,
            TaskKind.EXPIRING,
            party,
            f"De toestemming loopt af op {day:%d-%m-%Y}. Vraag om verlenging.",
            tuple(purposes),
        )
        for (day, party), purposes in found.items()
    ]

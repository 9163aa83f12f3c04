"""Planning a case's waves from the protocol and its own T0; what is expected of whom in each.

Pure and repeatable: the same input gives the same plan, and a hand-moved date stays marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from register.domain.calendar import DueDate, Window, age_on, shown
from register.domain.errors import Blocker
from register.domain.protocol import Expected, Protocol, Wave


@dataclass(frozen=True)
class Move:
    """A date set by hand: to when, by whom (shown name), why, and on which day."""

    to: date
    by: str
    reason: str
    on: date

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.reason.strip():
            raise ValueError("a moved date says who moved it and why")


@dataclass(frozen=True)
class PlannedWave:
    """One wave of one case. `due` is None while the event it waits for has not happened."""

    code: str
    label: str
    months: int
    window: Window
    due: DueDate | None
    waits_for: str | None = None
    moved: Move | None = None

    @property
    def target_on(self) -> date | None:
        """The day that the protocol gives, whatever was moved."""
        return self.due.target if self.due else None

    @property
    def due_on(self) -> date | None:
        """The day that counts: the moved one, else the target."""
        return self.moved.to if self.moved else self.target_on

    @property
    def opens_on(self) -> date | None:
        """First day of the window, around the day that counts."""
        return self.window.opens(self.due_on) if self.due_on else None

    @property
    def closes_on(self) -> date | None:
        """Last day of the window, around the day that counts."""
        return self.window.closes(self.due_on) if self.due_on else None

    @property
    def moved_by_hand(self) -> bool:
        """Whether a person set the day."""
        return self.moved is not None

    @property
    def explanation(self) -> str:
        """How the day came about, for hover and help: the sum, the move, the window."""
        start = self.due.sum if self.due else f"wacht op: {self.waits_for}"
        if self.moved is None:
            return f"{start}, {self.window}" if self.due else start
        return (
            f"{start}, met de hand verzet naar {shown(self.moved.to)} door {self.moved.by} "
            f"({self.moved.reason}), {self.window}"
        )


def plan(
    protocol: Protocol,
    *,
    included_on: date,
    t0_on: date | None = None,
    held: Mapping[str, date] | None = None,
    events: Mapping[str, date] | None = None,
    moves: Mapping[str, Move] | None = None,
) -> tuple[PlannedWave, ...]:
    """All waves of a case, in protocol order, up to the end of the study.

    included_on: day of inclusion; t0_on: day on which T0 was held (None: still planned, and later
    waves count from its planned day); held: days on which other waves were held; events: day per
    protocol event; moves: hand-moved days per wave code.
    """
    held, events, moves = dict(held or {}), events or {}, moves or {}
    first = protocol.schedule.waves[0]
    if t0_on is not None:
        held[first.code] = t0_on
    planned: list[PlannedWave] = []
    for wave in protocol.schedule.waves:
        due = _due(wave, planned, included_on, held, events)
        if due is not None and wave is not first and due.target >= protocol.ends:
            continue
        planned.append(
            PlannedWave(
                wave.code,
                wave.label,
                wave.months,
                wave.window,
                due,
                wave.event if due is None else None,
                moves.get(wave.code),
            )
        )
    return tuple(planned)


def _due(
    wave: Wave,
    earlier: list[PlannedWave],
    included_on: date,
    held: Mapping[str, date],
    events: Mapping[str, date],
) -> DueDate | None:
    if wave.anchor == "inclusion":
        return DueDate("inclusie", included_on, wave.months, wave.window)
    if wave.anchor == "event":
        happened = events.get(wave.event or "")
        if happened is None:
            return None
        return DueDate(wave.event or "", happened, wave.months, wave.window)
    anchor = earlier[0] if wave.anchor == "t0" else earlier[-1]
    if anchor.code in held:
        return DueDate(anchor.code, held[anchor.code], wave.months, wave.window)
    if anchor.due_on is None:
        return None
    return DueDate(f"geplande {anchor.code}", anchor.due_on, wave.months, wave.window)


def moves_of(planned: Iterable[PlannedWave]) -> dict[str, Move]:
    """The hand-moved days of a plan, to give to the next `plan`."""
    return {wave.code: wave.moved for wave in planned if wave.moved}


def move(
    planned: tuple[PlannedWave, ...], code: str, to: date, *, by: str, reason: str, on: date
) -> tuple[PlannedWave, ...]:
    """The plan with one day set by hand; ask `move_blockers` first."""
    moved = Move(to, by, reason, on)
    return tuple(replace(wave, moved=moved) if wave.code == code else wave for wave in planned)


def unmove(planned: tuple[PlannedWave, ...], code: str) -> tuple[PlannedWave, ...]:
    """The plan with one wave back on the protocol's day."""
    return tuple(replace(wave, moved=None) if wave.code == code else wave for wave in planned)


def move_blockers(
    planned: Iterable[PlannedWave], code: str, to: date, reason: str
) -> tuple[Blocker, ...]:
    """Why a wave may not be moved to that day."""
    waves = {wave.code: wave for wave in planned}
    if code not in waves:
        return (Blocker("unknown_wave", "Deze meting bestaat niet.", "Kies een andere meting."),)
    found: list[Blocker] = []
    if not reason.strip():
        found.append(Blocker("no_reason", "Er staat geen reden bij.", "Schrijf waarom."))
    own = waves[code].target_on
    if own is None:
        return tuple(found)
    for other in waves.values():
        if other.code == code or other.target_on is None:
            continue
        if abs(to - other.target_on) <= abs(to - own):
            found.append(
                Blocker(
                    "nearer_to_other",
                    f"Deze dag ligt dichter bij {other.code} ({shown(other.target_on)}).",
                    "Kies een dag dichter bij het eigen doel, of noteer de meting als gemist.",
                )
            )
    return tuple(found)


@dataclass(frozen=True)
class Rescheduled:
    """What another protocol or T0 would do to one wave of a running case."""

    code: str
    was: date | None
    becomes: date | None

    def __str__(self) -> str:
        was = shown(self.was) if self.was else "niet gepland"
        becomes = shown(self.becomes) if self.becomes else "niet gepland"
        return f"{self.code}: {was} → {becomes}"


def differences(
    before: Iterable[PlannedWave], after: Iterable[PlannedWave]
) -> tuple[Rescheduled, ...]:
    """The waves whose day differs, for a preview; empty when nothing would change."""
    old = {wave.code: wave.due_on for wave in before}
    new = {wave.code: wave.due_on for wave in after}
    codes = (*new, *(code for code in old if code not in new))
    return tuple(
        Rescheduled(code, old.get(code), new.get(code))
        for code in codes
        if (code in old) != (code in new) or old[code] != new[code]
    )


def nearest(planned: Iterable[PlannedWave], day: date) -> PlannedWave | None:
    """The wave whose day lies nearest; of two equally near the earlier one."""
    dated = [(abs(day - wave.due_on), wave.due_on, wave) for wave in planned if wave.due_on]
    return min(dated, key=lambda item: item[:2])[2] if dated else None


@dataclass(frozen=True)
class Party:
    """An informant of a case by code, with the days between which he or she counts."""

    code: str
    informant: str
    from_on: date | None = None
    to_on: date | None = None

    def present(self, on: date) -> bool:
        """Whether this informant counts on a day (last day included)."""
        return (self.from_on is None or self.from_on <= on) and (
            self.to_on is None or on <= self.to_on
        )


@dataclass(frozen=True)
class Ask:
    """A contribution that a wave expects; party is None for the file, and while nobody is known."""

    wave: str
    informant: str
    party: str | None
    instrument: str
    part: str
    why: str


def expected(
    protocol: Protocol,
    wave: str,
    *,
    on: date,
    born_on: date,
    parties: Collection[Party],
    answers: Mapping[tuple[str, str], Any] | None = None,
) -> tuple[Ask, ...]:
    """The contributions that a wave due `on` that day expects of the informants present then.

    answers: earlier answers by (instrument, item), for conditions. One `Ask` per informant of a
    kind; where nobody of a core kind is known one with party None, so that the lack shows.
    """
    age = age_on(born_on, on)
    found: list[Ask] = []
    for asked in protocol.expected(wave):
        condition = asked.condition
        if not asked.fits_age(age):
            continue
        earlier = (answers or {}).get((condition.instrument, condition.item)) if condition else None
        if condition and not condition.holds(earlier):
            continue
        found += _asks(wave, asked, on, parties)
    return tuple(found)


def _asks(wave: str, asked: Expected, on: date, parties: Collection[Party]) -> list[Ask]:
    present: list[str | None] = [
        party.code for party in parties if party.informant == asked.informant and party.present(on)
    ]
    if asked.informant == "dossier" or (not present and asked.part == "core"):
        present = [None]
    why = _why(asked)
    return [
        Ask(wave, asked.informant, party, asked.instrument, asked.part, why) for party in present
    ]


def _why(asked: Expected) -> str:
    ages = {
        (False, False): "",
        (True, False): f"vanaf {asked.age_from} jaar",
        (False, True): f"tot {asked.age_to} jaar",
        (True, True): f"van {asked.age_from} tot {asked.age_to} jaar",
    }[(asked.age_from is not None, asked.age_to is not None)]
    answer = f"omdat {asked.if_answer}" if asked.if_answer else ""
    return ", ".join(part for part in (ages, answer) if part) or "altijd"

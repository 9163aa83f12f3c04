"""The state of a contribution: what people stored, and what dates and consent make of it.

Nothing that a date implies is stored (ARCHITECTURE §3): the same row reads differently next week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stored(StrEnum):
    """What a person did or decided; the only states that are kept."""

    PLANNED = "gepland"
    INVITED = "uitgenodigd"
    PARTLY = "deels"
    DONE = "gedaan"
    REFUSED = "geweigerd"
    MISSED = "gemist"
    NOT_APPLICABLE = "nvt"
    WITHDRAWN = "ingetrokken"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self in OPEN


OPEN = frozenset({Stored.PLANNED, Stored.INVITED, Stored.PARTLY})


class Derived(StrEnum):
    """What is read on a day."""

    NOT_YET = "nog niet"
    DUE = "nu te doen"
    OVERDUE = "te laat"
    NO_CONSENT = "geen toestemming"
    LAPSED = "overgeslagen"
    CLOSED = "afgerond"


class Timing(StrEnum):
    """Where a collected contribution lies against its window."""

    WITHIN = "binnen"
    EARLY = "vroeg"
    LATE = "laat"
    NONE = "–"


@dataclass(frozen=True)
class Contribution:
    """One expected contribution with its stored state and the window of its wave.

    opens_on and closes_on are None while the wave waits for an event. consented: whether new
    collection is allowed on the day that is asked about. reason: why missed or refused, in words.
    """

    wave: str
    informant: str
    instrument: str
    state: Stored
    opens_on: date | None
    closes_on: date | None
    party: str | None = None
    part: str = "core"
    collected_on: date | None = None
    consented: bool = True
    reason: str = ""

    def state_on(self, on: date) -> Stored:
        """The stored state as far as it held on a day: what was collected later was still open."""
        if self.state is Stored.DONE and self.collected_on and self.collected_on > on:
            return Stored.PLANNED
        return self.state

    @property
    def timing(self) -> Timing:
        """Of what was collected; `–` while nothing was."""
        if self.collected_on is None or self.opens_on is None or self.closes_on is None:
            return Timing.NONE
        if self.collected_on < self.opens_on:
            return Timing.EARLY
        return Timing.LATE if self.collected_on > self.closes_on else Timing.WITHIN


def derived(contribution: Contribution, on: date) -> Derived:
    """What a contribution is on a day."""
    if not contribution.state_on(on).is_open:
        return Derived.CLOSED
    opens, closes = contribution.opens_on, contribution.closes_on
    if opens is None or closes is None or on < opens:
        return Derived.NOT_YET
    if not contribution.consented:
        return Derived.NO_CONSENT
    if on <= closes:
        return Derived.DUE
    return Derived.OVERDUE if contribution.part == "core" else Derived.LAPSED


def days_overdue(contribution: Contribution, on: date) -> int:
    """Days past the last day of the window; 0 when not overdue."""
    if derived(contribution, on) is not Derived.OVERDUE or contribution.closes_on is None:
        return 0
    return (on - contribution.closes_on) // timedelta(days=1)


def was_due(contribution: Contribution, on: date) -> bool:
    """Whether a contribution belongs in a denominator on a day: core, still wanted, allowed, and
    its window is over. (An open window would count the quick and not yet the slow.)"""
    closes = contribution.closes_on
    if contribution.part != "core" or closes is None or closes >= on:
        return False
    state = contribution.state_on(on)
    if state in {Stored.WITHDRAWN, Stored.NOT_APPLICABLE}:
        return False
    return contribution.consented or not state.is_open

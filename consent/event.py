"""Consent events: append-only, bitemporal; a mistake is corrected by a new event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consent.calendar import checked_instant, day_of
from consent.party import Seat
from consent.purpose import ALL


class EventType(StrEnum):
    """What happened. *Expired* and *re-consent due* are derived on reading, never stored."""

    INFORMED = "informed"
    GIVEN = "given"
    REFUSED = "refused"
    ASSENT = "assent"
    DISSENT = "dissent"
    WITHDRAWN = "withdrawn"
    RECONSENT_REQUESTED = "reconsent_requested"
    CORRECTED = "corrected"
    MAY_BE_APPROACHED = "mag_benaderd"
    RELEASED = "released"
    RESTRICTED = "restricted"
    RESTRICTION_LIFTED = "restriction_lifted"
    CONTROLLER_DECIDED = "controller_decided"


class Scope(StrEnum):
    """How far a no reaches, from narrow to wide."""

    CONTACT_ONLY = "contact_only"
    NO_NEW_DATA = "no_new_data"
    NO_FURTHER_USE = "no_further_use"
    ERASE = "erase"


class ActingAs(StrEnum):
    SELF = "self"
    REPRESENTATIVE = "representative"


class Method(StrEnum):
    PAPER = "paper"
    E_SIGN = "e-sign"
    ORAL_WITNESSED = "oral-witnessed"


class Outcome(StrEnum):
    """What the controller decided about a frozen withdrawal, after the FG's written advice."""

    HONOURED = "honoured"
    SET_ASIDE = "set_aside"


YES = frozenset({EventType.GIVEN, EventType.ASSENT})
NO = frozenset({EventType.REFUSED, EventType.DISSENT, EventType.WITHDRAWN})
ABOUT_EVENT = frozenset({EventType.CORRECTED, EventType.CONTROLLER_DECIDED})
NAMES_NO_PURPOSE = frozenset(
    {EventType.MAY_BE_APPROACHED, EventType.RESTRICTED, EventType.RESTRICTION_LIFTED}
)


@dataclass(frozen=True, slots=True)
class Event:
    """One act of one party about one purpose.

    ``effective_at`` is when it became true, ``recorded_at`` when the register knew it. ``of``:
    the seq of the event that a correction voids or a controller's decision settles. ``readers``
    and ``datum``: for whom the source released which datum (D5). ``scope`` left empty on a no
    means *no new data* (D3).
    """

    seq: int
    subject: str
    party: str
    acting_as: ActingAs
    purpose: str
    type: EventType
    effective_at: datetime
    recorded_at: datetime
    recorded_by: str
    method: Method = Method.PAPER
    letter: str | None = None
    evidence_ref: str = ""
    scope: Scope | None = None
    valid_to: date | None = None
    of: int | None = None
    outcome: Outcome | None = None
    readers: tuple[str, ...] = ()
    datum: str | None = None

    def __post_init__(self) -> None:
        checked_instant(self.effective_at, "effective_at")
        checked_instant(self.recorded_at, "recorded_at")
        if (self.party == self.subject) != (self.acting_as is ActingAs.SELF):
            raise ValueError("acting_as is 'self' exactly where party and subject are the same")
        if self.type in YES and self.purpose == ALL:
            raise ValueError("a yes names one purpose; record one event per purpose")
        if self.type in NAMES_NO_PURPOSE and self.purpose != ALL:
            raise ValueError(f"a {self.type} event holds for all purposes; give purpose '*'")
        if self.scope is not None and self.type not in NO:
            raise ValueError("only a no (refused, dissent, withdrawn) has a scope; leave it out")
        if self.scope is Scope.CONTACT_ONLY and self.type is not EventType.WITHDRAWN:
            raise ValueError("'contact only' belongs to a withdrawal; use type 'withdrawn'")
        if (self.of is not None) != (self.type in ABOUT_EVENT):
            raise ValueError("'of' names the event that a correction or decision is about")
        if (self.outcome is not None) != (self.type is EventType.CONTROLLER_DECIDED):
            raise ValueError("an outcome belongs to a decision of the controller, and to no other")
        if (self.readers or self.datum) and self.type is not EventType.RELEASED:
            raise ValueError("readers and datum belong to type 'released'; leave them out")
        if self.type is EventType.RELEASED and not self.datum:
            raise ValueError("a release names the datum that its source releases")
        if self.valid_to is not None and self.type not in YES:
            raise ValueError("only a yes (given, assent) has a term; leave valid_to out")

    @property
    def seat(self) -> Seat:
        return Seat(self.party, self.subject)

    @property
    def effective_on(self) -> date:
        return day_of(self.effective_at)

    @property
    def recorded_on(self) -> date:
        return day_of(self.recorded_at)

    @property
    def reach(self) -> Scope | None:
        """The scope of a no; *no new data* unless a wider one was stated (D3)."""
        if self.type not in NO:
            return None
        return self.scope or Scope.NO_NEW_DATA

"""Parties of one case, their authority over time, and assessments of capacity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from consent.calendar import checked_instant, checked_period


class PartyKind(StrEnum):
    """What somebody is to the youth; ``other`` is the important other or a sibling."""

    YOUTH = "youth"
    PARENT = "parent"
    GUARDIAN_PERSON = "guardian_person"
    GUARDIAN_GI = "guardian_GI"
    PROFESSIONAL = "professional"
    OTHER = "other"


PARTY_WORDS: dict[PartyKind, str] = {
    PartyKind.YOUTH: "de jeugdige",
    PartyKind.PARENT: "ouder",
    PartyKind.GUARDIAN_PERSON: "voogd",
    PartyKind.GUARDIAN_GI: "gecertificeerde instelling",
    PartyKind.PROFESSIONAL: "professional",
    PartyKind.OTHER: "belangrijke ander",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a case, by code; the person behind the code stands in the vault."""

    id: str
    kind: PartyKind

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise ValueError("a party has no id; give it a code within the case")

    @property
    def shown(self) -> str:
        """How an explanation names the party: role word and code, never a name."""
        word = PARTY_WORDS[self.kind]
        return word if self.kind is PartyKind.YOUTH else f"{word} ({self.id})"


class Seat(NamedTuple):
    """One place at the table: a party that speaks for itself or for another data subject."""

    party: str
    subject: str

    @property
    def own(self) -> bool:
        return self.party == self.subject


class AuthorityKind(StrEnum):
    """Legal authority over the youth; a GI under OTS without court order has ``none``."""

    GEZAG = "gezag"
    VOOGDIJ = "voogdij"
    PARTIAL_GEZAG = "partial_gezag"
    MENTOR = "mentor"
    NONE = "none"


MINOR_AUTHORITY = frozenset(
    {AuthorityKind.GEZAG, AuthorityKind.VOOGDIJ, AuthorityKind.PARTIAL_GEZAG}
)


@dataclass(frozen=True, slots=True)
class Authority:
    """Who held which authority over whom, from when to when (both days included).

    Rows are append-only: ``replaces`` names the row this one corrects or ends.
    """

    no: int
    subject: str
    party: str
    kind: AuthorityKind
    valid_from: date
    recorded_at: datetime
    valid_to: date | None = None
    evidence: str = ""
    replaces: int | None = None

    def __post_init__(self) -> None:
        checked_instant(self.recorded_at, "recorded_at of an authority")
        checked_period(self.valid_from, self.valid_to, "an authority")
        if self.party == self.subject:
            raise ValueError("nobody holds authority over themselves; name the holder as party")

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Capacity:
    """An assessment whether somebody of 16 or older can judge the own interest."""

    no: int
    subject: str
    able: bool
    valid_from: date
    assessor: str
    recorded_at: datetime
    valid_to: date | None = None
    replaces: int | None = None

    def __post_init__(self) -> None:
        checked_instant(self.recorded_at, "recorded_at of an assessment")
        checked_period(self.valid_from, self.valid_to, "an assessment")
        if not self.assessor.strip():
            raise ValueError("an assessment names no assessor; say in which role it was made")

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

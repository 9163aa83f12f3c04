"""A version of an information letter: for whom, in which language, valid when, for what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consent.calendar import checked_period

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Audience(StrEnum):
    """Who reads the letter."""

    CHILD_8_11 = "child_8_11"
    YOUTH_12_15 = "youth_12_15"
    YOUTH_16PLUS = "youth_16plus"
    PARENT = "parent"
    GUARDIAN = "guardian"
    PROFESSIONAL = "professional"
    IMPORTANT_OTHER = "important_other"


AUDIENCE_WORDS: dict[Audience, str] = {
    Audience.CHILD_8_11: "kinderen van 8 tot en met 11 jaar",
    Audience.YOUTH_12_15: "jongeren van 12 tot en met 15 jaar",
    Audience.YOUTH_16PLUS: "jongeren van 16 jaar en ouder",
    Audience.PARENT: "ouders",
    Audience.GUARDIAN: "voogden",
    Audience.PROFESSIONAL: "professionals",
    Audience.IMPORTANT_OTHER: "belangrijke anderen",
}


@dataclass(frozen=True, slots=True)
class LetterVersion:
    """What somebody had in hand when signing; the text itself is found by its SHA-256.

    ``purposes`` maps purpose code to the version of the purpose asked for, as pairs.
    ``reopens``: the text says that data closed by *no further use* may be used again.
    """

    id: str
    audience: Audience
    language: str
    version: int
    sha256: str
    valid_from: date
    purposes: tuple[tuple[str, int], ...]
    valid_to: date | None = None
    approved_on: date | None = None
    reopens: bool = False

    def __post_init__(self) -> None:
        checked_period(self.valid_from, self.valid_to, "a letter version")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError("sha256 of a letter is 64 lower-case hexadecimal characters")
        codes = [code for code, _ in self.purposes]
        if len(codes) != len(set(codes)):
            raise ValueError("a letter names a purpose twice; each purpose has its own yes/no once")

    def in_use(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def version_of(self, purpose: str) -> int | None:
        """The version of the purpose this letter asks for; None where it does not ask."""
        return dict(self.purposes).get(purpose)

"""What is asked of people in law and ethics: purposes, age bands, letters (RULES §1)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from register.domain.protocol.parts import (
    Age,
    Count,
    Day,
    Days,
    Id,
    Months,
    Part,
    Positive,
    Text,
    YesNo,
)

BandId = Annotated[str, StringConstraints(pattern=r"^[0-9]+(-[0-9]+|\+)$")]
PurposeCode = Annotated[str, StringConstraints(pattern=r"^P\d{1,2}$")]
Audience = Literal[
    "child_8_11",
    "youth_12_15",
    "youth_16plus",
    "parent",
    "guardian",
    "professional",
    "important_other",
]


class DataClass(Part):
    """A kind of data and the purpose under which it is collected."""

    code: Id
    label: Text
    collected_under: PurposeCode


class Purpose(Part):
    """One purpose that is said yes or no to apart.

    needed: without it no inclusion. asked: False for what stands outside the letters (P0).
    rests_on: purposes that must be allowed as well. also_covers: earlier versions that still count.
    needs_release: every datum must be released by its source for the reader (RULES D5).
    """

    code: PurposeCode
    version: Positive
    label: Text
    legal_basis: Text
    data_classes: Annotated[tuple[Id, ...], Field(min_length=1)]
    recipients: tuple[Id, ...]
    rests_on: tuple[PurposeCode, ...] = ()
    also_covers: tuple[Positive, ...] = ()
    needs_release: YesNo = False
    needed: YesNo = False
    asked: YesNo = True
    term_months: Months | None = None


class AgeBand(Part):
    """Who must agree from an age on, up to where the next band begins.

    youth: none; assent (recorded, and a refusal blocks); consent. parents: always, at_inclusion
    (asked once, a refusal blocks inclusion), never (their own data only).
    """

    id: BandId
    label: Text
    age_from: Age
    youth: Literal["none", "assent", "consent"]
    parents: Literal["always", "at_inclusion", "never"]
    parents_after_youth: YesNo = False


class Letter(Part):
    """A version of a letter that the study uses, for whom and for which purposes."""

    id: Id
    audience: Audience
    version: Positive
    purposes: Annotated[tuple[PurposeCode, ...], Field(min_length=1)]
    valid_from: Day
    valid_to: Day | None = None


class Agreement(Part):
    """All of the above in one place, with the terms that bind them."""

    data_classes: Annotated[tuple[DataClass, ...], Field(min_length=1)]
    purposes: Annotated[tuple[Purpose, ...], Field(min_length=1)]
    age_bands: Annotated[tuple[AgeBand, ...], Field(min_length=1)]
    letters: tuple[Letter, ...] = ()
    consent_from: Age
    decides_from: Age
    adult_from: Age
    grace_days: Days
    attempts: Count
    existing_after_grace: Literal["keep_if_3_attempts", "block"]
    reminder_days: Days
    late_recording_days: Days

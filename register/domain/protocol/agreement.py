"""What is asked of people in law and ethics: purposes, age bands, letters (RULES §1)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from register.domain.protocol.parts import Count, Day, Id, Part, Positive, Text, YesNo

PurposeCode = Annotated[str, StringConstraints(pattern=r"^P\d{1,2}$")]
Audience = Literal[
    "child_8_11", "youth_12_15", "youth_16plus", "parent", "guardian", "professional"
]


class Purpose(Part):
    """One purpose that is said yes or no to apart. `needed`: without it no inclusion."""

    code: PurposeCode
    version: Text
    label: Text
    legal_basis: Text
    data_classes: Annotated[tuple[Id, ...], Field(min_length=1)]
    recipients: tuple[Id, ...]
    needed: YesNo = False
    asked: YesNo = True
    term_months: Positive | None = None


class AgeBand(Part):
    """Who must agree at an age (whole years, `age_to` exclusive).

    youth: assent is recorded and its refusal blocks; consent is required; decides is enough.
    parents: always, at_inclusion (asked once, refusal blocks inclusion), never (own data only).
    """

    id: Id
    label: Text
    age_from: Count
    age_to: Positive
    youth: Literal["assent", "consent", "decides"]
    parents: Literal["always", "at_inclusion", "never"]
    parents_after_youth: YesNo = False


class Letter(Part):
    """A version of a letter that the study uses, for whom and for which purposes."""

    id: Id
    audience: Audience
    version: Text
    purposes: Annotated[tuple[PurposeCode, ...], Field(min_length=1)]
    valid_from: Day
    valid_to: Day | None = None


class Agreement(Part):
    """All of the above in one place, with the terms that bind them."""

    purposes: Annotated[tuple[Purpose, ...], Field(min_length=1)]
    age_bands: Annotated[tuple[AgeBand, ...], Field(min_length=1)]
    letters: tuple[Letter, ...] = ()
    grace_days: Count
    existing_after_grace: Literal["keep_if_3_attempts", "block"]
    reminder_days: Count
    late_recording_days: Count

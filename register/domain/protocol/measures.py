"""What is aimed at and what may be shown: targets, thresholds, hierarchies, code lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from register.domain.protocol.parts import Count, Id, Part, Percent, Positive, Text, YesNo


class Target(Part):
    """How many cases are aimed at, per cohort and per region or setting group (one of the two)."""

    cohort: Positive
    region: Id | None = None
    setting_group: Id | None = None
    cases: Count


class Audience(Part):
    """Disclosure thresholds for one circle of readers (RULES §3.3, D8–D11).

    min_count: smallest count shown; min_persons: smallest denominator; round_to: base of controlled
    rounding (0 = none); largest_share: a contributor's largest share in percent.
    """

    id: Id
    label: Text
    min_count: Positive
    min_persons: Positive
    zeros_sensitive: YesNo
    full_rows_sensitive: YesNo
    round_to: Count = 0
    percent_step: Positive = 1
    min_providers: Count = 0
    largest_share: Percent = 100
    confidential_min: Positive = 10


class QualityThreshold(Part):
    """A limit that a quality check reads, by its own id."""

    id: Id
    label: Text
    value: Annotated[Decimal, Field(ge=0)]
    unit: Text


class Hierarchy(Part):
    """Child → parent: how classes may be merged before anything is withheld.

    labels: what a merged class is called, after what is in it; phrases: how a sentence speaks of it
    (“in een gezin”).
    """

    id: Id
    label: Text
    labels: dict[str, Text] = Field(default_factory=dict)
    phrases: dict[str, Text] = Field(default_factory=dict)
    parents: dict[str, Text]


class Code(Part):
    """One entry of an own code list."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_+-]*$")]
    label: Text


class CodeList(Part):
    """An own, named code list; official lists are loaded under their own names."""

    id: Id
    label: Text
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]


class FourEyes(Part):
    """Where a second person looks (RULES D16); percentages of the material."""

    double_entry_percent: Percent
    double_coding_percent: Percent
    sign_off: Literal["per_wave", "batch"]


class Measures(Part):
    """All of the above in one place."""

    targets: tuple[Target, ...] = ()
    disclosure: Annotated[tuple[Audience, ...], Field(min_length=1)]
    quality: tuple[QualityThreshold, ...] = ()
    hierarchies: tuple[Hierarchy, ...] = ()
    codelists: tuple[CodeList, ...] = ()
    four_eyes: FourEyes

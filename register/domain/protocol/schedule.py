"""When what is asked of whom: cohorts, phases, waves, expected contributions, limits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from register.domain.calendar import Window
from register.domain.protocol.parts import (
    Age,
    Day,
    Days,
    Id,
    Informant,
    Months,
    Part,
    Positive,
    Text,
    YesNo,
)

WaveCode = Annotated[str, StringConstraints(pattern=r"^T\d{1,3}$")]
_CONDITION = re.compile(r"^\[([a-z0-9_]+)\]\[([a-z0-9_]+)\]\s*(=|<>)\s*[\"']([^\"']*)[\"']$")


class InstrumentVersion(Part):
    """From which day (inclusive) the forms of an instrument are filled in by which version."""

    instrument: Id
    version: Text
    valid_from: Day


class Phase(Part):
    """A stretch of the study in months from its start; `every` repeats it."""

    id: Id
    label: Text
    from_month: Months
    months: Months
    every: Months = 0


class Cohort(Part):
    """A yearly group: how many, and between which study months its 0-meting falls."""

    no: Positive
    label: Text
    size: Positive
    from_month: Months
    to_month: Months


class Condition(Part):
    """An earlier answer: `[instrument][item] = 'code'` or `<>`; an unanswered item never holds."""

    instrument: Id
    item: Id
    equal: bool
    code: str

    def holds(self, answer: object) -> bool:
        """Whether the answer's value (None when unanswered; several codes as a list) fulfils it."""
        if answer is None:
            return False
        codes = (
            {str(code) for code in answer} if isinstance(answer, list | tuple) else {str(answer)}
        )
        return (self.code in codes) is self.equal


class Expected(Part):
    """One contribution of one informant with one instrument, always or under a condition.

    age_from (inclusive) and age_to (exclusive) are the youth's whole years on the wave's date.
    hours: the researcher's time, travel and writing up included.
    """

    informant: Informant
    instrument: Id
    part: Literal["core", "extra"] = "core"
    age_from: Age | None = None
    age_to: Age | None = None
    if_answer: str | None = None
    hours: Annotated[Decimal, Field(ge=0)] = Decimal(0)

    @field_validator("if_answer")
    @classmethod
    def _readable(cls, text: str | None) -> str | None:
        if text is not None and not _CONDITION.match(text):
            raise ValueError("schrijf een voorwaarde als [instrument][vraag] = 'code'")
        return text

    @model_validator(mode="after")
    def _ages_in_order(self) -> Expected:
        if self.age_from is not None and self.age_to is not None and self.age_from >= self.age_to:
            raise ValueError("age_from moet kleiner zijn dan age_to (tot, niet tot en met)")
        return self

    @property
    def condition(self) -> Condition | None:
        """The earlier answer this hangs on, parsed."""
        match = _CONDITION.match(self.if_answer) if self.if_answer else None
        if match is None:
            return None
        instrument, item, sign, code = match.groups()
        return Condition(instrument=instrument, item=item, equal=sign == "=", code=code)

    def fits_age(self, age: int) -> bool:
        """Whether a youth of this age (whole years) is asked."""
        return (self.age_from is None or age >= self.age_from) and (
            self.age_to is None or age < self.age_to
        )


class ContributionSet(Part):
    """A named list of expected contributions that several waves share."""

    id: Id
    contributions: Annotated[tuple[Expected, ...], Field(min_length=1)]


class Wave(Part):
    """A meting: months after its anchor, with a window in days around the target."""

    code: WaveCode
    label: Text
    months: Months
    anchor: Literal["inclusion", "t0", "previous_wave", "event"]
    event: Id | None = None
    early: Days
    late: Days
    expects: Id

    @model_validator(mode="after")
    def _event_named(self) -> Wave:
        if (self.anchor == "event") != (self.event is not None):
            raise ValueError("noem bij anchor: event de gebeurtenis (event), en alleen dan")
        return self

    @property
    def window(self) -> Window:
        """The days around the target."""
        return Window(self.early, self.late)


class Burden(Part):
    """Most minutes asked of an informant at the 0-meting and at a follow-up (RULES D15)."""

    informant: Informant
    t0_minutes: Positive
    follow_up_minutes: Positive
    splittable: YesNo = False


class Limits(Part):
    """What the team and the families can bear; the forecast warns before a cohort is opened."""

    max_active_cases: Positive
    hours_per_month: Positive
    contact_attempts_per_wave: Positive
    days_between_attempts: Positive
    professional_hours_per_youth: Positive
    pause_on_crisis: YesNo
    siblings_together: YesNo
    burden: tuple[Burden, ...]


class Schedule(Part):
    """All of the above in one place."""

    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    cohorts: Annotated[tuple[Cohort, ...], Field(min_length=1)]
    limits: Limits
    contribution_sets: Annotated[tuple[ContributionSet, ...], Field(min_length=1)]
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]
    instrument_versions: tuple[InstrumentVersion, ...] = ()

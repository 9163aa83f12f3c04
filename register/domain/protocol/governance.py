"""Who answers for the study: controllers, processors, verdicts, permissions, people, money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from register.domain.protocol.parts import Count, Day, Id, Part, Positive, Text, YesNo


class Controller(Part):
    """Verwerkingsverantwoordelijke (GDPR art. 4(7)), alone or jointly."""

    id: Id
    name: Text
    task: Text


class Processor(Part):
    """Verwerker with its agreement; an agreement that ended names its last day."""

    id: Id
    name: Text
    task: Text
    agreement_on: Day
    expires_on: Day | None = None


class Verdict(Part):
    """What a committee decided about the study, by its own number (RULES D6)."""

    body: Text
    kind: Literal["wmo", "nwmo", "erkenning", "advies"]
    number: Text
    given_on: Day
    expires_on: Day | None = None
    fictive: YesNo = False

    def valid_on(self, day: date) -> bool:
        """Given, and not past its last day."""
        return self.given_on <= day and (self.expires_on is None or day <= self.expires_on)


class Permission(Part):
    """An institution's (or DJI's) permission for settings; without one inclusion is blocked."""

    institution: Text
    settings: Annotated[tuple[Id, ...], Field(min_length=1)]
    number: Text
    given_on: Day
    expires_on: Day
    fictive: YesNo = False

    def valid_on(self, day: date) -> bool:
        """Given, and not past its last day."""
        return self.given_on <= day <= self.expires_on


class StudyRole(Part):
    """A role in the study; `accounts` are the roles in the register such a person may hold."""

    id: Id
    label: Text
    accounts: tuple[Id, ...]
    people: Positive = 1


class BudgetLine(Part):
    """Money for taking part: euros per unit (contact, hour, meeting) or in all per year."""

    id: Id
    label: Text
    who: Literal["gezin", "professional", "expert"]
    euros: Annotated[Decimal, Field(ge=0, decimal_places=2)]
    per: Literal["contact", "uur", "bijeenkomst", "jaar"]


class SafetyStep(Part):
    """One step after a zorgsignaal (RULES D13): what, by whom, within how many hours."""

    step: Text
    who: Text
    within_hours: Count


class Retention(Part):
    """How long something is kept, in months, counted from a named moment."""

    id: Id
    label: Text
    months: Positive
    after: Text


class Governance(Part):
    """All of the above in one place."""

    controllers: Annotated[tuple[Controller, ...], Field(min_length=1)]
    processors: tuple[Processor, ...] = ()
    verdicts: Annotated[tuple[Verdict, ...], Field(min_length=1)]
    permissions: tuple[Permission, ...] = ()
    study_roles: tuple[StudyRole, ...]
    budget: tuple[BudgetLine, ...] = ()
    safety: Annotated[tuple[SafetyStep, ...], Field(min_length=1)]
    retention: Annotated[tuple[Retention, ...], Field(min_length=1)]

"""Tells how a youth grows up in the study: asked again at 12 and 16, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from register.domain.actor import Actor
from register.fictive.consents import Fields, Signing, turning
from register.fictive.draws import Draws
from register.fictive.plans import Plan
from register.fictive.study import moment
from register.services import consent
from register.services.house import House
from register.services.terms import Case, Work

Deed = Callable[[Work, Case], None]


@dataclass(frozen=True)
class Growing:
    """The deeds around birthdays."""

    house: House
    plan: Plan
    signing: Signing
    by: Actor
    today: date

    def deeds(self) -> Iterator[tuple[date, Deed]]:
        """Asking again, and signing in most cases; up to today."""
        for age, birthday in turning(self.plan.born_on, self.plan.included_on, self.today):
            if age >= self.house.protocol.agreement.adult_from:
                continue
            draws = Draws(self.plan.topic, "jarig", age)
            asked = birthday + timedelta(days=draws.whole(0, 12))
            signed = asked + timedelta(days=draws.whole(1, 70))
            attempts = [asked]
            signs = draws.chance(0.86)
            if not signs:
                attempts += [asked + timedelta(days=14 * turn) for turn in (1, 2)]
            for day in attempts:
                if day <= self.today:
                    yield day, self._record(day, self.signing.asked_again(day))
            if signs and signed <= self.today:
                yield signed, self._record(signed, *self.signing.grown_up(age, signed))

    def _record(self, on: date, *events: Fields) -> Deed:
        def deed(work: Work, case: Case) -> None:
            at = moment(on, 17)
            consent.record(work, self.house.protocol, case, events, by=self.by, at=at)

        return deed

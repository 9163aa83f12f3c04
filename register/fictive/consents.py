"""What a fictive family signs: who, for which purpose, with which letter, and on which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from consent.event import ActingAs, EventType, Method
from consent.party import PartyKind
from register.domain.calendar import age_on, birthday
from register.domain.protocol import Protocol
from register.fictive.draws import Draws
from register.fictive.families import YOUTH, Family, Member
from register.fictive.letters import letter_for
from register.fictive.study import moment

Fields = dict[str, object]
_WILLING = {
    "P2": 0.94,
    "P3": 0.62,
    "P4": 0.76,
    "P6": 0.58,
    "P7": 0.46,
    "P8": 0.72,
    "P9": 0.55,
    "P10": 0.66,
    "P11": 0.7,
    "P12": 0.5,
}


@dataclass(frozen=True)
class Signing:
    """Draws consent events of one family."""

    protocol: Protocol
    family: Family
    born_on: date
    topic: str
    by: str

    def at_inclusion(self, included_on: date) -> tuple[Fields, ...]:
        """Permission to be approached, and every yes and no up to the day of inclusion."""
        draws = Draws(self.topic, "toestemming")
        approached = included_on - timedelta(days=draws.whole(9, 30))
        known = moment(included_on, 11)
        events: list[Fields] = []
        asked = self._deciders(included_on)
        first = asked[-1] if age_on(self.born_on, included_on) < 16 else self.family.youth
        events.append(
            self._event(first, "*", EventType.MAY_BE_APPROACHED, approached, included_on, None)
        )
        for member in asked:
            signed = included_on - timedelta(days=draws.whole(0, 6))
            # Who turns 12 or 16 in these days signs once more, as its own decider: so, then.
            if turning(self.born_on, signed, included_on):
                signed = included_on
            events += self._signs(member, YOUTH, signed, included_on)
        for member in self.family.informants[1:]:
            signed = included_on - timedelta(days=draws.whole(0, 3))
            events += self._signs(member, member.code, signed, included_on)
        for event in events:
            event["recorded_at"] = known
        return tuple(events)

    def own(self, member: Member, on: date) -> tuple[Fields, ...]:
        """What somebody who joins later signs for own words."""
        return tuple(self._signs(member, member.code, on, on))

    def on_behalf(self, member: Member, on: date) -> tuple[Fields, ...]:
        """What a new representative confirms for the youth."""
        return tuple(self._signs(member, YOUTH, on, on))

    def grown_up(self, age: int, signed: date) -> tuple[Fields, ...]:
        """What the youth signs as its own decider, at 12 or 16."""
        return tuple(self._signs(self.family.youth, YOUTH, signed, signed))

    def asked_again(self, on: date) -> Fields:
        """One attempt to ask the youth again."""
        return self._event(
            self.family.youth, "P1", EventType.RECONSENT_REQUESTED, on, on, self._letter(on)
        )

    def _letter(self, on: date) -> str:
        return letter_for(PartyKind.YOUTH, age_on(self.born_on, on))[0]

    def _deciders(self, on: date) -> list[Member]:
        age = age_on(self.born_on, on)
        youth = self.family.youth
        if age >= self.protocol.agreement.adult_from:
            return [youth]
        return [*self.family.holders, youth] if age < 12 else [youth, *self.family.holders]

    def _signs(
        self, member: Member, subject: str, signed: date, recorded: date
    ) -> Iterator[Fields]:
        age = age_on(self.born_on, signed) if member.code == YOUTH else 0
        letter, purposes = letter_for(member.kind, age)
        child = member.code == YOUTH and age < self.protocol.agreement.consent_from
        yes, no = (
            (EventType.ASSENT, EventType.DISSENT) if child else (EventType.GIVEN, EventType.REFUSED)
        )
        for purpose in sorted(purposes, key=lambda code: int(code[1:])):
            own = Draws(self.topic, "wil", member.code, subject, purpose)
            agrees = Draws(self.topic, "gezin wil", purpose).chance(_WILLING.get(purpose, 1.0))
            if purpose != "P1" and own.chance(0.04):
                agrees = not agrees
            kind = yes if agrees else no
            yield self._event(member, purpose, kind, signed, recorded, letter, subject)

    def _event(
        self,
        member: Member,
        purpose: str,
        kind: EventType,
        on: date,
        recorded: date,
        letter: str | None,
        subject: str = YOUTH,
    ) -> Fields:
        return {
            "subject": subject,
            "party": member.code,
            "acting_as": ActingAs.SELF if member.code == subject else ActingAs.REPRESENTATIVE,
            "purpose": purpose,
            "type": kind,
            "effective_at": moment(on, 10),
            "recorded_at": moment(recorded, 17),
            "recorded_by": self.by,
            "letter": letter,
            "method": Method.ORAL_WITNESSED
            if kind in (EventType.ASSENT, EventType.DISSENT)
            else Method.PAPER,
        }


def turning(born_on: date, first: date, last: date) -> list[tuple[int, date]]:
    """(age, birthday) of the birthdays at 12, 16 and 18 between two days."""
    return [
        (age, birthday(born_on, age))
        for age in (12, 16, 18)
        if first < birthday(born_on, age) <= last
    ]

"""Tells what befell one family: stopping and return, withdrawals, another guardian, flags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from consent.event import ActingAs, EventType, Scope
from consent.party import AuthorityKind, PartyKind
from consent.purpose import ALL
from register.domain.actor import Actor
from register.domain.calendar import age_on
from register.fictive import stories
from register.fictive.consents import Fields, Signing
from register.fictive.draws import Draws
from register.fictive.families import FATHER, GUARDIAN, OTHER, YOUTH
from register.fictive.plans import Plan
from register.fictive.stories import Turn
from register.fictive.study import moment
from register.services import consent, following, safety
from register.services.house import House
from register.services.terms import Case, Work

Deed = Callable[[Work, Case], None]
Dated = tuple[date, Deed]


@dataclass(frozen=True)
class Happenings:
    """The deeds of one story."""

    house: House
    plan: Plan
    signing: Signing
    by: Actor
    today: date

    def deeds(self, turn: Turn | None) -> Iterator[Dated]:
        """Every deed with its day, up to today."""
        yield from self._flags()
        if turn is None:
            return
        story = turn.story
        if story in (stories.STOPPED, stories.NO_USE, stories.ERASE):
            scope = {
                stories.STOPPED: None,
                stories.NO_USE: Scope.NO_FURTHER_USE,
                stories.ERASE: Scope.ERASE,
            }[story]
            yield (
                turn.on,
                self._record(turn.on, self._no(self._decider(turn.on), ALL, turn.on, scope)),
            )
            yield turn.on, self._turns("stop", turn.on, "toestemming ingetrokken")
        elif story == stories.FROZEN:
            yield (
                turn.on,
                self._record(
                    turn.on,
                    self._no(self._decider(turn.on, parent=True), ALL, turn.on, Scope.ERASE),
                ),
            )
        elif story == stories.NO_CONTACT:
            party = self._somebody()
            yield turn.on, self._record(turn.on, self._no(party, ALL, turn.on, Scope.CONTACT_ONLY))
        elif story == stories.NO_FILE:
            yield (
                turn.on,
                self._record(turn.on, self._no(self._decider(turn.on), "P2", turn.on, None)),
            )
        elif story in (stories.LOST, stories.BACK):
            verb = "lose" if story == stories.LOST else "pause"
            yield turn.on, self._turns(verb, turn.on, "geen contact")
            if turn.back_on is not None:
                yield turn.back_on, self._turns("resume", turn.back_on, "wil weer meedoen")
        elif story == stories.MOVED:
            yield turn.on, self._turns("move_away", turn.on, "blijft meedoen")
        elif story == stories.DIED:
            yield turn.on, self._turns("die", turn.on, "")
        elif story == stories.GUARDIAN:
            yield from self._guardian(turn.on)

    def _guardian(self, on: date) -> Iterator[Dated]:
        """Supervision becomes guardianship: the parents' authority ends."""
        member = self.plan.family.member(GUARDIAN)
        if member is None or member.kind is not PartyKind.GUARDIAN_GI:
            return
        if age_on(self.plan.born_on, on) >= 18 or member.authority is AuthorityKind.VOOGDIJ:
            return
        given = [one for one in self.plan.family.members if one.authority is not None]

        def deed(work: Work, case: Case) -> None:
            for number, one in enumerate(given, 1):
                ends = one.authority is AuthorityKind.GEZAG
                consent.set_authority(
                    work,
                    self.house.protocol,
                    case,
                    party=one.code,
                    kind=one.authority or AuthorityKind.NONE,
                    valid_from=one.authority_from or self.plan.born_on,
                    valid_to=on - timedelta(days=1),
                    replaces=number,
                    by=self.by,
                    at=moment(on, 12),
                )
                if not ends:
                    consent.set_authority(
                        work,
                        self.house.protocol,
                        case,
                        party=one.code,
                        kind=AuthorityKind.VOOGDIJ,
                        valid_from=on,
                        by=self.by,
                        at=moment(on, 12),
                    )

        yield on, deed
        signed = on + timedelta(days=Draws(self.plan.topic, "voogd").whole(8, 75))
        if signed <= self.today and Draws(self.plan.topic, "voogd tekent").chance(0.75):
            yield signed, self._record(signed, *self.signing.on_behalf(member, signed))

    def _flags(self) -> Iterator[Dated]:
        plan, draws = self.plan, Draws(self.plan.topic, "veiligheid")
        on, pair = plan.included_on, [one.code for one in plan.family.holders]
        if plan.family.form == "gescheiden" and draws.chance(0.22):
            yield on, self._flag("niet_samen_uitnodigen", pair, on)
        if plan.family.member(FATHER) is not None and draws.chance(0.05):
            yield on, self._flag("geheim_adres_voor", [FATHER], on)
        if draws.chance(0.02):
            yield on, self._flag("contactverbod", pair[:1], on)
        if draws.chance(0.05) and plan.t0_on <= self.today:
            yield plan.t0_on, self._signal(plan.t0_on)

    def _flag(self, kind: str, parties: list[str], on: date) -> Deed:
        def deed(work: Work, case: Case) -> None:
            safety.flag(
                self.house,
                work,
                case.pseudonym,
                kind,
                parties=parties,
                since=on,
                by=self.by,
                at=moment(on, 18),
            )

        return deed

    def _signal(self, on: date) -> Deed:
        def deed(work: Work, case: Case) -> None:
            content = {
                "wat": "Fictief: de jeugdige vertelde dat het thuis niet veilig is.",
                "besluit": "Fictief: besproken met de contactbeheerder; regiehouder gebeld.",
                "dag": on.isoformat(),
            }
            safety.signal(self.house, work, case.pseudonym, content, by=self.by, at=moment(on, 18))

        return deed

    def _turns(self, verb: str, on: date, because: str) -> Deed:
        def deed(work: Work, case: Case) -> None:
            facts = {"reden": because} if because else {}
            following.turn(work, case, verb, on=on, facts=facts, by=self.by, at=moment(on, 18))

        return deed

    def _record(self, on: date, *events: Fields) -> Deed:
        def deed(work: Work, case: Case) -> None:
            at = moment(on, 17)
            consent.record(work, self.house.protocol, case, events, by=self.by, at=at)

        return deed

    def _decider(self, on: date, *, parent: bool = False) -> str:
        """Who says no: from 16 the youth, before that somebody with authority or the youth."""
        holders = [one.code for one in self.plan.family.holders]
        if parent and holders:
            return holders[0]
        if age_on(self.plan.born_on, on) >= 16 or not holders:
            return YOUTH
        return Draws(self.plan.topic, "wie stopt").one([YOUTH, holders[0]])

    def _somebody(self) -> str:
        for code in (OTHER, FATHER):
            if self.plan.family.member(code) is not None:
                return code
        return YOUTH

    def _no(self, party: str, purpose: str, on: date, scope: Scope | None) -> Fields:
        informing = party == OTHER
        return {
            "subject": party if informing else YOUTH,
            "party": party,
            "acting_as": ActingAs.SELF if party == YOUTH or informing else ActingAs.REPRESENTATIVE,
            "purpose": purpose,
            "type": EventType.WITHDRAWN,
            "scope": scope,
            "effective_at": moment(on, 13),
            "recorded_at": moment(on, 17),
            "recorded_by": self.by.id,
        }

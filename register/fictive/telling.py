"""Tells one planned case to the register: inclusion first, then what happened, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from consent.party import PartyKind
from register.domain.actor import Actor
from register.fictive import stories
from register.fictive.consents import Signing
from register.fictive.families import Member
from register.fictive.growing import Growing
from register.fictive.happenings import Happenings
from register.fictive.plans import Plan
from register.fictive.study import moment
from register.fictive.visits import Visits
from register.services import cases, consent
from register.services.cases import Enrolment, NewAuthority, NewParty
from register.services.house import House
from register.services.terms import Case, Work

Deed = Callable[[Work, Case], None]


class Teller:
    """Tells one case."""

    def __init__(self, house: House, plan: Plan, by: Actor, today: date) -> None:
        self.house, self.plan, self.by, self.today = house, plan, by, today
        self.signing = Signing(house.protocol, plan.family, plan.born_on, plan.topic, by.id)

    def tell(self) -> None:
        """Include the case and do everything that happened to it, in order of time."""
        case_id = cases.include(
            self.house, self._enrolment(), by=self.by, at=moment(self.plan.included_on, 16)
        )
        deeds = sorted(self._deeds(), key=lambda one: one[:2])
        with self.house.store.writing(self.by) as work:
            with consent.planning(work):
                case = cases.find(work, case_id)
            for _, _, deed in deeds:
                deed(work, case)

    def _deeds(self) -> Iterator[tuple[date, int, Deed]]:
        """(day, order within the day, deed): signing comes before asking."""
        turn = stories.turn(self.plan.story, self.plan.topic, self.plan.t0_on, self.today)
        common = (self.house, self.plan, self.signing, self.by, self.today)
        for on, deed in Growing(*common).deeds():
            yield on, -2, deed
        for on, deed in Happenings(*common).deeds(turn):
            yield on, -1, deed
        yield from Visits(self.house, self.plan, self.by, self.today, turn).deeds()

    def _enrolment(self) -> Enrolment:
        plan, family = self.plan, self.plan.family
        return Enrolment(
            parties=tuple(self._party(one) for one in family.members),
            authorities=tuple(
                NewAuthority(one.code, one.authority, one.authority_from or plan.born_on)
                for one in family.members
                if one.authority is not None
            ),
            consents=self.signing.at_inclusion(plan.included_on),
            birth_date=plan.born_on,
            gender=plan.gender,
            region=plan.region,
            team=plan.team,
            setting=plan.setting,
            cohort=plan.cohort,
            included_on=plan.included_on,
            ret_discussed_on=plan.included_on - timedelta(days=42),
            permission_to_contact=True,
            professionals_willing=sum(one.kind is PartyKind.PROFESSIONAL for one in family.members)
            or 1,
            ground_18_plus="verlengde jeugdhulp",
            family=family.code,
            owner=self.by.id,
        )

    def _party(self, member: Member) -> NewParty:
        known = self._known(member) if member.shared else None
        return NewParty(
            member.code,
            member.kind,
            None if known else member.identity,
            known,
            member.informant,
            member.relation,
        )

    def _known(self, member: Member) -> str | None:
        found = self.house.vault.alike(member.identity)
        return found[0][0] if found else None

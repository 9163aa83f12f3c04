"""Tells one planned case to the register: inclusion first, then what happened, day by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from register.db.tables.cases import Case
from register.db.work import Work
from register.domain import waves as wave_rules
from register.domain.actor import Actor
from register.domain.errors import Refusal
from register.domain.states import Stored
from register.domain.waves import PlannedWave
from register.fictive import episodes
from register.fictive.attendance import Outcome, outcome
from register.fictive.consents import Fields, Signing, turning
from register.fictive.draws import Draws
from register.fictive.families import YOUTH, Member
from register.fictive.plans import Plan
from register.fictive.replies import Asked, Typed, reply
from register.fictive.study import moment
from register.services import cases, consent, contributions, waves
from register.services.cases import Enrolment, NewAuthority, NewParty
from register.services.contributions import FILE
from register.services.house import House

_MODES = {
    "jeugdige": ("gesprek", "gesprek", "scherm"),
    "ouder": ("gesprek", "telefoon", "papier"),
    "belangrijke_ander": ("telefoon", "gesprek"),
    "professional": ("scherm", "telefoon"),
    FILE: ("dossier",),
}
# What the consent rules answer where a form may not be filled in; anything else is a fault.
_NOT_NOW = frozenset(
    {
        "collection_unlawful",
        "no_new_data",
        "no_further_use",
        "erase",
        "frozen",
        "objected",
        "reconsent_missing",
        "reconsent_pending",
        "restricted",
    }
)
Deed = Callable[[Work, Case], None]


@dataclass(frozen=True)
class Slot:
    """One expected contribution as it stands in the register."""

    id: str
    wave: str
    informant: str
    instrument: str
    party: str


class Teller:
    """Tells one case."""

    def __init__(self, house: House, plan: Plan, by: Actor, today: date) -> None:
        self.house, self.plan, self.by, self.today = house, plan, by, today
        self.signing = Signing(house.protocol, plan.family, plan.born_on, plan.topic, by.id)
        self._deeds: list[tuple[date, int, Deed]] = []
        self._expected: tuple[date | None, list[Slot]] | None = None
        self._held: tuple[object, ...] = ()

    def tell(self) -> None:
        """Include the case and do everything that happened to it, in order of time."""
        case_id = cases.include(
            self.house, self._enrolment(), by=self.by, at=moment(self.plan.included_on, 16)
        )
        with self.house.store.writing(self.by) as work:
            with consent.planning(work):
                case = cases.find(work, case_id)
            self._wave_deeds()
            self._birthday_deeds()
            for _, _, deed in sorted(self._deeds, key=lambda one: one[:2]):
                deed(work, case)

    # -- inclusion ----------------------------------------------------------------------------

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

    # -- waves --------------------------------------------------------------------------------

    def _slots(self, work: Work, case: Case) -> list[Slot]:
        """What is expected; read anew once the 0-meting has set the days that follow."""
        if self._expected is None or self._expected[0] != case.baseline_on:
            self._expected = case.baseline_on, self._read(work, case)
        return self._expected[1]

    def _read(self, work: Work, case: Case) -> list[Slot]:
        people, planned = waves.parties(work, case), waves.of_case(work, case)
        rows = waves.contributions(work, case)
        # A session forgets what nobody holds, and would ask the database for it form by form.
        self._held = (people, planned, rows)
        codes = {row.id: row.code for row in people}
        names = {row.id: row.code for row in planned}
        return [
            Slot(
                row.id,
                names[row.wave_id],
                row.informant,
                row.instrument,
                codes.get(row.party_id or "", ""),
            )
            for row in rows
        ]

    def _plan(self) -> dict[str, PlannedWave]:
        """The waves as they will be once T0 is held on the day planned for it."""
        held = self.plan.t0_on
        planned = wave_rules.plan(
            self.house.protocol,
            included_on=self.plan.included_on,
            t0_on=held if held <= self.today else None,
        )
        return {wave.code: wave for wave in planned}

    def _wave_deeds(self) -> None:
        for code, wave in self._plan().items():
            for informant, party in self._asked(code):
                happened = outcome(self.plan, wave, informant, party, self.today)
                if happened is not None:
                    deed = self._deed(wave, informant, party, happened)
                    self._do(happened.on, 0 if party == YOUTH else 1, deed)

    def _asked(self, code: str) -> list[tuple[str, str]]:
        asked = [(one.informant or "", one.code) for one in self.plan.family.informants]
        first = self.house.protocol.schedule.waves[0].code
        return [*asked, (FILE, "")] if code == first else asked

    def _do(self, on: date, rank: int, deed: Deed) -> None:
        self._deeds.append((on, rank, deed))

    def _deed(self, wave: PlannedWave, informant: str, party: str, happened: Outcome) -> Deed:
        def deed(work: Work, case: Case) -> None:
            with consent.planning(work):
                found = [
                    slot
                    for slot in self._slots(work, case)
                    if (slot.wave, slot.informant, slot.party) == (wave.code, informant, party)
                ]
            for slot in found:
                try:
                    self._carry_out(work, slot, wave, happened)
                except Refusal as refusal:
                    if not {one.code for one in refusal.reasons} <= _NOT_NOW:
                        raise

        return deed

    def _carry_out(self, work: Work, slot: Slot, wave: PlannedWave, happened: Outcome) -> None:
        at = moment(happened.on, 15)
        if happened.state in (Stored.REFUSED, Stored.MISSED, Stored.INVITED):
            contributions.mark(
                work, slot.id, state=happened.state, reason=happened.reason, by=self.by, at=at
            )
            return
        form = self._form(slot, wave, happened.on)
        if happened.state is Stored.PARTLY:
            half = dict(list(form.items())[: len(form) // 2])
            contributions.autosave(
                self.house,
                work,
                slot.id,
                tab="demo",
                number=1,
                based_on=0,
                patch=half,
                by=self.by,
                at=at,
                on=happened.on,
            )
            return
        made = contributions.hand_in(
            self.house,
            work,
            slot.id,
            based_on=0,
            form=form,
            collected_on=happened.on,
            circumstances=self._circumstances(slot, wave),
            reason="ingevuld",
            by=self.by,
            at=moment(min(happened.on + timedelta(days=self._delay(slot)), self.today), 17),
            on=min(happened.on + timedelta(days=self._delay(slot)), self.today),
        )
        if made.revision is None:
            raise AssertionError(
                f"the generator made a form that {slot.instrument} does not accept: "
                f"{[message.item for message in made.sheet.errors]}"
            )

    def _delay(self, slot: Slot) -> int:
        """Days between the talk and the typing in."""
        draws = Draws(self.plan.topic, "invoer", slot.wave, slot.party)
        return draws.weighted({0: 60, 1: 18, 3: 12, 9: 7, 41: 3})

    def _form(self, slot: Slot, wave: PlannedWave, on: date) -> dict[str, Typed]:
        instrument = self.house.instrument(slot.instrument)
        party = slot.party or FILE
        form = reply(instrument, Asked(self.plan.youth, slot.informant, party, on, wave.months))
        if slot.informant == FILE:
            form |= episodes.rows(self.plan.youth.pathway, self.plan.topic, on)
        return form

    def _circumstances(self, slot: Slot, wave: PlannedWave) -> dict[str, str]:
        draws = Draws(self.plan.topic, "gesprek", wave.code, slot.party)
        mode = draws.one(_MODES[slot.informant])
        if slot.informant == FILE:
            return {"wijze": mode, "duur": str(draws.whole(90, 360))}
        found = {"wijze": mode, "duur": str(draws.whole(18, 70))}
        if mode == "gesprek":
            found["plaats"] = draws.one(("op de groep", "thuis", "op kantoor"))
        if draws.chance(0.2):
            found["aanwezig"] = draws.one(("mentor", "moeder", "begeleider"))
        return found

    # -- growing up ---------------------------------------------------------------------------

    def _birthday_deeds(self) -> None:
        for age, birthday in turning(self.plan.born_on, self.plan.included_on, self.today):
            if age == 18:
                continue
            draws = Draws(self.plan.topic, "jarig", age)
            asked = birthday + timedelta(days=draws.whole(0, 12))
            signed = asked + timedelta(days=draws.whole(1, 70))
            self._ask_again(asked)
            if draws.chance(0.86):
                self._sign_again(age, signed)
            else:
                for turn in (1, 2):
                    self._ask_again(asked + timedelta(days=14 * turn))

    def _ask_again(self, on: date) -> None:
        if on <= self.today:
            self._do(on, -2, self._record(on, self.signing.asked_again(on)))

    def _sign_again(self, age: int, on: date) -> None:
        if on <= self.today:
            self._do(on, -1, self._record(on, *self.signing.grown_up(age, on)))

    def _record(self, on: date, *events: Fields) -> Deed:
        def deed(work: Work, case: Case) -> None:
            at = moment(on, 17)
            consent.record(work, self.house.protocol, case, events, by=self.by, at=at)

        return deed

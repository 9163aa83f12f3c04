"""Tells what became of every contribution of a case: handed in, half done, refused, missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from instruments.logic.evaluate import Context
from instruments.sheet import Row, read_form
from register.domain import waves as wave_rules
from register.domain.actor import Actor
from register.domain.errors import Refusal
from register.domain.states import Stored
from register.domain.waves import Move, PlannedWave
from register.fictive import attendance, episodes
from register.fictive.attendance import Outcome
from register.fictive.draws import Draws
from register.fictive.families import YOUTH
from register.fictive.plans import Plan
from register.fictive.replies import Asked, Typed, reply
from register.fictive.stories import Turn
from register.fictive.study import moment
from register.services import consent, contributions, following, waves
from register.services import episodes as life_line
from register.services.contributions import FILE
from register.services.house import House
from register.services.terms import Case, Work

Deed = Callable[[Work, Case], None]
_MODES = {
    "jeugdige": ("gesprek", "gesprek", "scherm"),
    "ouder": ("gesprek", "telefoon", "papier"),
    "belangrijke_ander": ("telefoon", "gesprek"),
    "professional": ("scherm", "telefoon"),
    FILE: ("dossier",),
}
# What the consent rules answer where a form may not be filled in; anything else is a fault.
NOT_NOW = frozenset(
    {
        "collection_unlawful",
        "no_new_data",
        "no_further_use",
        "erase",
        "erased",
        "frozen",
        "objected",
        "reconsent_missing",
        "reconsent_pending",
        "restricted",
    }
)
_WHY_MOVED = ("vakantie van het gezin", "opname in deze weken", "op verzoek van de jeugdige")


@dataclass(frozen=True)
class Slot:
    """One expected contribution as it stands in the register."""

    id: str
    wave: str
    informant: str
    instrument: str
    party: str


@dataclass
class Visits:
    """The deeds of all metings of one case."""

    house: House
    plan: Plan
    by: Actor
    today: date
    turn: Turn | None
    _read_for: date | None = None
    _slots: list[Slot] = field(default_factory=list)
    _held: tuple[object, ...] = ()

    def deeds(self) -> Iterator[tuple[date, int, Deed]]:
        """(day, order within the day, deed), up to today."""
        yield self.plan.included_on, 0, self._without_parent
        moves = dict(self._moves())
        for code, move in moves.items():
            yield move.on, 0, self._move(code, move)
        for wave in self._waves(moves):
            if wave.months > 0:
                yield from self._life_line(wave)
            for informant, party in self._asked(wave):
                happened = attendance.outcome(
                    self.plan, wave, informant, party, self.today, self.turn
                )
                if happened is not None:
                    rank = 1 if party == YOUTH else 2
                    yield happened.on, rank, self._deed(wave, informant, party, happened)

    # -- days ---------------------------------------------------------------------------------

    def _waves(self, moves: dict[str, Move]) -> tuple[PlannedWave, ...]:
        """The waves as they are once T0 is held on the day planned for it."""
        held = self.plan.t0_on
        return wave_rules.plan(
            self.house.protocol,
            included_on=self.plan.included_on,
            t0_on=held if held <= self.today else None,
            moves=moves,
        )

    def _moves(self) -> Iterator[tuple[str, Move]]:
        planned = self._waves({})
        for wave in planned[1:]:
            draws = Draws(self.plan.topic, "verzet", wave.code)
            if wave.due_on is None or not draws.chance(0.04):
                continue
            to = wave.due_on + timedelta(days=draws.whole(18, 50))
            on = wave.due_on - timedelta(days=draws.whole(3, 20))
            reason = draws.one(_WHY_MOVED)
            if self.plan.t0_on < on <= self.today and not wave_rules.move_blockers(
                planned, wave.code, to, reason
            ):
                yield wave.code, Move(to, self.by.name, reason, on)

    def _move(self, code: str, move: Move) -> Deed:
        def deed(work: Work, case: Case) -> None:
            with consent.planning(work):
                if case.baseline_on is None:
                    return
                waves.move(
                    work,
                    self.house.protocol,
                    case,
                    code=code,
                    to=move.to,
                    reason=move.reason,
                    born_on=self.plan.born_on,
                    by=self.by,
                    at=moment(move.on, 12),
                    on=move.on,
                )

        return deed

    def _asked(self, wave: PlannedWave) -> list[tuple[str, str]]:
        asked = [(one.informant or "", one.code) for one in self.plan.family.informants]
        return [*asked, (FILE, "")] if wave.months == 0 else asked

    # -- deeds --------------------------------------------------------------------------------

    def _without_parent(self, work: Work, case: Case) -> None:
        """Where no parent takes part there is nobody to ask; that is noted once."""
        for slot in self._expected(work, case):
            if not slot.party and slot.informant != FILE:
                contributions.mark(
                    work,
                    slot.id,
                    state=Stored.NOT_APPLICABLE,
                    reason="er is niemand die dit kan invullen",
                    by=self.by,
                    at=moment(self.plan.included_on, 17),
                )

    def _expected(self, work: Work, case: Case) -> list[Slot]:
        """What is expected; read anew once the 0-meting has set the days that follow."""
        if not self._slots or self._read_for != case.baseline_on:
            with consent.planning(work):
                people, planned = waves.parties(work, case), waves.of_case(work, case)
                rows = waves.contributions(work, case)
            # A session forgets what nobody holds, and would ask for it again form by form.
            self._held = (people, planned, rows)
            codes = {row.id: row.code for row in people}
            names = {row.id: row.code for row in planned}
            self._slots = [
                Slot(
                    row.id,
                    names[row.wave_id],
                    row.informant,
                    row.instrument,
                    codes.get(row.party_id or "", ""),
                )
                for row in rows
                if row.state != Stored.NOT_APPLICABLE
            ]
            self._read_for = case.baseline_on
        return self._slots

    def _deed(self, wave: PlannedWave, informant: str, party: str, happened: Outcome) -> Deed:
        def deed(work: Work, case: Case) -> None:
            for slot in self._expected(work, case):
                if (slot.wave, slot.informant, slot.party) == (wave.code, informant, party):
                    self._carry_out(work, slot, wave, happened)

        return deed

    def _carry_out(self, work: Work, slot: Slot, wave: PlannedWave, happened: Outcome) -> None:
        try:
            if happened.state is Stored.DONE:
                self._hand_in(work, slot, wave, happened)
            elif happened.state is Stored.PARTLY:
                self._begin(work, slot, wave, happened)
            else:
                self._mark(work, slot, happened)
        except Refusal as refusal:
            if not {one.code for one in refusal.reasons} <= NOT_NOW:
                raise
            self._without_consent(work, slot, wave, happened.on)

    def _without_consent(self, work: Work, slot: Slot, wave: PlannedWave, on: date) -> None:
        """Waits for consent while that can still come; after that it is noted as missed."""
        state, reason, noted = Stored.MISSED, "geen geldige toestemming in deze periode", on
        if slot.informant == FILE:
            state, reason = Stored.NOT_APPLICABLE, "geen toestemming voor dossieronderzoek"
        else:
            noted = max(on, (wave.closes_on or on) + timedelta(days=70))
        if noted <= self.today:
            at = moment(noted, 15)
            contributions.mark(work, slot.id, state=state, reason=reason, by=self.by, at=at)

    def _mark(self, work: Work, slot: Slot, happened: Outcome) -> None:
        at = moment(happened.on, 15)
        contributions.mark(
            work, slot.id, state=happened.state, reason=happened.reason, by=self.by, at=at
        )
        if happened.appointment_on is not None:
            following.appoint(work, slot.id, on=happened.appointment_on, by=self.by, at=at)

    def _begin(self, work: Work, slot: Slot, wave: PlannedWave, happened: Outcome) -> None:
        form = self._form(slot, wave, happened.on)
        contributions.autosave(
            self.house,
            work,
            slot.id,
            tab="demo",
            number=1,
            based_on=0,
            patch=dict(list(form.items())[: len(form) // 2]),
            by=self.by,
            at=moment(happened.on, 15),
            on=happened.on,
        )

    def _hand_in(self, work: Work, slot: Slot, wave: PlannedWave, happened: Outcome) -> None:
        draws = Draws(self.plan.topic, "invoer", slot.wave, slot.party)
        form = self._form(slot, wave, happened.on)
        delay = draws.weighted({0: 60, 1: 18, 3: 12, 9: 7, 41: 3})
        typed = min(happened.on + timedelta(days=delay), self.today)
        self._store(work, slot, wave, happened, form, typed, 0, "ingevuld")
        if slot.informant != FILE and draws.chance(0.03):
            mended = {**form, "slot_hoe": "2"} if "slot_hoe" in form else form
            later = min(typed + timedelta(days=draws.whole(1, 20)), self.today)
            self._store(work, slot, wave, happened, mended, later, 1, "verbeterd: verkeerd gehoord")

    def _store(
        self,
        work: Work,
        slot: Slot,
        wave: PlannedWave,
        happened: Outcome,
        form: dict[str, Typed],
        typed: date,
        based_on: int,
        reason: str,
    ) -> None:
        made = contributions.hand_in(
            self.house,
            work,
            slot.id,
            based_on=based_on,
            form=form,
            collected_on=happened.on,
            circumstances=self._circumstances(slot, wave),
            reason=reason,
            by=self.by,
            at=moment(typed, 17),
            on=typed,
        )
        if made.revision is None:
            items = sorted({message.item for message in made.sheet.errors})
            raise AssertionError(f"{slot.instrument} refuses what was made for {items}")

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

    # -- the life line after T0 ---------------------------------------------------------------

    def _life_line(self, wave: PlannedWave) -> Iterator[tuple[date, int, Deed]]:
        """Around a follow-up the researcher brings the stays up to date from the file."""
        if wave.due_on is None:
            return
        draws = Draws(self.plan.topic, "levenslijn", wave.code)
        on = wave.due_on + timedelta(days=draws.whole(2, 30))
        if on <= self.today and not (self.turn and self.turn.away(on)) and draws.chance(0.9):
            yield on, 3, self._bring_up(on)

    def _bring_up(self, on: date) -> Deed:
        def deed(work: Work, case: Case) -> None:
            at = moment(on, 16)
            try:
                there = life_line.current(self.house, work, case, by=self.by, at=at, on=on)
                stays = self._changed(there, on)
                if there and stays:
                    life_line.note(
                        self.house,
                        work,
                        case,
                        stays,
                        collected_on=on,
                        reason="bijgewerkt bij een vervolgmeting",
                        by=self.by,
                        at=at,
                    )
            except Refusal as refusal:
                if not {one.code for one in refusal.reasons} <= NOT_NOW:
                    raise

        return deed

    def _changed(self, there: list[Row], on: date) -> tuple[Row, ...]:
        """Stays that are new since, and known ones that ended since."""
        form: dict[str, Typed] = {}
        for number, stay in enumerate(self.plan.youth.pathway.known(on), 1):
            row = episodes.stay_row(stay, self.plan.topic)
            same = next((one for one in there if _same(one, row)), None)
            if same is not None and ("ep_eind" in same.answers or "ep_eind" not in row):
                continue
            form |= {f"perioden.{number}.{name}": typed for name, typed in row.items()}
            form[f"perioden.{number}.id"] = "" if same is None else same.id
        if not form:
            return ()
        first = self.house.protocol.expected(self.house.protocol.schedule.waves[0].code)
        name = next(one.instrument for one in first if one.informant == FILE)
        context = Context(today=on.isoformat())
        sheet = read_form(self.house.instrument(name), form, context, complete=False)
        return sheet.rows["perioden"]


def _same(known: Row, row: dict[str, str]) -> bool:
    return all(
        name in known.answers and known.answers[name].value == row[name]
        for name in ("ep_toestand", "ep_begin")
    )

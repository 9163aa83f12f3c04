"""Waves of a case: planned from the protocol and its own T0, moved by hand, never shifted twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from register.db.tables.cases import Case, Party, Wave
from register.db.tables.contributions import Contribution
from register.db.work import Work
from register.domain import states, waves
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import refuse_if
from register.domain.people import Permission
from register.domain.protocol import Protocol
from register.services import definitions

_UNTOUCHED = (
    states.Stored.PLANNED.value,
    states.Stored.INVITED.value,
    states.Stored.NOT_APPLICABLE.value,
)

__all__ = ["Wave", "move", "of_case", "parties", "planned", "reschedule"]


def of_case(work: Work, case: Case) -> list[Wave]:
    """The stored waves of a case in order of time."""
    return list(
        work.session.scalars(select(Wave).where(Wave.case_id == case.id).order_by(Wave.months))
    )


def parties(work: Work, case: Case) -> list[Party]:
    """The parties of a case by code."""
    return list(
        work.session.scalars(select(Party).where(Party.case_id == case.id).order_by(Party.code))
    )


def contributions(work: Work, case: Case) -> list[Contribution]:
    """Everything that the waves of a case expect or expected, in order of time."""
    query = (
        select(Contribution)
        .join(Wave, Wave.id == Contribution.wave_id)
        .where(Contribution.case_id == case.id)
        .order_by(Wave.months, Contribution.informant, Contribution.id)
    )
    return list(work.session.scalars(query))


def planned(
    protocol: Protocol, case: Case, stored: Sequence[Wave]
) -> tuple[waves.PlannedWave, ...]:
    """The plan of a case as it follows from the protocol, its T0 and the dates moved by hand."""
    moves = {
        row.code: waves.Move(row.moved_to, row.moved_by, row.moved_because, row.moved_at)
        for row in stored
        if row.moved_to and row.moved_by and row.moved_because and row.moved_at
    }
    return waves.plan(protocol, included_on=case.included_on, t0_on=case.baseline_on, moves=moves)


@dataclass(frozen=True)
class Rescheduled:
    """What bringing a case to its plan changed: waves on another day, waves whose period alone
    changed, and how many contributions are expected more and fewer."""

    moved: tuple[waves.Rescheduled, ...] = ()
    periods: int = 0
    added: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        """How many rows changed."""
        return len(self.moved) + self.periods + self.added + self.dropped


def reschedule(
    work: Work,
    protocol: Protocol,
    case: Case,
    *,
    born_on: date,
    by: Actor,
    at: datetime,
    again: Collection[str] = (),
) -> Rescheduled:
    """Bring stored waves and expected contributions to the plan; says what changed.

    Doing it twice changes nothing the second time. What was done is never taken away; an expected
    contribution that nobody began and that is expected no longer becomes ``nvt``. A wave in which
    somebody began keeps the days and the instruments under which that was done, whatever the
    protocol says since; ``again`` names waves that are planned anew all the same.
    """
    definitions.require_in_force(work, protocol)
    stored = {row.code: row for row in of_case(work, case)}
    people = parties(work, case)
    there: dict[str, list[Contribution]] = {}
    for contribution in contributions(work, case):
        there.setdefault(contribution.wave_id, []).append(contribution)
    moved: list[waves.Rescheduled] = []
    periods = added = dropped = 0
    for one in planned(protocol, case, list(stored.values())):
        row = stored.get(one.code)
        if row is None:
            row = Wave(id=work.ids.new(), case_id=case.id, code=one.code)
            work.session.add(row)
            stored[one.code] = row
        elif one.code not in again and _begun(there.get(row.id, ())):
            continue
        before = getattr(row, "due_on", None)
        if _write(row, one):
            if before != one.due_on:
                moved.append(waves.Rescheduled(one.code, before, one.due_on))
            else:
                periods += 1
    work.flush()
    for row in stored.values():
        more, fewer = _expect(work, protocol, row, there.get(row.id, ()), people, born_on)
        added, dropped = added + more, dropped + fewer
    work.flush()
    changes = Rescheduled(tuple(moved), periods, added, dropped)
    if changes.total:
        work.record(
            "wave.plan",
            Action.UPDATE,
            by=by,
            at=at,
            object_type="wave",
            pseudonym=case.pseudonym,
            count=changes.total,
        )
    return changes


def _begun(held: Sequence[Contribution]) -> bool:
    return any(row.state not in _UNTOUCHED for row in held)


def move(
    work: Work,
    protocol: Protocol,
    case: Case,
    *,
    code: str,
    to: date,
    reason: str,
    born_on: date,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Set the day of one wave by hand; it stays marked so."""
    work.require(Permission.CASE_EDIT, by=by, at=at, pseudonym=case.pseudonym)
    stored = of_case(work, case)
    refuse_if(waves.move_blockers(planned(protocol, case, stored), code, to, reason))
    row = next(row for row in stored if row.code == code)
    row.moved_to, row.moved_by, row.moved_because, row.moved_at = to, by.name, reason, on
    work.record(
        "wave.move",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="wave",
        object_id=row.id,
        pseudonym=case.pseudonym,
    )
    reschedule(work, protocol, case, born_on=born_on, by=by, at=at, again=(code,))


def _write(row: Wave, one: waves.PlannedWave) -> int:
    values = {
        "label": one.label,
        "months": one.months,
        "target_on": one.target_on,
        "due_on": one.due_on,
        "opens_on": one.opens_on,
        "closes_on": one.closes_on,
        "explanation": one.explanation,
    }
    before = {name: getattr(row, name, None) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return int(before != values)


def _expect(
    work: Work,
    protocol: Protocol,
    wave: Wave,
    stored: Sequence[Contribution],
    people: Sequence[Party],
    born_on: date,
) -> tuple[int, int]:
    if wave.due_on is None:
        return 0, 0
    informants = [
        waves.Party(row.code, row.informant, row.since, row.until)
        for row in people
        if row.informant
    ]
    asks = waves.expected(protocol, wave.code, on=wave.due_on, born_on=born_on, parties=informants)
    ids = {row.code: row.id for row in people}
    wanted = {(ask.informant, ask.instrument, ids.get(ask.party or "")): ask for ask in asks}
    there = {(row.informant, row.instrument, row.party_id): row for row in stored}
    added = dropped = 0
    # Who told something in this wave already is not asked more of it by a later protocol.
    told = {(row.informant, row.party_id) for row in stored} if _begun(stored) else set()
    # In the order of the protocol: identifiers of a fictive cohort must not depend on a set.
    for key in (one for one in wanted if one not in there and (one[0], one[2]) not in told):
        work.session.add(
            Contribution(
                id=work.ids.new(),
                case_id=wave.case_id,
                wave_id=wave.id,
                informant=key[0],
                instrument=key[1],
                party_id=key[2],
                part=wanted[key].part,
                state=states.Stored.PLANNED.value,
            )
        )
        added += 1
    for key in there.keys() - wanted.keys():
        if there[key].state == states.Stored.PLANNED.value:
            there[key].state = states.Stored.NOT_APPLICABLE.value
            dropped += 1
    return added, dropped

"""How a family takes part over time: pauses, comes back, stops; appointments for a form."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from register.db.tables.cases import Case, LifeCourse
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.calendar import amsterdam_date
from register.domain.cases import LIFE
from register.domain.errors import Blocker, refuse_if
from register.domain.people import Permission
from register.domain.states import Stored
from register.services import consent, opening, waves


def state_of(work: Work, case: Case) -> str:
    """How a family takes part now: a state of ``domain.cases.LIFE``."""
    turns = (
        select(LifeCourse.kind)
        .where(LifeCourse.case_id == case.id, LifeCourse.kind.in_(LIFE.owners))
        .order_by(LifeCourse.happened_on.desc(), LifeCourse.recorded_at.desc())
        .limit(1)
    )
    return work.session.scalar(turns) or LIFE.first


def turn(
    work: Work,
    case: Case,
    verb: str,
    *,
    on: date,
    facts: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> str:
    """Carry out a verb of the life cycle of taking part; returns the state that it leads to.

    Who leaves for good is asked nothing more: what was still open becomes ``ingetrokken``; undoing
    brings back exactly that.
    """
    work.require(Permission.CASE_EDIT, by=by, at=at, pseudonym=case.pseudonym)
    with consent.planning(work):
        before = state_of(work, case)
        refuse_if([*LIFE.blockers(before, verb), *_day(case, on, at)])
        after = LIFE.after(before, verb)
        work.session.add(
            LifeCourse(
                id=work.ids.new(),
                case_id=case.id,
                kind=after,
                happened_on=on,
                facts=dict(facts or {}),
                recorded_at=at,
                recorded_by=by.id,
            )
        )
        ends = after in {LIFE.after(LIFE.first, one) for one in ("stop", "die", "complete")}
        case.ended_on, case.end_reason = (on, after) if ends else (None, None)
        if ends or verb == "undo":
            _close(work, case, back=verb == "undo", because=after)
    work.record(
        f"case.{verb}",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="case",
        object_id=case.id,
        pseudonym=case.pseudonym,
    )
    return after


def appoint(work: Work, contribution_id: str, *, on: date | None, by: Actor, at: datetime) -> None:
    """Note the day on which an informant will be seen; ``None`` takes the appointment away."""
    work.require(Permission.CONTRIBUTION_EDIT, by=by, at=at, object_id=contribution_id)
    with consent.planning(work):
        row, case, _ = opening.find(work, contribution_id)
        row.appointment_on = on
        if on is not None and row.state == Stored.PLANNED:
            row.state = Stored.INVITED.value
    work.record(
        "contribution.appoint",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="contribution",
        object_id=contribution_id,
        pseudonym=case.pseudonym,
    )


def _day(case: Case, on: date, at: datetime) -> list[Blocker]:
    if case.included_on <= on <= amsterdam_date(at):
        return []
    return [
        Blocker(
            "turn_day",
            "Deze dag ligt vóór de inclusie of in de toekomst.",
            "Vul de dag in waarop het gebeurde.",
        )
    ]


def _close(work: Work, case: Case, *, back: bool, because: str) -> None:
    for row in waves.contributions(work, case):
        if back and row.state == Stored.WITHDRAWN:
            row.state, row.state_reason = Stored.PLANNED.value, None
        elif not back and Stored(row.state).is_open:
            row.state, row.state_reason = Stored.WITHDRAWN.value, because

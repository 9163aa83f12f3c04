"""Answering questions about data: one or many of one cause at once; with a history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from register.db.tables.cases import Case
from register.db.tables.contributions import Contribution
from register.db.tables.findings import Finding, FindingStep
from register.db.tables.people import Account
from register.db.work import Work
from register.domain import findings
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.calendar import amsterdam_date
from register.domain.errors import Blocker, NotFound, Refusal, refuse_if
from register.domain.findings import UNRESOLVED, Reply
from register.domain.people import Permission
from register.keys import seal, unseal
from register.services import consent

PAGE = 200


@dataclass(frozen=True)
class Question:
    """A question as a list shows it; `days` since it was asked."""

    finding: Finding
    case: Case | None
    instrument: str
    days: int
    late: bool


@dataclass(frozen=True)
class Past:
    """One step in the history of a question."""

    verb: str
    at: datetime
    by: str
    cause: str
    explanation: str


@dataclass(frozen=True)
class Age:
    """Open questions of one person or role about one instrument: how many, how old (days)."""

    asked: str
    instrument: str
    number: int
    oldest: int
    median: float


def listed(
    work: Work,
    *,
    by: Actor,
    at: datetime,
    on: date,
    state: str = findings.OPEN,
    asked: str | None = None,
    case_id: str | None = None,
    check: str | None = None,
) -> list[Question]:
    """Questions in a state, errors first and the oldest first."""
    work.require(Permission.QUALITY_VIEW, by=by, at=at, object_type="quality")
    query = (
        select(Finding, Case, Contribution.instrument)
        .outerjoin(Case, Case.id == Finding.case_id)
        .outerjoin(Contribution, Contribution.id == Finding.contribution_id)
        .where(Finding.state == state)
        .order_by(Finding.severity, Finding.due_on, Finding.check_id, Finding.id)
    )
    if asked is not None:
        query = query.where(Finding.asked == asked)
    if case_id is not None:
        query = query.where(Finding.case_id == case_id)
    if check is not None:
        query = query.where(Finding.check_id == check)
    with consent.planning(work):
        found = [
            _question(row, case, instrument, on)
            for row, case, instrument in work.session.execute(query.limit(PAGE))
        ]
    work.record("quality.list", Action.READ, by=by, at=at, object_type="quality", count=len(found))
    return found


def one(work: Work, finding_id: str, *, by: Actor, at: datetime, on: date) -> Question:
    """One question; raises ``NotFound``."""
    work.require(Permission.QUALITY_VIEW, by=by, at=at, object_id=finding_id)
    query = (
        select(Finding, Case, Contribution.instrument)
        .outerjoin(Case, Case.id == Finding.case_id)
        .outerjoin(Contribution, Contribution.id == Finding.contribution_id)
        .where(Finding.id == finding_id)
    )
    with consent.planning(work):
        found = work.session.execute(query).first()
    if found is None:
        raise NotFound("Deze controlevraag")
    return _question(found[0], found[1], found[2], on)


def _question(row: Finding, case: Case | None, instrument: str | None, on: date) -> Question:
    days = (on - amsterdam_date(row.first_seen_at)).days
    late = row.state in UNRESOLVED and row.due_on < on
    return Question(row, case, instrument or "", days, late)


def reply(
    work: Work,
    ids: Sequence[str],
    verb: str,
    *,
    given: Reply | None,
    by: Actor,
    at: datetime,
) -> int:
    """Answer, accept, close or send back questions: all of them or none.

    Raises ``Refusal`` with every reason, ``NotFound`` for an unknown question. Returns how many.
    """
    work.require(Permission.QUALITY_RESOLVE, by=by, at=at, object_type="quality")
    if not ids:
        raise Refusal(
            [Blocker("nothing", "Er is geen vraag gekozen.", "Vink minstens één vraag aan.")]
        )
    with consent.planning(work):
        found = list(work.session.scalars(select(Finding).where(Finding.id.in_(set(ids)))))
        if len(found) != len(set(ids)):
            raise NotFound("Een van de controlevragen")
        refuse_if(
            dict.fromkeys(b for row in found for b in findings.blockers(row.state, verb, given))
        )
        for row in sorted(found, key=lambda one: one.id):
            row.state = findings.LIFE.after(row.state, verb)
            _step(work, row, verb, given, by=by, at=at)
    work.record(
        f"quality.{verb}",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="quality",
        object_id=found[0].id if len(found) == 1 else None,
        count=len(found),
    )
    return len(found)


def _step(
    work: Work, row: Finding, verb: str, given: Reply | None, *, by: Actor, at: datetime
) -> None:
    last = select(func.max(FindingStep.no)).where(FindingStep.finding_id == row.id)
    step = work.ids.new()
    text = given.explanation.strip() if given is not None else ""
    place = f"finding_step.explanation.{step}"
    work.session.add(
        FindingStep(
            id=step,
            finding_id=row.id,
            case_id=row.case_id,
            no=(work.session.scalar(last) or 0) + 1,
            verb=verb,
            cause=None if given is None else given.cause,
            explanation=seal(_key(work, row), text.encode(), place=place) if text else None,
            at=at,
            by=by.id,
        )
    )
    work.flush()


def history(work: Work, row: Finding, *, by: Actor, at: datetime) -> list[Past]:
    """What happened to a question, oldest first."""
    work.require(Permission.QUALITY_VIEW, by=by, at=at, object_id=row.id)
    query = select(FindingStep).where(FindingStep.finding_id == row.id).order_by(FindingStep.no)
    with consent.planning(work):
        steps = list(work.session.scalars(query))
        key = _key(work, row) if any(step.explanation for step in steps) else b""
    return [
        Past(
            step.verb,
            step.at,
            step.by,
            findings.CAUSES.get(step.cause or "", ""),
            _opened(key, step),
        )
        for step in steps
    ]


def _opened(key: bytes, step: FindingStep) -> str:
    if step.explanation is None:
        return ""
    return unseal(key, step.explanation, place=f"finding_step.explanation.{step.id}").decode()


def _key(work: Work, row: Finding) -> bytes:
    """The subject's key; a question about the register as a whole has a key of its own."""
    if row.case_id is None:
        return work.keys.derived("answers", "controlevragen van het register")
    case = work.session.get_one(Case, row.case_id)
    return work.keys.register.get(case.subject_key)


def ages(work: Work, *, by: Actor, at: datetime, on: date) -> list[Age]:
    """Age of open questions per person or role and instrument; days."""
    work.require(Permission.QUALITY_VIEW, by=by, at=at, object_type="quality")
    query = (
        select(Finding.asked, Contribution.instrument, Finding.first_seen_at)
        .outerjoin(Contribution, Contribution.id == Finding.contribution_id)
        .where(Finding.state.in_(UNRESOLVED))
    )
    groups: dict[tuple[str, str], list[int]] = {}
    names = {one.id: one.name for one in work.session.scalars(select(Account))}
    with consent.planning(work):
        for asked, instrument, since in work.session.execute(query):
            days = (on - amsterdam_date(since)).days
            groups.setdefault((names.get(asked, asked), instrument or ""), []).append(days)
    return [
        Age(asked, instrument, len(days), max(days), sorted(days)[len(days) // 2])
        for (asked, instrument), days in sorted(groups.items())
    ]


def per_check(work: Work, *, by: Actor, at: datetime) -> list[tuple[str, str, str, int]]:
    """(check, title, severity, number) of unresolved questions, most first: causes to answer."""
    work.require(Permission.QUALITY_VIEW, by=by, at=at, object_type="quality")
    query = (
        select(Finding.check_id, Finding.title, Finding.severity, func.count())
        .where(Finding.state.in_(UNRESOLVED))
        .group_by(Finding.check_id, Finding.title, Finding.severity)
        .order_by(func.count().desc(), Finding.check_id)
    )
    with consent.planning(work):
        return [(c, t, s, n) for c, t, s, n in work.session.execute(query)]

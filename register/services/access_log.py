"""Reading the access log (RULES §4): who saw a case, and what one person did. Looks are logged."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from register.db.tables.cases import Case
from register.db.tables.people import Account
from register.db.tables.work import AuditRow
from register.db.work import Work
from register.domain import pseudonym
from register.domain.actor import SYSTEM_ID, Actor
from register.domain.audit import Action, Outcome
from register.domain.audit_words import words
from register.domain.calendar import start_of_day
from register.domain.errors import NotFound
from register.domain.people import Permission, Role
from register.domain.protocol import Protocol
from register.services import cases, consent

MOST = 2000
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days from and until, both included; nothing means no bound."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One event as a person reads it; never a value."""

    seq: int
    at: datetime
    who: str
    roles: str
    what: str
    pseudonym: str
    purpose: str
    via: str
    denied: bool
    count: int | None


@dataclass(frozen=True)
class Seen:
    """The lines of a period, newest first, and how many there are in all."""

    title: str
    lines: tuple[Line, ...]
    total: int


def people(work: Work, *, by: Actor, at: datetime) -> list[tuple[str, str]]:
    """(account, name) of everybody who can have acted."""
    work.require(Permission.AUDIT_READ, by=by, at=at, object_type="audit")
    rows = work.session.execute(select(Account.id, Account.name).order_by(Account.name))
    return [(row.id, row.name) for row in rows]


def find(work: Work, typed: str, *, by: Actor, at: datetime) -> str:
    """The identifier of the case with this pseudonym, for who may read the log."""
    work.require(Permission.AUDIT_READ, by=by, at=at, object_type="audit")
    with consent.planning(work):
        return cases.by_pseudonym(work, typed).id


def of_case(
    work: Work, protocol: Protocol, case_id: str, period: Period, *, by: Actor, at: datetime
) -> Seen:
    """Who saw or changed a case, by date, person, role, purpose and act."""
    work.require(Permission.AUDIT_READ, by=by, at=at, object_type="audit")
    with consent.planning(work):
        case: Case = cases.find(work, case_id)
    query = _within(select(AuditRow).where(AuditRow.pseudonym == case.pseudonym), period)
    found = _seen(work, protocol, pseudonym.shown(case.pseudonym), query)
    work.record(
        "audit.read",
        Action.READ,
        by=by,
        at=at,
        object_type="audit",
        object_id=case.id,
        pseudonym=case.pseudonym,
        count=found.total,
    )
    return found


def of_person(
    work: Work, protocol: Protocol, account: str, period: Period, *, by: Actor, at: datetime
) -> Seen:
    """What one person did."""
    work.require(Permission.AUDIT_READ, by=by, at=at, object_type="audit")
    found = work.session.get(Account, account)
    if found is None:
        raise NotFound("Deze medewerker")
    query = _within(select(AuditRow).where(AuditRow.actor == account), period)
    seen = _seen(work, protocol, found.name, query)
    work.record(
        "audit.read",
        Action.READ,
        by=by,
        at=at,
        object_type="audit",
        object_id=account,
        count=seen.total,
    )
    return seen


def _within(query: Select[AuditRow], period: Period) -> Select[AuditRow]:
    if period.since is not None:
        query = query.where(AuditRow.at >= start_of_day(period.since))
    if period.until is not None:
        query = query.where(AuditRow.at < start_of_day(period.until + _ONE_DAY))
    return query


def _seen(work: Work, protocol: Protocol, title: str, query: Select[AuditRow]) -> Seen:
    total = work.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = list(work.session.scalars(query.order_by(AuditRow.seq.desc()).limit(MOST)))
    named = work.session.execute(
        select(Account.id, Account.name).where(Account.id.in_({row.actor for row in rows}))
    )
    names = {row.id: row.name for row in named} | {SYSTEM_ID: "het systeem"}
    labels = {one.code: one.label for one in protocol.agreement.purposes}
    return Seen(title, tuple(_line(row, names, labels) for row in rows), total)


def _line(row: AuditRow, names: dict[str, str], labels: dict[str, str]) -> Line:
    event = row.event
    roles = event.get("roles")
    held = [Role(str(one)).label for one in roles] if isinstance(roles, list) else []
    outcome = Outcome(str(event["outcome"]))
    code, code_of_case = str(event.get("purpose", "")), event.get("pseudonym")
    count = event.get("count")
    return Line(
        row.seq,
        row.at,
        names.get(row.actor, "onbekend"),
        ", ".join(held) or "–",
        words(Action(str(event["action"])), str(event["object_type"]), outcome),
        pseudonym.shown(str(code_of_case)) if code_of_case else "",
        labels.get(code, code),
        str(event.get("access_point", "")),
        outcome is not Outcome.OK,
        count if isinstance(count, int) else None,
    )

"""Log-in sessions that are open: who sees them, and ending one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from register.db.tables.people import Account, LoginSession
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import NotFound
from register.domain.people import Permission


@dataclass(frozen=True)
class OpenSession:
    """One session by the first signs of its digest, which the access log names too."""

    id: str
    who: str
    access_point: str
    since: datetime
    seen_at: datetime
    own: bool


def of_account(work: Work, account: str, *, by: Actor, at: datetime) -> list[OpenSession]:
    """The open sessions of an account: the own, or any for who manages accounts."""
    _require(work, account, by=by, at=at)
    query = (
        select(LoginSession, Account)
        .join(Account, Account.id == LoginSession.account_id)
        .where(LoginSession.account_id == account, LoginSession.expires_at > at)
        .order_by(LoginSession.created_at.desc())
    )
    return [
        OpenSession(
            row.digest[:16],
            owner.name,
            row.access_point,
            row.created_at,
            row.seen_at,
            row.digest[:16] == by.session,
        )
        for row, owner in work.session.execute(query)
    ]


def end(work: Work, account: str, session: str, *, by: Actor, at: datetime) -> None:
    """End a session; whoever uses it has to log in again."""
    _require(work, account, by=by, at=at)
    rows = work.session.scalars(select(LoginSession).where(LoginSession.account_id == account))
    found = next((row for row in rows if row.digest[:16] == session), None)
    if found is None:
        raise NotFound("Deze sessie")
    work.session.delete(found)
    work.record(
        "session.end", Action.DELETE, by=by, at=at, object_type="session", object_id=account
    )


def _require(work: Work, account: str, *, by: Actor, at: datetime) -> None:
    if account != by.id:
        work.require(Permission.ACCOUNT_MANAGE, by=by, at=at, object_id=account)

"""Log-in sessions: a random token in the cookie, only its digest in the database."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from register.db.tables.people import Account, LoginSession
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.services import accounts

LASTS = timedelta(hours=8)
IDLE = timedelta(hours=2)
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Opened:
    """A session as its owner needs it once: the token for the cookie, the form token."""

    token: str
    csrf: str


@dataclass(frozen=True)
class Current:
    """The session of a request."""

    actor: Actor
    csrf: str


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(work: Work, account: Account, *, access_point: str, at: datetime) -> Opened:
    """Start a session of an account that was just authenticated."""
    opened = Opened(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    work.session.add(
        LoginSession(
            digest=digest(opened.token),
            account_id=account.id,
            csrf=opened.csrf,
            access_point=access_point,
            created_at=at,
            seen_at=at,
            expires_at=at + LASTS,
        )
    )
    work.flush()
    return opened


def current(work: Work, token: str, *, at: datetime) -> Current | None:
    """Who holds this token now; ``None`` when it is unknown, expired or idle for too long."""
    row = work.session.execute(
        select(LoginSession, Account)
        .join(Account, Account.id == LoginSession.account_id)
        .where(LoginSession.digest == digest(token), Account.active)
    ).first()
    if row is None or at >= row[0].expires_at or at - row[0].seen_at > IDLE:
        return None
    session, account = row
    actor = accounts.actor(work, account, session.access_point, session.digest[:16])
    return Current(actor, session.csrf)


def stale(work: Work, token: str, *, at: datetime) -> bool:
    """Whether the moment of last use should be written again (at most once a minute)."""
    row = work.session.get(LoginSession, digest(token))
    return row is not None and at - row.seen_at >= _SEEN_EVERY


def seen(work: Work, token: str, *, at: datetime) -> None:
    """Note the moment of last use."""
    row = work.session.get(LoginSession, digest(token))
    if row is not None:
        row.seen_at = at


def close_session(work: Work, token: str, *, by: Actor, at: datetime) -> None:
    """End a session."""
    row = work.session.get(LoginSession, digest(token))
    if row is not None:
        work.session.delete(row)
        work.record("logout", Action.LOGIN, by=by, at=at, object_type="account", object_id=by.id)

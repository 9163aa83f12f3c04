"""The access log as stored: appended last before the commit, under a lock, chained with a key."""

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from register.db import chain
from register.db.tables.work import AuditRow
from register.domain.audit import AuditEvent

_LOCK = 7513


def _app_version() -> str:
    try:
        return version("casusregister")
    except PackageNotFoundError:
        return "los"


APP_VERSION = _app_version()


def head(session: Session) -> chain.Link | None:
    """The last link of the log."""
    row = session.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1)).first()
    return None if row is None else chain.Link(row.seq, row.prev_hash, row.hash)


def append(session: Session, key: bytes, events: Sequence[AuditEvent]) -> chain.Link | None:
    """Append ``events`` as the last statements of a transaction; returns the new head.

    Writers on PostgreSQL queue behind an advisory lock; on SQLite the writer's own lock does it.
    """
    if not events:
        return None
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    last = head(session)
    for event in events:
        content = event.as_content(app_version=APP_VERSION)
        last = chain.link(key, last, chain.canonical(content))
        session.add(
            AuditRow(
                seq=last.seq,
                event=content,
                at=event.at,
                actor=event.actor.id,
                kind=event.kind,
                pseudonym=event.pseudonym,
                prev_hash=last.prev_hash,
                hash=last.hash,
            )
        )
    session.flush()
    return last


def rows(session: Session) -> Iterator[tuple[chain.Link, bytes]]:
    """Every row as link and canonical content, in order, for verification."""
    query = select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000)
    for row in session.scalars(query):
        yield chain.Link(row.seq, row.prev_hash, row.hash), chain.canonical(row.event)


def verify(session: Session, key: bytes, kept: tuple[int, str] | None = None) -> list[str]:
    """What is wrong with the log, in words; ``kept`` is the head that the other store holds."""
    return chain.faults(key, rows(session), kept)

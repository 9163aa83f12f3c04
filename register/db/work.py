"""One transaction: a change and its audit events, or nothing.

``Store.reading`` and ``Store.writing`` give a :class:`Work`. A verb changes rows through
``work.session`` and calls ``work.record``; the events are appended as the last statements before
the commit. When a verb is denied or fails, its change is rolled back and that it was tried is
written in a transaction of its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from register.db import audit, chain, engine, guard
from register.domain import people
from register.domain.actor import Actor
from register.domain.audit import Action, AuditEvent, Outcome
from register.domain.errors import Denied, RegisterError
from register.domain.people import Permission
from register.keys import Ids, Keyring

AUDIT, CONSENT = "audit", "consent"


@dataclass
class Work:
    """An open transaction of one actor.

    ``heads``: chains that grew in it, by name; kept in the other store after the commit.
    """

    session: Session
    actor: Actor
    keys: Keyring
    ids: Ids
    heads: dict[str, chain.Link] = field(default_factory=dict)
    # What a service read and may read again in this transaction; it forgets what it changes.
    remembered: dict[object, object] = field(default_factory=dict)
    _events: list[AuditEvent] = field(default_factory=list)
    _trying: AuditEvent | None = None

    def require(self, permission: Permission, *, by: Actor, at: datetime, **facts: object) -> None:
        """Raise ``Denied`` unless ``by`` may; from here on a failure is written as tried."""
        self._trying = AuditEvent(
            f"tried.{permission.value}",
            Action.EXECUTE,
            by,
            at,
            str(facts.pop("object_type", permission.value.split(".")[0])),
            rule=permission.value,
            **facts,  # type: ignore[arg-type]
        )
        if not by.is_system:
            people.require(by.roles, permission)

    def record(
        self,
        kind: str,
        action: Action,
        *,
        by: Actor,
        at: datetime,
        object_type: str,
        **facts: object,
    ) -> None:
        """Note an act for the access log; it is written just before the commit."""
        self._events.append(
            AuditEvent(kind, action, by, at, object_type, **facts)  # type: ignore[arg-type]
        )

    def flush(self) -> None:
        """Send pending changes to the database, so that constraints speak now."""
        self.session.flush()


class _Factory(Session):
    """Session class of the register: reads of case tables are narrowed to the grant."""


guard.narrow(_Factory)


class Store:
    """The register's database with its guard, keys and log."""

    def __init__(
        self,
        bind: Engine,
        keys: Keyring,
        ids: Ids,
        on_head: Callable[[str, chain.Link], None] = lambda chain, head: None,
    ) -> None:
        self.engine = bind
        self.keys = keys
        self.ids = ids
        self._on_head = on_head
        guard.install(bind)
        self._reading = sessionmaker(bind, class_=_Factory, expire_on_commit=False)
        self._writing = sessionmaker(engine.writing(bind), class_=_Factory, expire_on_commit=False)

    @contextmanager
    def reading(self, by: Actor) -> Iterator[Work]:
        """A work that only reads; what it looked at is still written to the log afterwards."""
        with self._reading() as session:
            work = Work(session, by, self.keys, self.ids)
            try:
                yield work
            except RegisterError as error:
                session.rollback()
                self._tried(work, error)
                raise
            # Rows stay readable after the transaction: a rollback would expire those attached.
            session.expunge_all()
            session.rollback()
        self._append(work._events)

    @contextmanager
    def writing(self, by: Actor) -> Iterator[Work]:
        """A work that changes: all of it and its events are committed together."""
        with self._writing() as session:
            work = Work(session, by, self.keys, self.ids)
            try:
                with session.begin():
                    yield work
                    session.flush()
                    head = audit.append(session, self._audit_key, work._events)
            except RegisterError as error:
                self._tried(work, error)
                raise
        for name, link in work.heads.items():
            self._on_head(name, link)
        if head is not None:
            self._on_head(AUDIT, head)

    def verify(self, kept: tuple[int, str] | None = None) -> list[str]:
        """What is wrong with the access log, in words; empty when whole."""
        with self._reading() as session:
            return audit.verify(session, self._audit_key, kept)

    def head(self) -> chain.Link | None:
        """The last link of the access log."""
        with self._reading() as session:
            return audit.head(session)

    @property
    def _audit_key(self) -> bytes:
        return self.keys.register.get("audit")

    def _append(self, events: list[AuditEvent]) -> None:
        if not events:
            return
        with self._writing() as session, session.begin():
            head = audit.append(session, self._audit_key, events)
        if head is not None:
            self._on_head(AUDIT, head)

    def _tried(self, work: Work, error: RegisterError) -> None:
        if work._trying is not None:
            outcome = Outcome.DENIED if isinstance(error, Denied) else Outcome.ERROR
            self._append([replace(work._trying, outcome=outcome)])

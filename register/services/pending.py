"""Verbs that touch both stores or a file: written down first, finished or undone afterwards.

``begin`` writes the row; the verb's last step, which commits in the register, removes it in the
same transaction. ``recover`` (at start, and before the verb's next use) finishes a verb whose first
lasting step happened, and undoes it otherwise. Every step can be repeated (ARCHITECTURE §3).

Whoever carries out a verb holds a lock on a file of its row until the commit of its last step. The
operating system lets go of it when a process dies, so that ``recover`` in another process tells a
verb under way from one that was interrupted.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from register.db.tables.work import Pending
from register.db.work import Work
from register.domain.actor import Actor
from register.services.house import House

Facts = dict[str, object]


@dataclass(frozen=True)
class Recovery:
    """How a verb is finished after a crash, from what its row says (never from memory)."""

    finish: Callable[[House, Pending], bool]
    undo: Callable[[House, Pending], None]


def begin(
    house: House, verb: str, *, pseudonym: str | None, facts: Facts, by: Actor, at: datetime
) -> str:
    """Write the row of a verb that is about to start; returns its identifier."""
    with house.store.writing(by) as work:
        row = Pending(
            id=house.ids.new(),
            verb=verb,
            pseudonym=pseudonym,
            step="begonnen",
            facts=facts,
            started_at=at,
        )
        work.session.add(row)
        hold(house, row.id)
        return row.id


def hold(house: House, pending: str) -> None:
    """Mark a row as under way in this process; called before the row is committed."""
    path = _lock(house, pending)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    _held[pending] = (handle, path)


def end(work: Work, pending: str) -> None:
    """Remove the row, in the transaction of the verb's last step."""
    row = work.session.get(Pending, pending)
    if row is not None:
        work.session.delete(row)

    @event.listens_for(work.session, "after_commit", once=True)
    def _over(session: Session) -> None:
        release(pending)


def release(pending: str) -> None:
    """Let go of a row that is no longer under way here."""
    if pending in _held:
        handle, path = _held.pop(pending)
        path.unlink(missing_ok=True)
        os.close(handle)


_held: dict[str, tuple[int, Path]] = {}


def _lock(house: House, pending: str) -> Path:
    return house.home / "locks" / pending


@contextmanager
def _claimed(house: House, pending: str) -> Iterator[bool]:
    """Whether nobody is at work on the row; as long as the block runs nobody else claims it."""
    if pending in _held:
        yield False
        return
    path = _lock(house, pending)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        yield False
        return
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def open_rows(house: House, verbs: Sequence[str] | None = None, *, by: Actor) -> list[Pending]:
    """Verbs that were begun and not ended, oldest first."""
    with house.store.reading(by) as work:
        query = select(Pending).order_by(Pending.started_at, Pending.id)
        if verbs is not None:
            query = query.where(Pending.verb.in_(verbs))
        return list(work.session.scalars(query))


def recover(house: House, recoveries: Mapping[str, Recovery], *, by: Actor) -> dict[str, str]:
    """Finish or undo every verb that was interrupted; returns what was done per row."""
    outcome: dict[str, str] = {}
    for row in open_rows(house, tuple(recoveries), by=by):
        with _claimed(house, row.id) as mine:
            if mine and _stands(house, row.id, by=by):
                outcome[row.id] = _recovered(house, recoveries[row.verb], row, by=by)
    return outcome


def _stands(house: House, pending: str, *, by: Actor) -> bool:
    """Whether the row is still there: its verb may have ended since it was listed."""
    with house.store.reading(by) as work:
        return work.session.get(Pending, pending) is not None


def _recovered(house: House, recovery: Recovery, row: Pending, *, by: Actor) -> str:
    if recovery.finish(house, row):
        return "afgemaakt"
    recovery.undo(house, row)
    with house.store.writing(by) as work:
        work.session.delete(work.session.get_one(Pending, row.id))
    return "ongedaan gemaakt"

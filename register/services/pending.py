"""Verbs that touch both stores or a file: written down first, finished or undone afterwards.

``begin`` writes the row; the verb's last step, which commits in the register, removes it in the
same transaction. ``recover`` (at start, and before the verb's next use) finishes a verb whose first
lasting step happened, and undoes it otherwise. Every step can be repeated (ARCHITECTURE §3).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

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
        return row.id


def end(work: Work, pending: str) -> None:
    """Remove the row, in the transaction of the verb's last step."""
    row = work.session.get(Pending, pending)
    if row is not None:
        work.session.delete(row)


def open_rows(house: House, verbs: Sequence[str] | None = None, *, by: Actor) -> list[Pending]:
    """Verbs that were begun and not ended, oldest first."""
    with house.store.reading(by) as work:
        query = select(Pending).order_by(Pending.started_at, Pending.id)
        if verbs is not None:
            query = query.where(Pending.verb.in_(verbs))
        return list(work.session.scalars(query))


def recover(house: House, recoveries: Mapping[str, Recovery], *, by: Actor) -> dict[str, str]:
    """Finish or undo every verb under way; returns what was done per row."""
    outcome: dict[str, str] = {}
    for row in open_rows(house, tuple(recoveries), by=by):
        recovery = recoveries[row.verb]
        if recovery.finish(house, row):
            outcome[row.id] = "afgemaakt"
        else:
            recovery.undo(house, row)
            outcome[row.id] = "ongedaan gemaakt"
            with house.store.writing(by) as work:
                work.session.delete(work.session.get_one(Pending, row.id))
    return outcome

"""New key-encryption keys while everybody works on; readers do not notice."""

from datetime import datetime

from register.db.tables.work import Pending
from register.domain.actor import Actor, system
from register.domain.audit import Action
from register.domain.people import Permission
from register.services import pending
from register.services.house import House

VERB = "keys.rotate"
_SYSTEM = system("afmaken")


def rotate(house: House, *, by: Actor, at: datetime) -> int:
    """Wrap every key of both stores anew and destroy the old wrapping; returns how many keys."""
    with house.store.writing(by) as work:
        work.require(Permission.KEY_ROTATE, by=by, at=at, object_type="key")
    row = pending.begin(house, VERB, pseudonym=None, facts={}, by=by, at=at)
    count = _wrap_anew(house)
    with house.store.writing(by) as work:
        work.record(VERB, Action.UPDATE, by=by, at=at, object_type="key", count=count)
        pending.end(work, row)
    return count


def _wrap_anew(house: House) -> int:
    house.keys.register.rotate()
    house.keys.vault.rotate()
    house.keys.copy()
    return len(house.keys.register.names()) + len(house.keys.vault.names())


def finish(house: House, row: Pending) -> bool:
    """Rotate again: whatever step it was left at, both stores end with a new wrapping."""
    _wrap_anew(house)
    with house.store.writing(_SYSTEM) as work:
        work.record(VERB, Action.UPDATE, by=_SYSTEM, at=row.started_at, object_type="key")
        pending.end(work, row.id)
    return True


def undo(house: House, row: Pending) -> None:
    """A rotation that was begun is finished: there is nothing to undo."""


RECOVERY = pending.Recovery(finish, undo)

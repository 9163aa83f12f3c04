"""The life line outside a form: stays that begin or end between two metings."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from consent.datum import Datum
from instruments.sheet import Row
from register.db.tables.cases import Case, Episode, Party
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.people import Permission
from register.services import consent, rows
from register.services.house import House
from register.services.opening import FILE


def current(
    house: House, work: Work, case: Case, *, by: Actor, at: datetime, on: date
) -> list[Row]:
    """The stays as they stand, in order of what was written first; looked at to change them."""
    work.require(Permission.EPISODE_EDIT, by=by, at=at, pseudonym=case.pseudonym)
    with consent.collecting(work, house.protocol, case, _datum(work, case, on)):
        query = (
            select(Episode)
            .where(Episode.case_id == case.id, Episode.current)
            .order_by(Episode.recorded_at, Episode.start_earliest, Episode.series)
        )
        series = [row.series for row in work.session.scalars(query)]
        return rows.shown(work, case, rows.EPISODE, series)


def note(
    house: House,
    work: Work,
    case: Case,
    stays: Sequence[Row],
    *,
    collected_on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """Write new stays and new revisions of known ones; what is not named stays as it is.

    Returns the ids of their series. Asks for consent to the file on the day of collection.
    """
    work.require(Permission.EPISODE_EDIT, by=by, at=at, pseudonym=case.pseudonym)
    datum = _datum(work, case, collected_on)
    with consent.collecting(work, house.protocol, case, datum):
        saving = rows.Saving(work, case, collected_on, reason, by, at)
        series = rows.save(saving, rows.EPISODE, stays, ())
    work.record(
        "episode.note",
        Action.UPDATE,
        by=by,
        at=at,
        object_type="episode",
        pseudonym=case.pseudonym,
        purpose=consent.DESK,
        count=len(series),
    )
    return series


def _datum(work: Work, case: Case, on: date) -> Datum:
    with consent.planning(work):
        query = select(Party.code).where(Party.case_id == case.id, Party.kind == "youth")
        return Datum(work.session.scalars(query).one(), on, FILE)

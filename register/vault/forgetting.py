"""Taking a case out of the vault: every table that names it, and persons who are in no other.

Tables are found by their columns, so that one added later is not forgotten: ``pseudonym`` says of
which case a row is, ``person_id`` of which person, ``subject_key`` what seals it.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, select
from sqlalchemy.orm import Session, aliased

from register.vault.tables import Person, RoleInCase, VaultBase


def keys(session: Session, pseudonym: str, party: str | None = None) -> list[str]:
    """The names of the keys that seal what only this case (or party of it) needs, sorted."""
    alone = _only_here(session, pseudonym, party)
    found = set(session.scalars(select(Person.subject_key).where(Person.id.in_(alone))))
    for table in _of(party, "subject_key"):
        of_case = select(table.c.subject_key).where(_rows(table, pseudonym, party))
        found |= set(session.scalars(of_case))
    return sorted(found)


def files(session: Session, pseudonym: str, party: str | None = None) -> list[str]:
    """The names of the sealed files of a case, or of one party of it, sorted."""
    return sorted(
        name
        for table in _of(party, "blob")
        for name in session.scalars(select(table.c.blob).where(_rows(table, pseudonym, party)))
    )


def forget(session: Session, pseudonym: str, party: str | None = None) -> None:
    """Delete the rows of a case, or of one party of it; who is in another case stays.

    A step that can be repeated.
    """
    alone = _only_here(session, pseudonym, party)
    for table in _tables("person_id"):
        if table is not RoleInCase.__table__:
            _delete(session, table, table.c.person_id.in_(alone))
    for table in _of(party):
        _delete(session, table, _rows(table, pseudonym, party))
    session.execute(delete(Person).where(Person.id.in_(alone)))


def _of(party: str | None, *columns: str) -> list[Any]:
    """The tables that name the case; for one party, those that say of which party a row is."""
    return _tables("pseudonym", *columns, *(() if party is None else ("party",)))


def _rows(table: Any, pseudonym: str, party: str | None) -> ColumnElement[bool]:
    of_case: ColumnElement[bool] = table.c.pseudonym == pseudonym
    return of_case if party is None else and_(of_case, table.c.party == party)


def _only_here(session: Session, pseudonym: str, party: str | None) -> list[str]:
    """Persons of the case (or that party of it) who have no role elsewhere."""
    here, other = aliased(RoleInCase), aliased(RoleInCase)
    leaves = other.pseudonym == pseudonym
    if party is not None:
        leaves = and_(leaves, other.party == party)
    elsewhere = exists().where(other.person_id == here.person_id, ~leaves)
    query = select(here.person_id).where(here.pseudonym == pseudonym, ~elsewhere).distinct()
    if party is not None:
        query = query.where(here.party == party)
    return list(session.scalars(query))


def _delete(session: Session, table: Table, which: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(which), execution_options={"synchronize_session": False})


def _tables(*columns: str) -> list[Any]:
    return [
        table for table in VaultBase.metadata.sorted_tables if set(columns) <= set(table.c.keys())
    ]

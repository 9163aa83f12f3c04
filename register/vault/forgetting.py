"""Taking a case out of the vault: every table that names it, and persons who are in no other.

Tables are found by their columns, so that one added later is not forgotten: ``pseudonym`` says of
which case a row is, ``person_id`` of which person, ``subject_key`` what seals it.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, select
from sqlalchemy.orm import Session, aliased

from register.vault.tables import Person, RoleInCase, VaultBase


def keys(session: Session, pseudonym: str) -> list[str]:
    """The names of the keys that seal what only this case needs, sorted."""
    own = select(Person.subject_key).where(Person.id.in_(_only_here(session, pseudonym)))
    found = set(session.scalars(own))
    for table in _tables("pseudonym", "subject_key"):
        of_case = select(table.c.subject_key).where(table.c.pseudonym == pseudonym)
        found |= set(session.scalars(of_case))
    return sorted(found)


def files(session: Session, pseudonym: str) -> list[str]:
    """The names of the sealed files of a case, sorted."""
    return sorted(
        name
        for table in _tables("pseudonym", "blob")
        for name in session.scalars(select(table.c.blob).where(table.c.pseudonym == pseudonym))
    )


def forget(session: Session, pseudonym: str) -> None:
    """Delete the rows of a case; persons who are in another case stay (repeatable step)."""
    alone = _only_here(session, pseudonym)
    for table in _tables("person_id"):
        if table is not RoleInCase.__table__:
            _delete(session, table, table.c.person_id.in_(alone))
    for table in _tables("pseudonym"):
        _delete(session, table, table.c.pseudonym == pseudonym)
    session.execute(delete(Person).where(Person.id.in_(alone)))


def _only_here(session: Session, pseudonym: str) -> list[str]:
    here, other = aliased(RoleInCase), aliased(RoleInCase)
    elsewhere = exists().where(other.person_id == here.person_id, other.pseudonym != here.pseudonym)
    query = select(here.person_id).where(here.pseudonym == pseudonym, ~elsewhere).distinct()
    return list(session.scalars(query))


def _delete(session: Session, table: Table, which: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(which), execution_options={"synchronize_session": False})


def _tables(*columns: str) -> list[Any]:
    return [
        table for table in VaultBase.metadata.sorted_tables if set(columns) <= set(table.c.keys())
    ]

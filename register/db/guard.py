"""The choke point: no statement touches a case table without a grant, and none is plain text.

A :class:`Grant` is made by the consent service only (a guard test reads the code for it). It says
which purpose is served and which cases may be read; the session itself narrows reads of case tables
to those cases, so that a forgotten filter shows nothing instead of everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Executable, TableClause, TextClause, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql import visitors
from sqlalchemy.sql.util import find_tables

from register.db.tables import CASE_TABLES, CONTENT_TABLES, Base
from register.db.tables.cases import Case

MIGRATING = "casusregister_migrating"
_NARROWED = "casusregister_narrowed"


_NOUNS = {
    mapper.local_table.name: (
        mapper.class_,
        mapper.class_.id if mapper.class_ is Case else mapper.class_.case_id,
    )
    for mapper in Base.registry.mappers
    if isinstance(mapper.local_table, TableClause) and mapper.local_table.name in CASE_TABLES
}


class Ungranted(RuntimeError):
    """A statement touched a case table without a grant, or was plain text: a program fault."""


@dataclass(frozen=True)
class Grant:
    """What the consent service allows: a purpose, and its cases (``None`` = every case).

    Without ``content`` only what is needed to plan and to ask for consent may be touched, not what
    people said or what stands in files.
    """

    purpose: str
    cases: frozenset[str] | None
    rule: str
    content: bool = False


_grant: ContextVar[Grant | None] = ContextVar("grant", default=None)


def current() -> Grant | None:
    """The grant under which the program runs now."""
    return _grant.get()


@contextmanager
def under(grant: Grant) -> Iterator[Grant]:
    """Run the block under ``grant``."""
    token = _grant.set(grant)
    try:
        yield grant
    finally:
        _grant.reset(token)


def touched(statement: Any) -> frozenset[str]:
    """The names of the tables that ``statement`` reads or writes, sub-queries included."""
    found = find_tables(
        statement,
        check_columns=True,
        include_aliases=True,
        include_joins=True,
        include_selects=True,
        include_crud=True,
    )
    return frozenset(
        element.name
        for element in (*found, *visitors.iterate(statement))
        if isinstance(element, TableClause)
    )


def install(engine: Engine) -> None:
    """Hook the guard on ``engine``: every statement of every connection passes it."""

    @event.listens_for(engine, "before_execute")
    def _check(
        connection: Any, statement: Executable, many: Any, params: Any, options: Any
    ) -> None:
        if connection.get_execution_options().get(MIGRATING):
            return
        if isinstance(statement, TextClause):
            raise Ungranted("plain SQL text is refused outside migrations; use the tables")
        case_tables = touched(statement) & CASE_TABLES
        if not case_tables:
            return
        grant = _grant.get()
        if grant is None:
            raise Ungranted(
                f"{', '.join(sorted(case_tables))}: ask the consent service for a grant first"
            )
        if not grant.content and case_tables & CONTENT_TABLES:
            raise Ungranted(
                f"{', '.join(sorted(case_tables & CONTENT_TABLES))}: this grant is for planning "
                "only; ask the consent service for a grant on the content"
            )
        reads = getattr(statement, "is_select", False)
        if reads and grant.cases is not None and not options.get(_NARROWED):
            raise Ungranted("read case tables through the session, which narrows to the grant")

    @event.listens_for(engine, "before_cursor_execute")
    def _no_driver_sql(
        connection: Any,
        cursor: Any,
        sql: str,
        parameters: Any,
        context: Any,
        many: bool,
    ) -> None:
        if connection.get_execution_options().get(MIGRATING):
            return
        if context is None or context.compiled is None:
            if context is not None and context.execution_options.get("insertmanyvalues"):
                return
            raise Ungranted("driver SQL is refused outside migrations; use the tables")


def narrow(session: type[Session] | Session) -> None:
    """Make ``session`` narrow its reads of case tables to the cases of the grant in force."""

    @event.listens_for(session, "do_orm_execute")
    def _narrow(state: ORMExecuteState) -> None:
        grant = _grant.get()
        if grant is None or grant.cases is None or not state.is_select or state.is_column_load:
            return
        if not state.is_orm_statement:
            return  # a bare table cannot be narrowed: the engine's guard refuses it
        cases, names = sorted(grant.cases), touched(state.statement)
        state.update_execution_options(**{_NARROWED: True})
        # Only the nouns that this statement reads: naming all of them costs milliseconds a time.
        state.statement = state.statement.options(
            *(
                with_loader_criteria(noun, column.in_(cases), include_aliases=True)
                for name, (noun, column) in _NOUNS.items()
                if name in names
            )
        )

"""Migrations: one transaction on an own connection, foreign keys checked before the commit."""

import io
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from register.db import triggers
from register.db.guard import MIGRATING


class MigrationRefused(Exception):
    """The migrated data break a foreign key: nothing was changed."""


def scripts(folder: Path) -> ScriptDirectory:
    """The migration scripts in ``folder``."""
    return ScriptDirectory.from_config(_config(folder, None))


def _config(folder: Path, connection: Connection | None) -> Config:
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


REGISTER = Path(__file__).parent / "migrations"


def state(engine: Engine, folder: Path = REGISTER) -> tuple[str | None, str | None]:
    """(revision of the database, newest revision shipped)."""
    with engine.connect().execution_options(**{MIGRATING: True}) as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    return here, scripts(folder).get_current_head()


def migrate(engine: Engine, folder: Path = REGISTER, target: str = "head") -> None:
    """Bring the database up to ``target``; all or nothing on both databases."""
    with engine.connect().execution_options(**{MIGRATING: True}) as connection:
        if engine.dialect.name == "sqlite":
            _migrate_sqlite(connection, folder, target)
        else:
            with connection.begin():
                _run(connection, folder, target)


def _migrate_sqlite(connection: Connection, folder: Path, target: str) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            _run(connection, folder, target)
            broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
            if broken:
                tables = ", ".join(sorted({row[0] for row in broken}))
                raise MigrationRefused(f"rows of {tables} would point at nothing")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _run(connection: Connection, folder: Path, target: str) -> None:
    command.upgrade(_config(folder, connection), target)
    if folder == REGISTER:
        triggers.recreate(connection)


def check(engine: Engine, folder: Path = REGISTER) -> None:
    """Raise when the tables in the code differ from the migrated database (``alembic check``)."""
    with engine.connect().execution_options(**{MIGRATING: True}) as connection:
        command.check(_config(folder, connection))


def autogenerate(engine: Engine, number: str, message: str, folder: Path = REGISTER) -> None:
    """Write migration ``number`` that brings the database to the tables in the code."""
    with engine.connect().execution_options(**{MIGRATING: True}) as connection:
        config = _config(folder, connection)
        command.revision(config, message=message, rev_id=number, autogenerate=True)

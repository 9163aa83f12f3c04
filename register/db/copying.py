"""A copy of both databases at one instant: nobody commits while it is made, readers go on."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, make_url

from register.db.engine import writing
from register.db.guard import MIGRATING


class ToolMissing(RuntimeError):
    """A program of PostgreSQL that this needs is not on this computer."""


@contextmanager
def silent(engines: Sequence[Engine]) -> Iterator[None]:
    """Hold back every writer of these databases until the block ends; readers go on."""
    with ExitStack() as held:
        for engine in engines:
            held.enter_context(_silent(engine))
        yield


@contextmanager
def _silent(engine: Engine) -> Iterator[None]:
    with writing(engine).connect().execution_options(**{MIGRATING: True}) as connection:
        transaction = connection.begin()
        try:
            if engine.dialect.name == "postgresql":
                _lock(connection)
            yield
        finally:
            transaction.rollback()


def _lock(connection: Connection) -> None:
    found = connection.exec_driver_sql(
        "SELECT quote_ident(tablename) FROM pg_tables "
        "WHERE schemaname = current_schema() ORDER BY 1"
    )
    tables = ", ".join(row[0] for row in found)
    connection.exec_driver_sql(f"LOCK TABLE {tables} IN SHARE MODE")


def copy(engine: Engine, key: bytes, aim: Path) -> None:
    """Copy one database into the new file ``aim``: encrypted with ``key``, or a dump."""
    if engine.dialect.name == "postgresql":
        url = engine.url.render_as_string(hide_password=False)
        _run("pg_dump", url, "--format=custom", "--file", str(aim))
    else:
        _copy_embedded(engine, key, aim)
    aim.chmod(0o600)


def _copy_embedded(engine: Engine, key: bytes, aim: Path) -> None:
    connection = engine.raw_connection()
    try:
        copied = sqlcipher.connect(str(aim))
        copied.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        driver = connection.driver_connection
        assert driver is not None
        driver.backup(copied)
        copied.close()
    finally:
        connection.close()


def load(dump: Path, url: str) -> None:
    """Load a dump into the empty PostgreSQL database at ``url``."""
    _run("pg_restore", url, "--exit-on-error", "--single-transaction", str(dump))


@contextmanager
def borrowed(url: str) -> Iterator[str]:
    """An empty database beside the one at ``url``, dropped afterwards."""
    name = f"casusregister_proef_{secrets.token_hex(6)}"
    server = create_engine(make_url(url), isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        try:
            yield make_url(url).set(database=name).render_as_string(hide_password=False)
        finally:
            with server.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        server.dispose()


def _run(program: str, url: str, *arguments: str) -> None:
    where = shutil.which(program)
    if where is None:
        raise ToolMissing(program)
    aim = make_url(url)
    plain = aim.set(drivername="postgresql")._replace(password=None)
    subprocess.run(
        [
            where,
            "--no-owner",
            "--no-privileges",
            f"--dbname={plain.render_as_string(hide_password=False)}",
            *arguments,
        ],
        env=os.environ | {"PGPASSWORD": aim.password or ""},
        check=True,
        capture_output=True,
    )

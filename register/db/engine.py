"""Engines: SQLCipher files with a raw key, or PostgreSQL."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

_WRITING = "casusregister_writing"


def embedded(path: Path, key: bytes, *, durable: bool = True) -> Engine:
    """An engine on an encrypted SQLite file; ``key`` is the raw 32-byte database key.

    ``durable``: what is committed survives a power cut; only a demo in the making does without.
    """

    def connect() -> Any:
        # SQLite gives its other files (journal, index) the rights of this one.
        path.touch(mode=0o600, exist_ok=True)
        connection = sqlcipher.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=60
        )
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        max_overflow=20,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the lock at once: a reader that turns writer fails half way.
        mode = "IMMEDIATE" if connection.get_execution_options().get(_WRITING) else "DEFERRED"
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.cursor().execute(f"BEGIN {mode}")

    return engine


def server(url: str) -> Engine:
    """An engine on PostgreSQL (psycopg 3); the password comes with the URL."""
    return create_engine(url, pool_size=10, max_overflow=20, hide_parameters=True)


def writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions are meant to write."""
    return engine.execution_options(**{_WRITING: True})

"""Triggers that keep append-only tables append-only, in one list for both databases.

Recreated after every migration: rebuilding a table on SQLite drops its triggers silently.
"""

from sqlalchemy import Connection, text

APPEND_ONLY = (
    "audit_event",
    "consent_event",
    "revision",
    "definition",
    "report_step",
    "release_ledger",
)

_SQLITE = """
CREATE TRIGGER {name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
_POSTGRES = """
CREATE TRIGGER {name} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def names() -> list[str]:
    """The names of all triggers, sorted."""
    return sorted(f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete"))


def recreate(connection: Connection) -> None:
    """Drop and make all triggers; runs inside the migration's transaction."""
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.execute(text(_FUNCTION))
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            name = f"{table}_no_{verb}"
            place = "" if sqlite else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{place}"))
            template = _SQLITE if sqlite else _POSTGRES
            connection.execute(text(template.format(name=name, verb=verb.upper(), table=table)))

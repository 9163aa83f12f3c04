"""An upgrade keeps every row and every trigger, or changes nothing at all."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from register.db import triggers, upgrade
from register.db.guard import MIGRATING
from register.db.kinds import Base
from register.installation import VAULT_MIGRATIONS
from tests.factories import Desk

REBUILD = '''"""rebuild a parent table, as a later release may"""
import sqlalchemy as sa
from alembic import op

revision = "0099"
down_revision = {head!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("research_case", recreate="auto") as batch:
        batch.add_column(sa.Column("later", sa.String(10), nullable=True))
    with op.batch_alter_table("audit_event", recreate="auto") as batch:
        batch.add_column(sa.Column("later", sa.String(10), nullable=True))
    {then}
'''


def _scripts(tmp_path: Path, then: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.REGISTER, folder)
    head = upgrade.scripts(folder).get_current_head()
    (folder / "versions" / "0099_later.py").write_text(
        REBUILD.format(head=head, then=then), encoding="utf-8"
    )
    return folder


def _counts(connection: Connection) -> dict[str, int]:
    return {
        name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
        for name in sorted(Base.metadata.tables)
    }


def _triggers(connection: Connection) -> list[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    return sorted(row[0] for row in connection.execute(text(query)))


def _look(desk: Desk) -> tuple[dict[str, int], list[str], list[str]]:
    engine = desk.installation.register_engine
    with engine.connect().execution_options(**{MIGRATING: True}) as connection:
        columns = [column["name"] for column in inspect(connection).get_columns("research_case")]
        return _counts(connection), _triggers(connection), columns


def _move_scripts(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(upgrade, "REGISTER", folder)


def test_a_filled_register_survives_the_rebuilding_of_a_parent_table(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.include()
    before, kept, _ = _look(desk)
    folder = _scripts(tmp_path, "pass")
    _move_scripts(monkeypatch, folder)
    upgrade.migrate(desk.installation.register_engine, folder)
    after, still, columns = _look(desk)
    assert after == before
    assert before["wave"] > 0
    assert still == kept == triggers.names()
    assert "later" in columns
    assert desk.house.store.verify(desk.house.vault.kept_head("audit")) == []


def test_an_upgrade_that_fails_half_way_changes_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.include()
    before = _look(desk)
    folder = _scripts(tmp_path, 'raise RuntimeError("de stroom viel uit")')
    _move_scripts(monkeypatch, folder)
    with pytest.raises(RuntimeError, match="stroom"):
        upgrade.migrate(desk.installation.register_engine, folder)
    assert _look(desk) == before


def test_an_upgrade_that_would_orphan_rows_is_refused(
    embedded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded.include()
    before = _look(embedded)
    folder = _scripts(tmp_path, 'op.execute("DELETE FROM research_case")')
    _move_scripts(monkeypatch, folder)
    with pytest.raises(upgrade.MigrationRefused, match="point at nothing"):
        upgrade.migrate(embedded.installation.register_engine, folder)
    assert _look(embedded) == before


def test_the_tables_in_the_code_are_those_of_the_migrations(desk: Desk) -> None:
    upgrade.check(desk.installation.register_engine)
    upgrade.check(desk.installation.vault_engine, VAULT_MIGRATIONS)

"""Alembic environment: always runs on a connection handed over by ``register.db.upgrade``."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from register.db.kinds import Instant
from register.db.tables import Base


def _plain(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Migrations name plain types only, so that they stay true when the code's own types change."""
    return "sa.DateTime(timezone=True)" if isinstance(item, Instant) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=_plain,
    transactional_ddl=False,
    transaction_per_migration=False,
)
context.run_migrations()

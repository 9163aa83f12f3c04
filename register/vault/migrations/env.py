"""Alembic environment: always runs on a connection handed over by ``register.db.upgrade``."""

from alembic import context

from register.vault.tables import VaultBase

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=VaultBase.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transactional_ddl=False,
    transaction_per_migration=False,
)
context.run_migrations()

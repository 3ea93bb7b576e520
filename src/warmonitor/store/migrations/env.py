"""Runs migrations on the connection that opening gives."""

from alembic import context

from warmonitor.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()

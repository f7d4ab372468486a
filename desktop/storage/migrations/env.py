"""Alembic's door: migrations run on the connection that `storage.upgrade` hands in."""

from alembic import context

from desktop.storage.schema.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # SQLite's DDL is transactional; alembic only believes it is not.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

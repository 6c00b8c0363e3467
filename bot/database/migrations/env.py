"""What alembic runs for every migration: the connection is given, with its transaction open."""

from alembic import context

from bot.database.tables import metadata

# DDL takes part in transactions in both engines; SQLite's driver, which would end them, is told not to.
context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

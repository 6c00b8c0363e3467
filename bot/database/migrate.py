"""Bring a database to the newest revision, one process at a time, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from bot.database.errors import DatabaseUnavailable

# Oldest first; alembic itself, slow to import, is needed only for a step between them.
REVISIONS = ("0001", "0002", "0003", "0004")
VERSION_TABLE = "mentor_version"  # not alembic's own name: the server may hold tables of another program
FOLDER = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database; None for an empty one."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))


def migrate(connection: Connection, place: str, back_up: Callable[[str], object], *, to: str = REVISIONS[-1]) -> None:
    """Run the missing steps in the open transaction; `back_up` gets the revision before one that holds something.

    Raises DatabaseUnavailable for a newer database, and for one of another program.
    """
    found = revision_of(connection)
    if found is not None and found not in REVISIONS:
        raise DatabaseUnavailable(
            f"The database {place} was written by a newer version of Roadmap Mentor (revision {found}); "
            "update Roadmap Mentor, or name another database in MENTOR_DATABASE"
        )
    if found == to:
        return
    if found is None:
        _refuse_strangers(connection, place)
    else:
        back_up(found)
    upgrade(connection, to)


def upgrade(connection: Connection, revision: str) -> None:
    """Run the steps up to a revision."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, revision)


def _refuse_strangers(connection: Connection, place: str) -> None:
    from bot.database.tables import metadata

    strangers = sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))
    if strangers:
        raise DatabaseUnavailable(
            f"The database {place} has tables of another program ({', '.join(strangers)}); "
            "name an empty database in MENTOR_DATABASE"
        )

"""Open the database that a URL names, brought up to date."""

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.database.database import Database
from bot.database.errors import DatabaseUnavailable
from bot.database.kind import Kind
from bot.database.migrate import REVISIONS, migrate, revision_of
from bot.database.postgres import Postgres
from bot.database.sqlite import PATIENCE, Sqlite

_EXAMPLES = "sqlite:///data/mentor.sqlite3 or postgresql://user:password@host/database"


def open_database(
    url: str,
    backups: Path | None = None,
    *,
    workers: int = 4,
    revision: str = REVISIONS[-1],
    patience: float = PATIENCE,
) -> Database:
    """Open a database, made if there is none and brought to the newest revision.

    An SQLite file is copied to `backups` (default: its own folder) before it is changed; a PostgreSQL server is backed
    up by those who run it. `workers` is the number of threads. `revision` is another one only to test the way from it.
    `patience` is how many seconds SQLite waits for another process that writes. Raises DatabaseUnavailable.
    """
    kind = kind_of(url, patience)
    kind.prepare()
    try:
        database = Database(kind.engine(workers), kind, workers=workers)
    except ModuleNotFoundError as error:
        raise DatabaseUnavailable(
            f"The database {kind.place} needs the driver {error.name}, which is not installed; "
            "run: .venv/bin/pip install -e '.[postgres]'"
        ) from error
    try:
        with database.reading() as connection:
            current = revision_of(connection) == revision
        if not current:
            _migrate(kind, backups, revision)
    except BaseException:
        database.close()
        raise
    return database


def kind_of(url: str, patience: float = PATIENCE) -> Kind:
    """Return what a URL names, without going there. Raises DatabaseUnavailable when it names nothing that we know."""
    try:
        found = make_url(url)
        name = found.get_backend_name()
    except (ArgumentError, ValueError):  # not chained: a mistyped URL may hold a password
        raise DatabaseUnavailable(f"MENTOR_DATABASE is no URL of a database; write it like {_EXAMPLES}") from None
    if name == "sqlite":
        return Sqlite(found, patience)
    if name in ("postgresql", "postgres"):
        return Postgres(found)
    raise DatabaseUnavailable(f"MENTOR_DATABASE names {name}, which is not supported; write it like {_EXAMPLES}")


def _migrate(kind: Kind, backups: Path | None, revision: str) -> None:
    def work(connection: Connection) -> None:
        kind.lock(connection)
        migrate(connection, kind.place, lambda found: kind.back_up(found, backups), to=revision)

    database = Database(kind.migrating_engine(), kind)
    try:
        database.write(work)
    finally:
        database.close()

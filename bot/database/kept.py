"""Small values that outlive a restart, each under its name."""

from sqlalchemy import Connection, select

from bot.database.database import Database
from bot.database.tables import kept
from bot.database.upsert import put


class Kept:
    """Keeps texts by names of at most 100 characters. Both methods block, and raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """Return what is kept under a name; None for nothing."""
        with self._database.reading() as connection:
            return get_in(connection, key)

    def put(self, key: str, value: str) -> None:
        """Keep a text under a name, in place of the one before."""
        self._database.write(lambda connection: put_in(connection, key, value))


def get_in(connection: Connection, key: str) -> str | None:
    """Return what is kept under a name, within a transaction."""
    return connection.scalar(select(kept.c.value).where(kept.c.key == key))


def put_in(connection: Connection, key: str, value: str) -> None:
    """Keep a text under a name, within a transaction."""
    put(connection, kept, {"key": key, "value": value}, ("key",))

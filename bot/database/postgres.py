"""PostgreSQL: how a server is reached, the lock of a migration, and its errors in words."""

from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

_DRIVER = "postgresql+psycopg"
_OPTIONS = {"connect_timeout": 10, "application_name": "roadmap-mentor"}
_LOCK = 0x6D656E746F72  # "mentor": the number of our advisory lock

# Not there, or not for us: no such database, no such user, wrong password.
_NO_ENTRY = ("3D000", "28000", "28P01")
# A missing right, a server that only reads, and by their classes: lost, out of space or memory, shut down, broken.
_NO_WORK = ("42501", "25006", "08", "53", "57", "58")


class Postgres:
    """One database of a PostgreSQL server; a Kind."""

    one_writer = False

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername=_DRIVER)

    @property
    def place(self) -> str:
        """Return where the database is, in words and without a password."""
        host = self._url.host or self._url.query.get("host") or "this machine"
        port = f":{self._url.port}" if self._url.port else ""
        return f"{self._url.database or self._url.username} at {host}{port}"

    def prepare(self) -> None:
        """Do nothing: the database is made by those who run the server."""

    def engine(self, workers: int) -> Engine:
        """Return an engine whose pool suits so many threads. Raises ModuleNotFoundError without the driver."""
        return create_engine(
            self._url,
            pool_size=workers,
            max_overflow=-1,
            pool_pre_ping=True,  # a server that was restarted is noticed before a transaction and not in it
            connect_args=_OPTIONS,
            hide_parameters=True,  # they are people's questions, and errors are logged
        )

    def migrating_engine(self) -> Engine:
        """Return an engine that keeps no connection."""
        return create_engine(self._url, poolclass=NullPool, connect_args=_OPTIONS)

    def lock(self, connection: Connection) -> None:
        """Wait until no other process migrates; held until the transaction ends."""
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))

    def back_up(self, revision: str, folder: Path | None) -> None:
        """Do nothing: a server is backed up by those who run it, and a migration is one transaction."""

    def reason(self, error: DBAPIError) -> str | None:
        """Say what is wrong with the server and what to do; None for a mistake of ours."""
        state = str(getattr(error.orig, "sqlstate", None) or "")
        lost = error.connection_invalidated or (not state and type(error.orig).__name__ == "OperationalError")
        if lost or state in _NO_ENTRY:
            return f"cannot be reached ({self._said(error)}); start the server, or mend MENTOR_DATABASE"
        if self.worth_retrying(error):
            return "is too busy; try again"
        if state and (state in _NO_WORK or state[:2] in _NO_WORK):
            return f"refuses to work ({self._said(error)}); ask those who run the server"
        return None

    def worth_retrying(self, error: DBAPIError) -> bool:
        """Tell whether the same transaction may well succeed in a moment: a serialization failure or a deadlock."""
        return getattr(error.orig, "sqlstate", None) in ("40001", "40P01")

    def _said(self, error: DBAPIError) -> str:
        first = (str(error.orig).strip().splitlines() or [""])[0]
        said = first.rsplit("failed: ", 1)[-1].removeprefix("FATAL:").strip().rstrip(".")
        return said.replace(str(self._url.password), "***") if self._url.password else said

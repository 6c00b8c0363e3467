"""What SQLite and PostgreSQL each have of their own; all else is the same for both."""

from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError


class Kind(Protocol):
    """One place of a database: how it is reached, and how its errors are put into words."""

    one_writer: bool  # then writers of this process queue up in it, which is quicker than asking again and again

    @property
    def place(self) -> str:
        """Return where the database is, in words and without a password."""

    def prepare(self) -> None:
        """Make what can be made before connecting. Raises DatabaseUnavailable."""

    def engine(self, workers: int) -> Engine:
        """Return an engine whose pool suits so many threads. Raises ModuleNotFoundError without the driver.

        A transaction that means to write is begun with the execution option `write`.
        """

    def migrating_engine(self) -> Engine:
        """Return an engine for a migration, which may replace tables."""

    def lock(self, connection: Connection) -> None:
        """Wait until no other process migrates; held until the transaction ends."""

    def back_up(self, revision: str, folder: Path | None) -> None:
        """Copy what there is before a migration changes it. Raises DatabaseUnavailable."""

    def reason(self, error: DBAPIError) -> str | None:
        """Say what is wrong and what to do, to follow "The database X"; None for a mistake of ours."""

    def worth_retrying(self, error: DBAPIError) -> bool:
        """Tell whether the same transaction may well succeed in a moment."""

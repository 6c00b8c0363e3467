"""SQLite: how a file is opened, what its transactions begin with, its backup, and its errors in words."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.database.errors import DatabaseUnavailable

PATIENCE = 5.0  # seconds to wait for another process that writes
_MIGRATING = 120.0  # ... that migrates

_SAID = {
    "BUSY": "is in use by another program that does not let go of it; close that program, or try again",
    "LOCKED": "is in use by another program that does not let go of it; close that program, or try again",
    "NOTADB": "is damaged or no SQLite database; put a backup in its place, or move it away to begin anew",
    "CORRUPT": "is damaged; put a backup in its place, or move it away to begin anew",
    "FULL": "has no space left on its disk; free some",
    "READONLY": "cannot be written; give this user the right to write the file and its folder",
    "CANTOPEN": "cannot be opened; see that the file is there and this user may read and write it and its folder",
    "IOERR": "cannot be read or written, the disk reports an error; check the disk",
}


class Sqlite:
    """One SQLite file; a Kind."""

    one_writer = True

    def __init__(self, url: URL, patience: float = PATIENCE) -> None:
        """Take a path from a URL. Raises DatabaseUnavailable when it names none."""
        if not url.database or url.database == ":memory:":
            raise DatabaseUnavailable(
                "A database in memory would forget everything; name a file in MENTOR_DATABASE, "
                "like sqlite:///data/mentor.sqlite3"
            )
        self._path = Path(url.database)
        self._patience = patience

    @property
    def place(self) -> str:
        """Return the path."""
        return str(self._path)

    def prepare(self) -> None:
        """Make the file, for this user's eyes only, and let it be read while another process writes (WAL)."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise DatabaseUnavailable(
                f"The database {self._path} cannot be opened or made ({error.strerror}); "
                "give this user the right to write there, or name another place in MENTOR_DATABASE"
            ) from error
        try:
            with closing(self._connect(self._patience)) as connection:
                journal = _in_wal(connection, self._patience)
        except sqlite3.Error as error:
            raise DatabaseUnavailable(f"The database {self._path} {_reason(error) or error}") from error
        if journal != "wal":
            raise DatabaseUnavailable(
                f"The database {self._path} is on a file system that programs cannot share it on; "
                "name a place on a local disk, or a PostgreSQL server, in MENTOR_DATABASE"
            )

    def engine(self, workers: int) -> Engine:
        """Return an engine whose pool suits so many threads."""
        connect = partial(self._connect, self._patience)
        engine = create_engine(
            "sqlite://",
            creator=connect,
            poolclass=QueuePool,
            pool_size=workers,
            max_overflow=-1,
            hide_parameters=True,  # they are people's questions, and errors are logged
        )
        event.listen(engine, "connect", _prepare_connection)
        event.listen(engine, "begin", _begin)
        return engine

    def migrating_engine(self) -> Engine:
        """Return an engine that checks no foreign keys: a table may be replaced while others refer to it."""
        engine = create_engine("sqlite://", creator=partial(self._connect, _MIGRATING), poolclass=NullPool)
        event.listen(engine, "begin", _begin)
        return engine

    def lock(self, connection: Connection) -> None:
        """Do nothing: a transaction that writes is the only one."""

    def back_up(self, revision: str, folder: Path | None) -> None:
        """Copy the database as it was last committed, whole and for this user's eyes only, to a name of its own."""
        folder = folder or self._path.parent
        name = f"{self._path.stem}-{revision}"
        copy = _free(folder / f"{name}{self._path.suffix}")
        unfinished = folder / f"{name}.unfinished"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            with closing(self._connect(self._patience)) as source, closing(sqlite3.connect(unfinished)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
                damage = [row[0] for row in target.execute("PRAGMA quick_check(1)")]
            if damage != ["ok"]:
                raise DatabaseUnavailable(f"The database {self._path} {_SAID['CORRUPT']}")
            unfinished.rename(copy)
        except (OSError, sqlite3.Error) as error:
            raise DatabaseUnavailable(
                f"The database {self._path} has to be brought up to date and could not be backed up to {folder} first "
                f"({error}); make space there or give this user the right to write. Nothing was changed"
            ) from error
        finally:
            with suppress(OSError):
                unfinished.unlink()

    def reason(self, error: DBAPIError) -> str | None:
        """Say what is wrong with the file and what to do; None for a mistake of ours."""
        return _reason(error.orig)

    def worth_retrying(self, error: DBAPIError) -> bool:
        """Tell whether the same transaction may well succeed in a moment."""
        return _kind(error.orig) in ("BUSY", "LOCKED")

    def _connect(self, timeout: float) -> sqlite3.Connection:
        # mode=rw: a file that was taken away while the program runs is missed, and not replaced by an empty one.
        # No isolation level: the driver would begin too late, after what was read; _begin does it.
        return sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=timeout,
            isolation_level=None,
            check_same_thread=False,  # the pool hands a connection from thread to thread, to one at a time
        )


def _kind(error: BaseException | None) -> str:
    """Return "BUSY" for SQLITE_BUSY_SNAPSHOT and its like."""
    return str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_").split("_")[0]


def _reason(error: BaseException | None) -> str | None:
    return _SAID.get(_kind(error))


def _in_wal(connection: sqlite3.Connection, patience: float) -> str:
    """Switch to WAL and return the mode. Who switches at the same moment is refused without waiting, and asks again."""
    deadline = time.monotonic() + patience
    while True:
        try:
            mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
            return mode if mode == "wal" else str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if _kind(error) != "BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _prepare_connection(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # who has their data deleted has it overwritten, too


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("write"):
        connection.exec_driver_sql("BEGIN")
        return
    # NORMAL survives kill -9; FULL a power cut too, for an fsync a transaction. A learner's tick is worth that, a kept
    # question is not. Set each time, because one connection serves both.
    connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if options.get('durable', True) else 'NORMAL'}")
    # IMMEDIATE: who means to write waits for its turn before it reads, and is not refused in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _free(path: Path) -> Path:
    """Return the path, or one like it with a number, that no file has."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free

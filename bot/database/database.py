"""A database: its transactions, the threads that wait for it, and its failures in words."""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.database.errors import DatabaseUnavailable
from bot.database.kind import Kind

T = TypeVar("T")
P = ParamSpec("P")

PAUSES = (0.01, 0.04, 0.16, 0.64)  # seconds before a transaction is tried again, at most


class Database:
    """An open database. Its methods block: in an event loop, `await database.run(method, ...)`. Safe for threads."""

    def __init__(
        self, engine: Engine, kind: Kind, *, workers: int = 4, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._reading = engine
        self._writing = {durable: engine.execution_options(write=True, durable=durable) for durable in (True, False)}
        self._kind = kind
        self._sleep = sleep
        self._turn = threading.Lock() if kind.one_writer else nullcontext()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="database")
        self._closed = False

    @property
    def place(self) -> str:
        """Return where the database is, in words and without a password."""
        return self._kind.place

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads. Raises DatabaseUnavailable."""
        with self._explained(), self._begun(self._reading) as connection:
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Connection]:
        """Open a transaction that is committed at the end and undone by an exception. Raises DatabaseUnavailable.

        What is committed survives kill -9; with `durable` also a power cut. Not to be nested.
        """
        with self._explained(), self._turn, self._begun(self._writing[durable]) as connection:
            yield connection

    def write(self, work: Callable[[Connection], T], *, durable: bool = True) -> T:
        """Do work in a transaction, and again after a collision with another one: it must change nothing else.

        Raises DatabaseUnavailable when it collides every time.
        """
        with self._explained():
            for pause in PAUSES:
                try:
                    return self._once(work, durable)
                except DBAPIError as error:
                    if not self._kind.worth_retrying(error):
                        raise
                    self._sleep(pause * random.uniform(0.5, 1))  # noqa: S311 (two that collided shall part ways)
            return self._once(work, durable)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a blocking function in a thread of the database's own."""
        return await asyncio.wrap_future(self.submit(function, *args, **kwargs))

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Begin to run a blocking function in a thread of the database's own. Raises DatabaseUnavailable if closed."""
        try:
            return self._threads.submit(function, *args, **kwargs)
        except RuntimeError as error:
            raise self._is_closed() from error

    def close(self) -> None:
        """Let what was begun finish, and disconnect."""
        self._threads.shutdown()
        self._closed = True
        self._reading.dispose()

    def _once(self, work: Callable[[Connection], T], durable: bool) -> T:
        with self._turn, self._begun(self._writing[durable]) as connection:
            return work(connection)

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Connection]:
        if self._closed:
            raise self._is_closed()
        with engine.begin() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if (reason := self._kind.reason(error)) is None:
                raise
            raise DatabaseUnavailable(f"The database {self.place} {reason}") from error

    def _is_closed(self) -> DatabaseUnavailable:
        return DatabaseUnavailable(f"The database {self.place} was closed; it is open while the program runs")

"""What tests get: a fresh server, and a function that connects a client to it; what must hold is checked at the end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import discord
import pytest
import pytest_asyncio

from discord_server.club import Club
from discord_server.pointing import pointed_at
from discord_server.spec import Spec

Connect = Callable[[discord.Client], Awaitable[discord.Client]]


class _Errors(logging.Handler):
    """Keep what discord.py logs as an error."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, with the exception that came with it."""
        cause = record.exc_info[1] if record.exc_info else None
        self._lines.append(record.getMessage() + (f" <- {cause!r}" if cause else ""))


@pytest.fixture(scope="session")
def spec() -> Spec:
    """Return Discord's own description of the API, which checks nothing when MENTOR_OPENAPI does not name it."""
    return Spec.from_environment()


@pytest_asyncio.fixture
async def discord_server(spec: Spec) -> AsyncIterator[Club]:
    """Return a fresh server, and assert at the end that nothing went wrong on it."""
    handler = _Errors([])
    logger = logging.getLogger("discord")
    logger.addHandler(handler)
    try:
        async with Club() as server:
            server.logged = handler._lines
            yield server
    finally:
        logger.removeHandler(handler)
    assert server.wrong() + spec.violations(server.calls) == []


@pytest_asyncio.fixture
async def connect(discord_server: Club) -> AsyncIterator[Connect]:
    """Return a function that starts a client and waits until it is ready; it is closed at the end, if not before."""
    running: list[tuple[discord.Client, asyncio.Task[None]]] = []

    async def connected(client: discord.Client) -> discord.Client:
        task = asyncio.create_task(client.start(discord_server.token))
        running.append((client, task))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait([task, ready], timeout=10, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if task.done():
            await task
        assert client.is_ready(), "the client was not ready after ten seconds"
        return client

    with pointed_at(discord_server):
        yield connected
        stopped = [client for client, task in running if task.done() and not client.is_closed()]
        for client, task in running:
            await client.close()
            result = (await asyncio.gather(task, return_exceptions=True))[0]
            assert discord_server.may_stop or result is None, f"the client died: {result!r}"
    assert discord_server.may_stop or stopped == []

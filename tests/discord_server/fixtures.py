"""What tests get: a fresh server, and a function that connects a client to it; what must hold is checked at the end."""

import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from discord_server.clients import Clients
from discord_server.club import Club
from discord_server.pointing import pointed_at
from discord_server.spec import Spec


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
async def connect(discord_server: Club) -> AsyncIterator[Clients]:
    """Return what starts a client and waits until it is ready; clients are closed at the end, if not before."""
    with pointed_at(discord_server):
        clients = Clients(discord_server.token)
        yield clients
        died = await clients.close()
    assert discord_server.may_stop or died == []

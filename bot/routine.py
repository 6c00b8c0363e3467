"""What a bot does again and again beside answering: each in a task of its own, and no failure ends it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Routine:
    """Runs things every so many seconds until it is closed."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self._tasks: list[asyncio.Task[None]] = []

    def every(self, seconds: float, name: str, do: Callable[[], Awaitable[object]]) -> None:
        """Begin to do something now, and then again and again, each time so long after the last ended."""
        self._tasks.append(asyncio.create_task(self._repeat(seconds, name, do), name=name))

    async def close(self) -> None:
        """Stop everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _repeat(self, seconds: float, name: str, do: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await do()
            except Exception:
                log.exception("a routine failed and is tried again", extra={"routine": name})
            await asyncio.sleep(seconds)

"""How long the event loop was held up: what a heartbeat or a first response had to wait for."""

import asyncio
import time

_EVERY = 0.01  # seconds between two looks


class Lag:
    """Watches the event loop it is started on."""

    def __init__(self) -> None:
        """Start without any figure."""
        self.longest = 0.0  # seconds, since it was last taken
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Stop watching."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def take(self) -> float:
        """Return the longest hold-up in seconds since the last call."""
        longest, self.longest = self.longest, 0.0
        return longest

    async def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_EVERY)
            self.longest = max(self.longest, time.perf_counter() - before - _EVERY)

"""What is under way, so that a stopping bot finishes it."""

import asyncio
import contextlib
from collections.abc import Iterator


class Work:
    """Counts what is under way on one event loop."""

    def __init__(self) -> None:
        """Start with nothing under way."""
        self.closing = False  # nothing new is begun any more
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def __len__(self) -> int:
        """Return how many pieces of work are under way."""
        return self._count

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Count one piece of work for as long as the block runs."""
        self._count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._idle.set()

    async def finished(self, seconds: float, quiet: float = 0.0) -> bool:
        """Let nothing new begin, and wait for what is under way; False when it took longer than that.

        What begins all the same within `quiet` seconds, because it had arrived before, is waited for too.
        """
        self.closing = True
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self._idle.wait()
                    await asyncio.sleep(quiet)
                    if not self._count:
                        return True
        except TimeoutError:
            return False

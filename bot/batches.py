"""Let those who ask at the same moment share a run: a few threads, each of which takes along whoever waits."""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# A run of eight questions takes the encoder half the time a question that one takes; of sixteen, no less.
_MOST = 8
# A third of the work holds the interpreter: four threads keep it busy, more would only stand between it and the loop.
_THREADS = min(4, os.cpu_count() or 1)


class Batches(Generic[Item, Result]):
    """Call with one item on an event loop; items are run in threads, in batches of those that happen to wait.

    Who is alone runs at once and alone: nothing is delayed to wait for company. Who comes while every thread is at work
    waits, and what waits is shared among the threads as they come free.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Item]], Sequence[Result]],
        *,
        threads: int = _THREADS,
        most: int = _MOST,
    ) -> None:
        """Run at most `threads` batches side by side, each of `most` items at most, with a result an item."""
        self._run = run
        self._most = most
        self._free = threads
        self._threads = ThreadPoolExecutor(threads, "batch")
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._closed = False

    async def __call__(self, item: Item) -> Result:
        """Return the result for one item; raises what the run of this item alone raises, RuntimeError once closed."""
        if self._closed:
            raise RuntimeError("Closed: nothing is run any more")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        self._waiting.append((item, future))
        loop.call_soon(self._start)  # not at once: who comes by the same turn of the loop goes along
        return await future

    def close(self) -> None:
        """Take nothing more; what waits is cancelled, and what runs ends unheard."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        while self._waiting:
            self._waiting.popleft()[1].cancel()

    def _start(self) -> None:
        while self._free and self._waiting and not self._closed:
            share = min(self._most, -(-len(self._waiting) // self._free))  # rounded up
            batch = [self._waiting.popleft() for _ in range(share)]
            batch = [(item, future) for item, future in batch if not future.done()]  # somebody went away
            if batch:
                items, futures = zip(*batch, strict=True)
                self._free -= 1
                running = asyncio.get_running_loop().run_in_executor(self._threads, self._results, items)
                running.add_done_callback(partial(self._end, futures))

    def _results(self, items: Sequence[Item]) -> list[Result | BaseException]:
        try:
            return list(self._run(items))
        except BaseException as error:  # whoever waits must hear of it, whatever it is
            if len(items) == 1:
                return [error]
            return [result for item in items for result in self._results([item])]  # who fails takes nobody along

    def _end(
        self, futures: Sequence[asyncio.Future[Result]], running: "asyncio.Future[list[Result | BaseException]]"
    ) -> None:
        self._free += 1
        results = [asyncio.CancelledError()] * len(futures) if running.cancelled() else running.result()
        for future, result in zip(futures, results, strict=True):
            if future.done():
                continue
            if isinstance(result, asyncio.CancelledError):
                future.cancel()
            elif isinstance(result, BaseException):
                future.set_exception(result)
            else:
                future.set_result(result)
        # Not at once: who was just answered and asks again goes along.
        asyncio.get_running_loop().call_soon(self._start)

"""Let callers that wait at the same moment share one run: the leader takes along whoever is waiting."""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Result = TypeVar("Result")


class _Ticket(Generic[Result]):
    def __init__(self, text: str) -> None:
        self.text = text
        self.done = threading.Event()
        self.result: Result | None = None
        self.error: BaseException | None = None


class Together(Generic[Result]):
    """Call with one text from many threads; texts are run in batches of those that happen to wait.

    A caller who is alone runs at once and alone: nothing is delayed to wait for company.
    """

    def __init__(self, run: Callable[[Sequence[str]], Sequence[Result]], *, at_once: int, most: int) -> None:
        """Run `at_once` batches side by side, each of `most` texts at most."""
        self._run = run
        self._most = most
        self._slots = threading.Semaphore(at_once)
        self._lock = threading.Lock()
        self._waiting: list[_Ticket[Result]] = []

    def __call__(self, text: str) -> Result:
        """Return the result for one text; raises what the run raised."""
        ticket: _Ticket[Result] = _Ticket(text)
        with self._lock:
            self._waiting.append(ticket)
        while not ticket.done.is_set():
            with self._slots:
                batch = self._take()
                self._work(batch)
            if not batch:  # somebody has taken this one along
                ticket.done.wait()
        if ticket.error is not None:
            raise ticket.error
        return ticket.result  # type: ignore[return-value]  # done without an error means there is one

    def _take(self) -> list[_Ticket[Result]]:
        """Take the one who waits longest, and those whose texts are most like it in length: padding costs time."""
        with self._lock:
            if not self._waiting:
                return []
            length = len(self._waiting[0].text)
            batch = sorted(self._waiting, key=lambda ticket: abs(len(ticket.text) - length))[: self._most]
            self._waiting = [ticket for ticket in self._waiting if ticket not in batch]
            return batch

    def _work(self, batch: Sequence[_Ticket[Result]]) -> None:
        if not batch:
            return
        try:
            for ticket, result in zip(batch, self._run([ticket.text for ticket in batch]), strict=True):
                ticket.result = result
        except BaseException as error:  # every waiting thread must hear of it, whatever it is
            for ticket in batch:
                ticket.error = error
        finally:
            for ticket in batch:
                ticket.done.set()

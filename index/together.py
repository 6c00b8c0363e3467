"""Let callers that wait at the same moment share one run: the leader takes along whoever is waiting."""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Result = TypeVar("Result")


class _Ticket(Generic[Result]):
    def __init__(self, text: str) -> None:
        self.text = text
        self.called = threading.Event()  # its result is there, or it is its turn to lead
        self.leads = False
        self.result: Result | None = None
        self.error: BaseException | None = None


class Together(Generic[Result]):
    """Call with one text from many threads; texts are run in batches of those that happen to wait.

    A caller who is alone runs at once and alone: nothing is delayed to wait for company. Who comes while a run is going
    on sleeps until its own result is there, or until the run is over and it is the one to lead the next: nobody wakes
    for the work of others, and what waits adds up to one run in place of many.
    """

    def __init__(self, run: Callable[[Sequence[str], bool], Sequence[Result]], *, at_once: int, most: int) -> None:
        """Run `at_once` batches side by side, each of `most` texts at most.

        `run` is given the texts, and told whether this is one text and nothing else runs: then it has every core.
        """
        self._run = run
        self._most = most
        self._at_once = self._free = at_once
        self._lock = threading.Lock()
        self._waiting: list[_Ticket[Result]] = []

    def __call__(self, text: str) -> Result:
        """Return the result for one text; raises what the run raised."""
        ticket: _Ticket[Result] = _Ticket(text)
        with self._lock:
            if self._free:
                self._free -= 1
                ticket.leads = True
            else:
                self._waiting.append(ticket)
        if not ticket.leads:
            ticket.called.wait()
        if ticket.leads:
            self._lead(ticket)
        if ticket.error is not None:
            raise ticket.error
        return ticket.result  # type: ignore[return-value]  # called without an error means there is one

    def _lead(self, ticket: _Ticket[Result]) -> None:
        batch, alone = self._batch(ticket)
        try:
            for member, result in zip(batch, self._run([member.text for member in batch], alone), strict=True):
                member.result = result
        except BaseException as error:  # every waiting thread must hear of it, whatever it is
            for member in batch:
                member.error = error
        finally:
            self._hand_on()  # first: the next run starts while those of this one go on with their results
            for member in batch[1:]:
                member.called.set()

    def _batch(self, ticket: _Ticket[Result]) -> tuple[list[_Ticket[Result]], bool]:
        """Take those who wait along, the likest in length first: padding costs time."""
        with self._lock:
            length = len(ticket.text)
            company = sorted(self._waiting, key=lambda other: abs(len(other.text) - length))[: self._most - 1]
            self._waiting = [other for other in self._waiting if other not in company]
            return [ticket, *company], not company and self._free == self._at_once - 1

    def _hand_on(self) -> None:
        """Let the one who waits longest lead the next run."""
        with self._lock:
            if not self._waiting:
                self._free += 1
                return
            following = self._waiting.pop(0)
            following.leads = True
        following.called.set()

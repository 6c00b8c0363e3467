"""What can go wrong on the way: errors, rate limits, slow answers, cut connections, each so many times."""

import re
from dataclasses import dataclass

from discord_server.calls import Answer, Call


@dataclass
class Fault:
    """One thing that goes wrong for requests of a method and a path (a regular expression that is searched for).

    With an answer, that is sent instead of the right one, `late` after the request was carried out all the same.
    Without one the connection is cut. `seconds` pass before anything happens.
    """

    method: str
    path: str
    times: int
    answer: Answer | None = None
    cut: bool = False
    late: bool = False
    seconds: float = 0.0

    def hits(self, call: Call) -> bool:
        """Say whether a call meets this fault."""
        return self.times > 0 and self.method in ("*", call.method) and re.search(self.path, call.path) is not None


class Faults:
    """The faults that are set; each call meets the first that fits, and uses it up once."""

    def __init__(self) -> None:
        self._set: list[Fault] = []
        self.met = 0

    def fail(
        self, method: str, path: str, status: int = 500, *, times: int = 1, code: int = 0, late: bool = False
    ) -> None:
        """Answer with an error; `late` means that the request is carried out before."""
        message = "Internal Server Error" if status >= 500 else "Refused by a fault"
        body = None if status >= 500 and code == 0 else {"message": message, "code": code}
        self._set.append(Fault(method, path, times, Answer(status, body), late=late))

    def rate_limit(
        self, method: str, path: str, retry_after: float, *, times: int = 1, everywhere: bool = False
    ) -> None:
        """Answer 429 with the seconds to wait; `everywhere` is the limit over all routes."""
        body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere, "code": 0}
        headers = {"Retry-After": f"{retry_after:g}", "X-RateLimit-Scope": "global" if everywhere else "user"}
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        else:
            headers |= {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": f"{retry_after:g}"}
        self._set.append(Fault(method, path, times, Answer(429, body, headers)))

    def slow(self, method: str, path: str, seconds: float, *, times: int = 1) -> None:
        """Answer rightly, but late."""
        self._set.append(Fault(method, path, times, seconds=seconds))

    def cut(self, method: str, path: str, *, times: int = 1, late: bool = False) -> None:
        """Cut the connection without an answer; `late` means that the request is carried out before."""
        self._set.append(Fault(method, path, times, cut=True, late=late))

    def take(self, call: Call) -> Fault | None:
        """Return the fault that a call meets, and count it."""
        for fault in self._set:
            if fault.hits(call):
                fault.times -= 1
                self.met += 1
                return fault
        return None

    def clear(self) -> None:
        """Take all faults away."""
        self._set.clear()

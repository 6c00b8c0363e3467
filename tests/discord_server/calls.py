"""Requests to the REST side: what came in and what went out, and the table of routes."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass
class Answer:
    """What a request is answered: an HTTP status, a body if there is one, and further headers."""

    status: int = 200
    json: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Call:
    """A request that came in, and its answer once there is one; `at` is the time of a monotonic clock, in seconds."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    json: Any
    files: dict[str, bytes]
    at: float
    template: str | None = None  # of the route, as in Discord's description: /channels/{channel_id}
    params: dict[str, str] = field(default_factory=dict)
    answer: Answer | None = None

    def __repr__(self) -> str:
        return f"{self.method} {self.path} -> {self.answer.status if self.answer else '...'}"


Handler = Callable[[Call], Awaitable[Answer]]


class Routes:
    """The routes that are there, by method and path."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], str, Handler]] = []

    def add(self, method: str, template: str, handler: Handler) -> None:
        """Add a route; `{name}` in the template takes one part of the path."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
        self._routes.append((method, re.compile(pattern + r"/?"), template, handler))

    def find(self, call: Call) -> Handler | None:
        """Return who handles a call, and note its template and the names in its path."""
        for method, pattern, template, handler in self._routes:
            if method == call.method and (match := pattern.fullmatch(call.path)):
                call.template, call.params = template, match.groupdict()
                return handler
        return None

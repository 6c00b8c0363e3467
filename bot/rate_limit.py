"""How often one person may ask. A token bucket a person; in memory."""

from collections import OrderedDict
from collections.abc import Callable

_PEOPLE = 10_000  # remembered at once; who was away longest has a full bucket anyway
_ROUNDING = 1e-9  # three thirds of a token are one


class RateLimit:
    """So many questions a minute, and a few at once."""

    def __init__(self, per_minute: float, now: Callable[[], float]) -> None:
        """Allow `per_minute` in the long run, half of them at once; `now` gives seconds that never run backwards."""
        self._rate = per_minute / 60
        self._burst = max(1.0, per_minute / 2)
        self._now = now
        self._left: OrderedDict[int, tuple[float, float]] = OrderedDict()  # tokens, and when they were counted

    def wait(self, person: int, tokens: float = 1.0) -> float:
        """Take tokens, one at most, and return 0.0; or take none and return in how many seconds there are enough."""
        moment = self._now()
        left, since = self._left.pop(person, (self._burst, moment))
        left = min(self._burst, left + (moment - since) * self._rate)
        wait = 0.0 if left >= tokens - _ROUNDING else (tokens - left) / self._rate
        self._left[person] = (left - tokens if not wait else left, moment)
        while len(self._left) > _PEOPLE:
            self._left.popitem(last=False)
        return wait

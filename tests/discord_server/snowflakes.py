"""Ids as Discord makes them: the time they were made is in them."""

import itertools
import time
from datetime import UTC, datetime

EPOCH = 1420070400000  # milliseconds; the first second of 2015
_COUNTER = 22  # bits of an id that tell ids of one millisecond apart


class Snowflakes:
    """Make ids that are true to time: `Interaction.created_at` and its expiry are read from the id."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def new(self) -> str:
        """Return a fresh id."""
        milliseconds = int(time.time() * 1000) - EPOCH
        return str(milliseconds << _COUNTER | next(self._numbers) % (1 << _COUNTER))


def time_of(snowflake: str) -> str:
    """Return when an id was made, as Discord writes times."""
    return written(((int(snowflake) >> _COUNTER) + EPOCH) / 1000)


def written(seconds: float) -> str:
    """Return seconds since 1970 as Discord writes times."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")

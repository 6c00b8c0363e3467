"""One process at a time: in this one place for all who wait for their turn."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def alone(place: Path) -> Iterator[None]:
    """Wait until no other process is alone with a file or folder that exists; a crashed one's lock is free."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once are not guarded against there
        yield
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

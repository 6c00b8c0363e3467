"""The content that serves: read at the first use, and again when another version of the index serves."""

import logging
import threading
from collections.abc import Callable, Hashable
from pathlib import Path

from knowledge.errors import ContentError
from knowledge.load import Knowledge, load

log = logging.getLogger(__name__)


class Content:
    """Gives the knowledge of a folder. Safe for threads."""

    def __init__(self, folder: Path, serving: Callable[[], Hashable], overlay: Path | None = None) -> None:
        """Read nothing yet. `serving` gives another value whenever another version serves; asking it must be cheap."""
        self._folder = folder
        self._overlay = overlay
        self._serving = serving
        self._lock = threading.Lock()
        self._read: tuple[Hashable, Knowledge] | None = None

    def __call__(self) -> Knowledge:
        """Return the knowledge; raises ContentError when it cannot be read for the first time.

        Later the old one goes on, for a fault that somebody is about to mend.
        """
        version = self._serving()
        read = self._read
        if read is not None and read[0] == version:
            return read[1]
        with self._lock:
            if self._read is None or self._read[0] != version:
                try:
                    self._read = (version, load(self._folder, self._overlay))
                except ContentError as error:
                    if self._read is None:
                        raise
                    log.error("The new content is not used, the old one goes on: %s", error)
                    self._read = (version, self._read[1])
            return self._read[1]

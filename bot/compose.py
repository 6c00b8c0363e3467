"""The composition root: settings → the parts, built once and handed to each other."""

from collections.abc import Callable

from bot.confidence import Calibration
from bot.config import Settings
from bot.mentor import Mentor
from index.encoder import Encoder
from index.open import open_retriever
from index.retrieve import Retriever
from index.versions import Versions


def make_mentor(settings: Settings) -> Mentor:
    """Build the answering service; raises IndexUnavailable, with the command that repairs it."""
    versions = Versions(settings.index_folder)

    def open_index(running: Encoder | None) -> Retriever:
        return open_retriever(versions, settings.encoder, settings.encoders_folder, running=running)

    return Mentor(open_index, _stamp(versions), Calibration.read(), cache=settings.cache)


def _stamp(versions: Versions) -> Callable[[], str]:
    """Return a cheap way to ask which version serves: the pointer file is read again only when it was replaced."""
    seen: tuple[int, int] = (0, 0)
    name = ""

    def pointer() -> str:
        nonlocal seen, name
        stamp = versions.stamp()
        if stamp != seen:
            name, seen = versions.pointer(), stamp
        return name

    return pointer

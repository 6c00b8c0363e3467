"""The composition root: settings → the parts, built once and handed to each other."""

import logging

from threadpoolctl import threadpool_limits

from bot.confidence import Calibration
from bot.config import Settings
from bot.content import Content
from bot.mentor import Mentor
from index.encoder import Encoder
from index.open import open_retriever
from index.retrieve import Retriever
from index.versions import Versions

log = logging.getLogger(__name__)


def make_content(settings: Settings) -> Content:
    """Return what reads the typed records; it reads them anew whenever another index serves."""
    return Content(settings.content, Versions(settings.index_folder).stamp, settings.taught_folder)


def make_mentor(settings: Settings) -> Mentor:
    """Build the answering service; raises IndexUnavailable, with the command that repairs it."""
    # Questions run side by side, one thread each. Threads inside one small product would only get in their way.
    threadpool_limits(1)
    versions = Versions(settings.index_folder)

    def open_index(running: Encoder | None) -> Retriever:
        return open_retriever(versions, settings.encoder, settings.encoders_folder, running=running)

    # The stamp and not the name: a damaged version that is mended keeps its name.
    mentor = Mentor(open_index, versions.stamp, Calibration.read(), cache=settings.cache)
    if not mentor.calibrated:
        log.warning("The confidence was fitted with another encoder. Run: python -m scripts.calibrate")
    return mentor

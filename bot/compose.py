"""The composition root: settings → the parts, built once and handed to each other."""

import logging
from typing import TYPE_CHECKING

import index.one_thread  # noqa: F401 (before numpy)
from bot.confidence import Calibration
from bot.config import Settings
from bot.mentor import Mentor
from index.encoder import Encoder
from index.open import open_retriever
from index.retrieve import Retriever
from index.versions import Versions

if TYPE_CHECKING:
    from bot.commands import Own
    from bot.content import Content
    from knowledge.load import Knowledge

log = logging.getLogger(__name__)


def make_content(settings: Settings) -> "Content":
    """Return what reads the typed records; it reads them anew whenever another index serves."""
    from bot.content import Content  # here: answering one question in the shell needs no records

    return Content(settings.content, Versions(settings.index_folder).stamp, settings.taught_folder)


def make_own(settings: Settings, content: "Content") -> "Own":
    """Open the database and build what is somebody's own; raises Refused, in words for who typed, when it cannot."""
    from datetime import UTC, datetime

    from bot.commands import Own  # here: most conversations in the terminal need no database
    from bot.database.errors import DatabaseUnavailable
    from bot.database.learners import Learners
    from bot.database.open import open_database
    from bot.database.reminders import Reminders
    from bot.learning.service import Learning
    from bot.privacy_card import Stored
    from bot.refused import Refused

    try:
        database = open_database(settings.database_url, settings.data / "backups")
    except DatabaseUnavailable as error:
        raise Refused(str(error)) from error
    learning = Learning(content, Learners(database), Reminders(database), lambda: datetime.now(UTC))
    return Own(learning, Stored(database, settings.retention_days))


def carry_over(settings: Settings, knowledge: "Knowledge") -> str:
    """Carry what learners have stored over to changed roadmaps, and say what became of it; "" where nothing did.

    A database that there is not yet is not made. Raises DatabaseUnavailable.
    """
    if settings.database is None and not (settings.data / "mentor.sqlite3").exists():
        return ""
    from bot.database.kept import Kept
    from bot.database.open import open_database
    from bot.database.renaming import Renaming
    from bot.learning.settling import settle

    database = open_database(settings.database_url, settings.data / "backups")
    try:
        found = settle(knowledge, Kept(database), Renaming(database))
    finally:
        database.close()
    return found.sentence() if found.changed else ""


def make_mentor(settings: Settings, running: Encoder | None = None) -> Mentor:
    """Build the answering service; an encoder that runs already is used again when it is the right one.

    Raises IndexUnavailable, with the command that repairs it.
    """
    versions = Versions(settings.index_folder)

    def open_index(of_before: Encoder | None) -> Retriever:
        return open_retriever(versions, settings.encoder, settings.encoders_folder, running=of_before or running)

    # The stamp and not the name: a damaged version that is mended keeps its name.
    mentor = Mentor(open_index, versions.stamp, Calibration.read(), cache=settings.cache)
    if not mentor.calibrated:
        log.warning("The confidence was fitted with another encoder. Run: python -m scripts.calibrate")
    return mentor

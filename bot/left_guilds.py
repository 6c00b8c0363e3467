"""Guilds that something is stored of: those that the bot was taken out of while it was away are purged at the start."""

import logging

from bot.database.database import Database
from bot.database.kept import Kept
from bot.database.privacy import guilds_stored

log = logging.getLogger(__name__)

_APPLICATION = "application"  # name under which it is kept whose guilds the database is about


def guilds_known(database: Database, application: int) -> set[int]:
    """Return the guilds that something is stored of; none for another application than was there first.

    That one is in other guilds: somebody may only be trying a second bot, and nothing must be purged for that. Whose a
    database is that does not say it yet, from before it was kept, is known from the next start on. Blocks.
    """
    kept = Kept(database)
    known = kept.get(_APPLICATION)
    if known == str(application):
        return guilds_stored(database)
    if known is None:
        kept.put(_APPLICATION, str(application))
    else:
        log.warning("the database is another application's; nothing of guilds is removed")
    return set()

"""Guilds that the bot was taken out of while it was away: at the next start what belongs to them is removed."""

import logging
from collections.abc import Callable, Collection

from bot.database.database import Database
from bot.database.kept import Kept
from bot.database.privacy import guilds_stored, purge_guild

log = logging.getLogger(__name__)

_APPLICATION = "application"  # name under which it is kept whose guilds the database is about


class LeftGuilds:
    """Compares the guilds that something is stored of with those that the bot is in. Blocks."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database
        self._kept = Kept(database)

    def remove(self, application: int, ours: Callable[[int], bool], present: Collection[int]) -> int:
        """Remove what belongs to guilds that are ours by their shard and not present; return how many guilds.

        `present` must be complete. Another application than the one that the database was made with is in other
        guilds, and removes nothing: somebody may only be trying a second bot.
        """
        known = self._kept.get(_APPLICATION)
        if known is None:
            self._kept.put(_APPLICATION, str(application))
        elif known != str(application):
            log.warning("the database is another application's; nothing of guilds is removed")
            return 0
        left = [guild for guild in sorted(guilds_stored(self._database)) if ours(guild) and guild not in present]
        for guild in left:
            purge_guild(self._database, guild)
        return len(left)

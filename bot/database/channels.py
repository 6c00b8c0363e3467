"""How the mentor behaves in each channel, as moderators set it; read from memory."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, delete, select

from bot.database.database import Database
from bot.database.errors import DatabaseUnavailable
from bot.database.kept import get_in, put_in
from bot.database.tables import channels
from bot.database.upsert import put

log = logging.getLogger(__name__)

MODES = ("open", "private", "silent")

_FRESH = 2.0  # seconds
_STAMP = "channels"  # its kept value is another one after every change, so looking for one reads a single row


def channels_changed(connection: Connection) -> None:
    """Let every process read the settings anew, within the transaction that changes them."""
    put_in(connection, _STAMP, secrets.token_hex(8))


class Channels:
    """The mode of each channel. Reading never waits for the database; `set`, `forget_guild` and `refresh` block.

    What another process sets is seen within seconds: a reading that finds the memory old has it renewed in a thread of
    the database, and is itself answered from what is there. Who wants it renewed without readings calls `refresh`.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        """Read all that is set. Raises DatabaseUnavailable."""
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()  # one refresh at a time
        self._stamp: str | None = ""  # unlike any that is kept
        self._modes: Mapping[int, Mapping[int, str]] = {}
        self._looked = clock()
        self.refresh()

    def mode(self, guild: int, channel: int) -> str | None:
        """Return the mode of a channel; None where nothing is set."""
        return self.of_guild(guild).get(channel)

    def of_guild(self, guild: int) -> Mapping[int, str]:
        """Return the modes of a guild by channel."""
        if self._clock() - self._looked > _FRESH:
            self._looked = self._clock()  # so that the next readings do not ask as well
            try:
                self._database.submit(self._refresh_quietly)
            except DatabaseUnavailable:
                log.warning("The settings of channels are no longer renewed: the database is closed")
        return self._modes.get(guild, {})

    def set(self, guild: int, channel: int, mode: str | None) -> None:
        """Set the mode of a channel, None for none; raises ValueError for what is no mode, and DatabaseUnavailable."""
        if mode is not None and mode not in MODES:
            raise ValueError(f"{mode!r} is no mode of a channel; it is one of {', '.join(MODES)}")

        def work(connection: Connection) -> None:
            if mode is None:
                theirs = (channels.c.guild == guild) & (channels.c.channel == channel)
                connection.execute(delete(channels).where(theirs))
            else:
                put(connection, channels, {"guild": guild, "channel": channel, "mode": mode}, ("guild", "channel"))
            channels_changed(connection)

        self._database.write(work)
        self.refresh()

    def refresh(self) -> None:
        """Read what is set if it was changed since. Raises DatabaseUnavailable."""
        with self._lock, self._database.reading() as connection:
            self._looked = self._clock()
            stamp = get_in(connection, _STAMP)
            if stamp == self._stamp:
                return
            modes: dict[int, dict[int, str]] = {}
            for row in connection.execute(select(channels)):
                modes.setdefault(row.guild, {})[row.channel] = row.mode
            self._modes, self._stamp = modes, stamp

    def _refresh_quietly(self) -> None:
        try:
            self.refresh()
        except DatabaseUnavailable as error:
            log.warning("The settings of channels are as they were: %s", error)

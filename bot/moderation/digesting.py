"""The weekly digests: who wants one gets one message, whatever crashes and however many processes there are.

A digest is due on Monday at 08:00 UTC, and is about the seven days before. After a downtime it is about the week that
ended last, so no two are about the same day.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

from bot.card import Card
from bot.database.audit import Audit
from bot.database.database import Database
from bot.database.digests import Digest, Digests
from bot.database.stats import Counts, Stats
from bot.learning.reminding import next_at
from bot.moderation.digest_card import MOST, SET, STOPPED, Week, digest_card
from bot.moderation.gap_work import GapWork
from bot.moderation.usage import Day, day_of, total_of
from bot.nudges import AGAIN, LEASE, Delivery

log = logging.getLogger(__name__)

_WEEK = timedelta(days=7)
_WHY = "the channel is gone, or I may not write there any more"

Send = Callable[[Digest, Card], Awaitable[Delivery]]


def next_digest(after: datetime) -> datetime:
    """Return the first Monday, 08:00 UTC, after a moment."""
    return next_at(0, time(8), "UTC", after)


class Weeks:
    """Reads what happened in a guild in a week."""

    def __init__(self, stats: Stats, audit: Audit, work: GapWork, database: Database) -> None:
        """Take what is read."""
        self._stats = stats
        self._audit = audit
        self._work = work
        self._run = database.run

    async def week(self, guild: int, until: datetime) -> Week:
        """Return the week that ended at a moment."""
        since = until - _WEEK
        counts = await self._run(self._stats.counts, guild, since, until)
        gaps, listed = await self._work.asked_since(guild, since, MOST)
        acts = await self._run(self._audit.counts, guild, since, until)
        own = {action: count for action, count in acts.items() if not action.startswith(SET)}
        return Week(since, until, _sum(counts, since), counts.helpful, counts.unhelpful, gaps, listed, own)


class Digester:
    """Sends what is due. The steps and their order are those of `bot.database.digests.Digests`."""

    def __init__(
        self,
        digests: Digests,
        weeks: Weeks,
        audit: Audit,
        database: Database,
        send: Send,
        has: Callable[[int], bool],
        me: Callable[[], int],
        now: Callable[[], datetime],
    ) -> None:
        """Take what is read and sent. `has` tells whether a guild is this process's, `me` is the bot's own id."""
        self._digests = digests
        self._weeks = weeks
        self._audit = audit
        self._run = database.run
        self._send = send
        self._has = has
        self._me = me
        self._now = now

    async def sweep(self) -> int:
        """Send everything that is due in the guilds of this process; return how many messages went out."""
        now = self._now()
        for left in await self._run(self._digests.interrupted, now):
            await self._run(self._digests.done, left, next_digest(now))
        count = 0
        for digest in await self._run(self._digests.due, now):
            if self._has(digest.guild) and await self._run(self._digests.claim, digest, self._now(), LEASE):
                try:
                    count += await self._digest(digest)
                except Exception:  # one that cannot be made must not keep the others waiting
                    # Nothing is said of it: when the lease ends it is due again, or, once begun, interrupted.
                    log.exception("a digest failed")
        return count

    async def _digest(self, digest: Digest) -> bool:
        following = next_digest(self._now())
        week = await self._weeks.week(digest.guild, following - _WEEK)
        if not week.tells:
            await self._run(self._digests.done, digest, following)
            return False
        card = digest_card(week)
        if not await self._run(self._digests.begin, digest):
            return False
        delivery = await self._send(digest, card)
        if delivery is Delivery.CLOSED:
            await self._stop(digest)
        else:
            again = self._now() + AGAIN if delivery is Delivery.FAILED else following
            await self._run(self._digests.done, digest, again)
        return delivery is Delivery.SENT

    async def _stop(self, digest: Digest) -> None:
        """Stop a digest that cannot be delivered, unless it was set anew meanwhile; the audit keeps why."""
        if await self._run(self._digests.remove, digest.guild, digest):
            place = f"<#{digest.channel}>"
            await self._run(self._audit.record, digest.guild, self._me(), STOPPED, place, _WHY, self._now())
            log.warning("a digest stopped: it could not be delivered", extra={"guild": digest.guild})


def _sum(counts: Counts, since: datetime) -> Day:
    """Return the sum of what was asked; the first and the last day of a week are each a part of one."""
    return total_of([day_of(day, counts) for day in counts.by_day] or [Day(since.date())])

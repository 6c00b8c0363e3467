"""What moderators do about a gap. Two on one gap: the second is told who was first, and nothing is lost."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.database.database import Database
from bot.database.gaps import ANSWERED, DIRECT, DISMISSED, OFF_TOPIC, WORDED, Gap, Gaps
from bot.moderation.act import Audit, Moderator
from bot.moderation.gaps import GapQueue, Item, Listed
from bot.moderation.teaching import Teaching
from bot.refused import Refused

GONE = "That question is not there any more: it was forgotten, or is another server's."
PAGE = 6
_PATIENCE = 5.0  # seconds for a sweep that is grouping the newest questions
DID = {
    WORDED: "added it to a section",
    ANSWERED: "wrote an answer",
    OFF_TOPIC: "marked it as off-topic",
    DISMISSED: "dismissed it",
}


class GapWork:
    """The moderators' work on gaps; every method raises Refused, and then nothing was changed."""

    def __init__(
        self,
        queue: GapQueue,
        gaps: Gaps,
        teaching: Teaching,
        audit: Audit,
        database: Database,
        now: Callable[[], datetime],
    ) -> None:
        """Take the services."""
        self._queue = queue
        self._gaps = gaps
        self._teaching = teaching
        self._audit = audit
        self._run = database.run
        self._now = now

    async def page(self, guild: int, page: int) -> tuple[int, int, list[Listed]]:
        """Return how many gaps there are, the page that is there, and its gaps."""
        await self._run(self._queue.take_in, _PATIENCE)
        guilds = self._guilds(guild)
        total, found = await self._run(self._queue.page, guilds, max(page, 1), PAGE)
        if not found and page > 1:  # somebody worked on the last ones meanwhile
            return await self.page(guild, 1)
        return total, max(page, 1), found

    async def count(self, guild: int) -> int:
        """Return how many gaps there are."""
        return (await self.asked_since(guild, None, 1))[0]

    async def asked_since(self, guild: int, since: datetime | None, most: int) -> tuple[int, list[Listed]]:
        """Return how many gaps were asked since a moment, or ever, and the most asked of them."""
        await self._run(self._queue.take_in, _PATIENCE)
        return await self._run(self._queue.page, self._guilds(guild), 1, most, since)

    async def item(self, guild: int, id: int) -> Item:
        """Return all that is known of a gap."""
        found = await self._run(self._queue.item, id, self._guilds(guild))
        if found is None:
            raise Refused(GONE)
        return found

    async def answer(self, who: Moderator, id: int, title: str, text: str, link: str, questions: str) -> str:
        """Write an answer; return its id."""
        return await self._acted(who, id, ANSWERED, lambda: self._taught(who, title, text, link, questions))

    async def word(self, who: Moderator, id: int, section: str, question: str) -> str:
        """Add a wording to a section; return the section's id."""
        return await self._acted(who, id, WORDED, lambda: self._worded(who, section, question))

    async def off_topic(self, who: Moderator, id: int, question: str) -> str:
        """Say that the guides shall not answer it."""
        return await self._acted(who, id, OFF_TOPIC, lambda: self._off_topic(who, question))

    async def dismiss(self, who: Moderator, id: int) -> str:
        """Put it away."""

        async def nothing() -> str:
            await self._run(self._audit.record, who.guild, who.person, "gap-dismissed", str(id), "", self._now())
            return ""

        return await self._acted(who, id, DISMISSED, nothing)

    async def _acted(self, who: Moderator, id: int, state: str, do: Callable[[], Awaitable[str]]) -> str:
        """Do something about a gap that nobody does anything else about."""
        guilds = self._guilds(who.guild)
        if state != DISMISSED:
            self._teaching.check(who.guild)
        try:
            first = await self._run(self._gaps.act, id, guilds, state, who.person, self._now())
        except LookupError:
            raise Refused(GONE) from None
        if first is not None:
            raise Refused(_was_first(first, self._now()))
        try:
            done = await do()
        except BaseException:
            await self._run(self._gaps.settle, id, who.person, state, None)
            raise
        # From now on: who asks in vain after this opens it again.
        await self._run(self._gaps.settle, id, who.person, state, self._now())
        return done

    async def _taught(self, who: Moderator, title: str, text: str, link: str, questions: str) -> str:
        return (await self._teaching.teach(who, title, text, link, questions)).id

    async def _worded(self, who: Moderator, section: str, question: str) -> str:
        return (await self._teaching.word(who, section, question)).id

    async def _off_topic(self, who: Moderator, question: str) -> str:
        await self._teaching.off_topic(who, question)
        return ""

    def _guilds(self, guild: int) -> tuple[int, ...]:
        """Return whose gaps a guild's moderators see: those from direct messages are the home guild's."""
        return (guild, DIRECT) if self._teaching.may_teach(guild) else (guild,)


def _was_first(gap: Gap, now: datetime) -> str:
    if gap.moderator is None and gap.state == ANSWERED:
        return "That question has an answer by now."
    who = f"<@{gap.moderator}>" if gap.moderator else "Another moderator"
    ago = (now - (gap.acted_at or datetime.now(UTC))).total_seconds()
    when = "just now" if ago < 60 else f"{ago / 60:.0f} minutes ago" if ago < 7_200 else f"{ago / 3_600:.0f} hours ago"
    return f"{who} was first and {DID.get(gap.state, 'dealt with it')} {when}."

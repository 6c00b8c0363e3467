"""/mentor stats: how much is asked in this server, and what comes of it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Literal

from discord import app_commands

from bot.card import Card
from bot.cogs.acting import moderator
from bot.cogs.moderation import MentorGroup
from bot.content import Content
from bot.database.database import Database
from bot.database.stats import Stats
from bot.moderation.gap_work import GapWork
from bot.moderation.usage import usage_of
from bot.moderation.usage_card import PERIODS, usage_card
from bot.views.reply import Interaction, reply
from bot.views.router import Handler, Press


class StatsCommand:
    """Questions a day, outcomes, sections, guides and votes of one guild."""

    def __init__(
        self,
        stats: Stats,
        work: GapWork,
        content: Content,
        database: Database,
        kept_days: int,
        now: Callable[[], datetime],
    ) -> None:
        """Take what counts, and what names sections; questions are kept for `kept_days`, 0 for ever."""
        self._stats = stats
        self._work = work
        self._content = content
        self._run = database.run
        self._kept_days = kept_days
        self._now = now
        self.actions: Mapping[str, Handler] = {"stats": self._turn}

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        said = "How much is asked here and what comes of it, with a picture"
        group.add("stats", said, self._show)

    @app_commands.describe(days="How many days, today included; 30 if you don't say")
    async def _show(self, interaction: Interaction, days: Literal[7, 30, 90] = 30) -> None:
        await reply(interaction, self._card(moderator(interaction).guild, days))

    async def _turn(self, press: Press) -> None:
        guild, days = moderator(press.interaction).guild, press.number(0)
        days = days if days in PERIODS else PERIODS[0]
        await reply(press.interaction, self._card(guild, days), edit=True)

    async def _card(self, guild: int, days: int) -> Card:
        gaps = await self._work.count(guild)
        return await self._run(self._made, guild, days, gaps)

    def _made(self, guild: int, days: int, gaps: int) -> Card:
        last = self._now().astimezone(UTC).date()
        first = last - timedelta(days=days - 1)
        since = datetime.combine(first, time(), UTC)
        counts = self._stats.counts(guild, since, since + timedelta(days=days))
        return usage_card(usage_of(counts, first, last, self._content(), gaps), self._kept_days)

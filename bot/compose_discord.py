"""The Discord bot put together: services, cogs, router and client, built once and handed to each other."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.asking import Asking
from bot.client import MentorBot
from bot.cogs.ask import Ask
from bot.cogs.hear import Hear
from bot.cogs.help import Help
from bot.cogs.moderation import Moderation
from bot.config import Settings
from bot.conversation import Conversations
from bot.database.answers import Answers
from bot.database.channels import Channels
from bot.database.database import Database
from bot.database.kept import Kept
from bot.mentor import Mentor
from bot.metrics import Metrics
from bot.places import Places
from bot.rate_limit import RateLimit
from bot.suggest import Suggestions
from bot.views.router import Router
from knowledge.load import Knowledge

_COMMANDS = "commands"  # name under which the hash of what Discord knows of our commands is kept


@dataclass(frozen=True, slots=True)
class Parts:
    """A bot that is ready to connect, and what watches it."""

    bot: MentorBot
    asking: Asking
    metrics: Metrics

    def health(self) -> tuple[bool, dict[str, object]]:
        """Tell whether the bot is connected, and what it answers from."""
        well = self.bot.is_ready() and not self.bot.is_closed()
        return well, {"index": self.asking.version, "guilds": len(self.bot.guilds)}

    def figures(self) -> bytes:
        """Return the figures in Prometheus' format."""
        return self.metrics.text(self.asking.version)


def make_bot(settings: Settings, mentor: Mentor, knowledge: Knowledge, database: Database, **options: Any) -> Parts:
    """Build the bot; `options` go to discord.py. Raises DatabaseUnavailable."""
    answers, kept, channels = Answers(database), Kept(database), Channels(database)
    metrics = Metrics()
    asking = Asking(mentor, Conversations(settings.memory_minutes, time.monotonic), answers, database, metrics)
    places = Places(channels.mode)
    ask = Ask(
        asking,
        answers,
        database,
        places,
        RateLimit(settings.questions_per_minute, time.monotonic),
        Suggestions([golden.question for golden in knowledge.golden]),
        {source.id: source.author for source in knowledge.sources if source.author and source.publisher},
        metrics,
    )
    sections = Counter(section.source for section in knowledge.sections)
    bot = MentorBot(
        cogs=[ask, Help(knowledge.sources, sections), Moderation(channels, database)],
        menus=[ask.menu],
        router=Router(ask.actions),
        hear=Hear(ask, places),
        kept_hash=(
            lambda: database.run(kept.get, _COMMANDS),
            lambda digest: database.run(kept.put, _COMMANDS, digest),
        ),
        shard_ids=settings.shard_ids or None,
        shard_count=settings.shard_count,
        **options,
    )
    metrics.watch("gateway_latency_seconds", "Heartbeat round trip, mean of the shards", lambda: bot.latency)
    metrics.watch("queue", "Questions that wait or are being answered", lambda: asking.waiting)
    metrics.watch("under_way", "Interactions and messages under way", lambda: len(bot.work))
    return Parts(bot, asking, metrics)

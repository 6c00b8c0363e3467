"""The Discord bot put together: services, cogs, router and client, built once and handed to each other."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.asking import Asking
from bot.client import MentorBot
from bot.cogs.ask import Ask
from bot.cogs.channel import ChannelCommand
from bot.cogs.evaluate import EvaluateCommand
from bot.cogs.facts import FactsCog
from bot.cogs.hear import Hear
from bot.cogs.help import Help
from bot.cogs.moderation import MentorGroup
from bot.cogs.phase import PhaseCog
from bot.cogs.plan import PlanCog
from bot.cogs.presses import Presses
from bot.cogs.privacy import PrivacyCog
from bot.cogs.reindex import ReindexCommands
from bot.cogs.remind import RemindCog
from bot.cogs.roadmap import RoadmapCog
from bot.cogs.status import StatusCommand
from bot.compose_moderation import Workshop, make_workshop
from bot.config import Settings
from bot.content import Content
from bot.conversation import Conversations
from bot.database.answers import Answers
from bot.database.audit import Audit
from bot.database.channels import Channels
from bot.database.database import Database
from bot.database.kept import Kept
from bot.database.learners import Learners
from bot.database.privacy import purge_guild, retention
from bot.database.reminders import Reminders
from bot.database.renaming import Renaming
from bot.facts.service import Facts
from bot.learning.service import Learning
from bot.learning.settling import settle
from bot.left_guilds import guilds_known
from bot.mentor import Mentor
from bot.metrics import Metrics
from bot.moderation.act import Home
from bot.moderation.evaluating import Evaluating
from bot.moderation.home import check_home
from bot.moderation.live_reindex import Reindexing
from bot.moderation.status import Connection
from bot.nudges import Nudges
from bot.places import Places
from bot.privacy_card import Stored
from bot.rate_limit import RateLimit
from bot.routine import Routine
from bot.served import Served
from bot.views.deliver import deliver
from bot.views.router import Router
from index.versions import Versions
from knowledge.load import Knowledge

log = logging.getLogger(__name__)

_SWEEP = 20.0  # seconds between two looks for due reminders and digests
_DAY = 86_400.0
_COMMANDS = "commands"  # name under which the hash of what Discord knows of our commands is kept


@dataclass(frozen=True, slots=True)
class Parts:
    """A bot that is ready to connect, and what watches it."""

    bot: MentorBot
    asking: Asking
    metrics: Metrics
    nudges: Nudges
    workshop: Workshop
    begin: Callable[[Routine], None]  # what is done again and again while the bot is connected

    def health(self) -> tuple[bool, dict[str, object]]:
        """Tell whether the bot is connected, and what it answers from."""
        well = self.bot.is_ready() and not self.bot.is_closed()
        return well, {"index": self.asking.version, "guilds": len(self.bot.guilds)}

    def figures(self) -> bytes:
        """Return the figures in Prometheus' format."""
        return self.metrics.text(self.asking.version)


def make_bot(
    settings: Settings,
    mentor: Mentor,
    content: Content,
    database: Database,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    home: Home | None = None,
    labelled: Sequence[Path] = (),
    **options: Any,
) -> Parts:
    """Build the bot; `options` go to discord.py. Raises DatabaseUnavailable, and ContentError.

    `labelled` are files of questions that moderators measure with, instead of the project's own.
    """
    content()  # what is wrong with it is said before anything connects
    answers, kept, channels = Answers(database), Kept(database), Channels(database)
    metrics = Metrics()
    served = Served(content)
    conversations = Conversations(settings.memory_minutes, time.monotonic)
    asking = Asking(mentor, conversations, answers, database, metrics, served)
    places = Places(channels.mode)
    ask = Ask(
        asking,
        answers,
        database,
        places,
        RateLimit(settings.questions_per_minute, time.monotonic),
        served.questions,
        metrics,
    )
    facts, reminders = Facts(content), Reminders(database)
    learning = Learning(content, Learners(database), reminders, now)
    privacy = PrivacyCog(Stored(database, settings.retention_days), database, asking.forget)
    group = MentorGroup()
    ChannelCommand(channels, database).add_to(group)
    audit = Audit(database)
    reindexing = Reindexing(settings, audit, database, now)
    evaluating = Evaluating(settings, kept, audit, database, now, labelled)

    def only_home(guild: int | None) -> None:
        # A process that has some of the shards does not know all guilds.
        check_home(guild, settings.home_guilds, None if settings.shard_ids else len(bot.guilds))

    at_home = home or only_home
    reindex = ReindexCommands(reindexing, Versions(settings.index_folder), audit, database, at_home, now)
    reindex.add_to(group)
    evaluate = EvaluateCommand(evaluating, at_home)
    evaluate.add_to(group)
    workshop = make_workshop(settings, mentor, content, database, ask, audit, at_home, now)
    workshop.add_to(group)
    began = now()

    def connection() -> Connection:
        return Connection(bot.latency, began, len(bot.shards), len(bot.guilds), asking.waiting)

    place = database.place
    StatusCommand(lambda: mentor.retriever.data.manifest, settings.index_folder, connection, place, evaluating).add_to(
        group
    )
    bot = MentorBot(
        cogs=[
            ask,
            FactsCog(facts, places, database),
            RoadmapCog(learning, database),
            PhaseCog(learning, database),
            PlanCog(learning, database),
            RemindCog(learning, places, database),
            Help(asking.examples),
            privacy,
        ],
        others=[ask.menu, group],
        router=Router(
            {
                **ask.actions,
                **Presses(learning, facts, ask, database).actions,
                **privacy.actions,
                **reindex.actions,
                **evaluate.actions,
                **workshop.actions,
            }
        ),
        stopping=lambda: asyncio.gather(reindexing.close(), evaluating.close()),
        left_guild=lambda guild: database.run(purge_guild, database, guild),
        known_guilds=lambda application: database.run(guilds_known, database, application),
        hear=Hear(ask, places),
        kept_hash=(
            lambda: database.run(kept.get, _COMMANDS),
            lambda digest: database.run(kept.put, _COMMANDS, digest),
        ),
        shard_ids=settings.shard_ids or None,
        shard_count=settings.shard_count,
        **options,
    )
    nudges = Nudges(learning, reminders, database, partial(deliver, bot, places), now, secrets.token_hex(8))

    async def forget_old() -> None:
        if settings.retention_days:
            await database.run(retention, database, now() - timedelta(days=settings.retention_days))

    carried: Knowledge | None = None

    def carry_over() -> None:
        """Carry what is stored over to the roadmaps that serve now; most of the time they are those of before."""
        nonlocal carried
        if (now_serving := content()) is carried:
            return
        found = settle(now_serving, kept, Renaming(database))
        carried = now_serving
        if found.changed:
            log.info("the roadmaps have changed", extra={"learners": found.sentence()})

    def begin(routine: Routine) -> None:
        workshop.begin(routine, bot, database)
        routine.every(_SWEEP, "roadmaps", lambda: database.run(carry_over))
        routine.every(_SWEEP, "reminders", partial(_swept, bot, nudges.sweep))
        routine.every(_SWEEP, "digests", partial(_swept, bot, workshop.digester(bot).sweep))
        routine.every(_DAY, "retention", forget_old)
        routine.every(_SWEEP, "channels", lambda: database.run(channels.refresh))

    metrics.watch("gateway_latency_seconds", "Heartbeat round trip, mean of the shards", lambda: bot.latency)
    metrics.watch("queue", "Questions that wait or are being answered", lambda: asking.waiting)
    metrics.watch("under_way", "Interactions and messages under way", lambda: len(bot.work))
    return Parts(bot, asking, metrics, nudges, workshop, begin)


async def _swept(bot: MentorBot, sweep: Callable[[], Awaitable[int]]) -> None:
    """Send what is due; a stopping bot finishes it, because what is about to be sent is never sent again."""
    if not bot.work.closing:
        with bot.work.one():
            await sweep()

"""What moderators work with, put together: gaps, teaching, feedback, and telling those who asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.client import MentorBot
from bot.cogs.ask import Ask
from bot.cogs.digest import DigestCommand
from bot.cogs.feedback import FeedbackCommand
from bot.cogs.gaps import GapsCommand
from bot.cogs.moderation import MentorGroup
from bot.cogs.stats import StatsCommand
from bot.cogs.teach import TeachCommand
from bot.cogs.told import Told
from bot.config import Settings
from bot.content import Content
from bot.database.answers import Answers
from bot.database.audit import Audit
from bot.database.database import Database
from bot.database.digests import Digests
from bot.database.feedback import Feedback
from bot.database.gaps import Gaps
from bot.database.stats import Stats
from bot.database.tellings import Tellings
from bot.mentor import Mentor
from bot.moderation.act import Home
from bot.moderation.digesting import Digester, Weeks
from bot.moderation.gap_work import GapWork
from bot.moderation.gaps import GapQueue
from bot.moderation.reindexing import ReindexProcess
from bot.moderation.teaching import Teaching
from bot.moderation.telling import Teller
from bot.routine import Routine
from bot.views.deliver import digest, has_guild, write_to
from bot.views.router import Handler
from knowledge.taught import Taught

_SWEEP = 20.0  # seconds between two looks for new gaps and for who can be told


@dataclass(frozen=True, slots=True)
class Workshop:
    """Commands and buttons of moderators, and what is done for them again and again."""

    commands: tuple[GapsCommand, TeachCommand, FeedbackCommand, StatsCommand, DigestCommand]
    actions: Mapping[str, Handler]
    queue: GapQueue
    teaching: Teaching
    teller: Callable[[MentorBot], Teller]
    digester: Callable[[MentorBot], Digester]
    now: Callable[[], datetime]

    def add_to(self, group: MentorGroup) -> None:
        """Add the commands to the moderators' group."""
        for command in self.commands:
            command.add_to(group)

    def begin(self, routine: Routine, client: MentorBot, database: Database) -> None:
        """Take questions in and tell people, as long as the bot is connected."""
        teller = self.teller(client)
        routine.every(_SWEEP, "gaps", lambda: database.run(self._sweep))
        routine.every(_SWEEP, "tellings", teller.sweep)

    def _sweep(self) -> None:
        self.queue.take_in()
        self.queue.close_answered(self.now())


def make_workshop(
    settings: Settings,
    mentor: Mentor,
    content: Content,
    database: Database,
    ask: Ask,
    audit: Audit,
    home: Home,
    now: Callable[[], datetime],
) -> Workshop:
    """Put the moderators' part together. Whoever is taught something is found by the same reindex as in the shell."""
    gaps = Gaps(database)
    queue = GapQueue(gaps, mentor)
    teaching = Teaching(
        Taught(settings.taught_folder),
        content,
        ReindexProcess(settings),
        mentor.refresh,
        audit,
        database,
        home,
        now,
    )
    work = GapWork(queue, gaps, teaching, audit, database, now)
    stats, digests = Stats(database), Digests(database)
    commands = (
        GapsCommand(work, teaching),
        TeachCommand(teaching),
        FeedbackCommand(Feedback(database), database),
        StatsCommand(stats, work, content, database, settings.retention_days, now),
        DigestCommand(digests, audit, work, database, now),
    )
    actions = {kind: handler for command in commands for kind, handler in command.actions.items()}
    told = Told(ask, Answers(database), database)
    return Workshop(
        commands,
        {**actions, **told.actions},
        queue,
        teaching,
        lambda client: Teller(Tellings(database), mentor, database, partial(write_to, client), now),
        lambda client: Digester(
            digests,
            Weeks(stats, audit, work, database),
            audit,
            database,
            partial(digest, client),
            partial(has_guild, client),
            lambda: client.user.id if client.user else 0,
            now,
        ),
        now,
    )

"""/mentor reindex, rollback, audit."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from discord import app_commands

from bot.card import Button, Card, Row, Style
from bot.cogs.following import follow
from bot.cogs.moderation import MentorGroup, moderators_only
from bot.database.audit import Audit
from bot.database.database import Database
from bot.moderation.home import Check
from bot.moderation.live_reindex import Reindexing
from bot.moderation.reindex_card import progress_card, result_card
from bot.moment import shown
from bot.refused import Refused
from bot.views.reply import Interaction, note, reply, say
from bot.views.router import Press
from index.errors import IndexUnavailable
from index.versions import Versions


class ReindexCommands:
    """Takes changed content in, goes a version back, and says who did what."""

    def __init__(
        self,
        reindexing: Reindexing,
        versions: Versions,
        audit: Audit,
        database: Database,
        home: Check,
        now: Callable[[], datetime],
    ) -> None:
        """Take the services; `home` says where the index may be changed."""
        self._reindexing = reindexing
        self._versions = versions
        self._audit = audit
        self._run = database.run
        self._home = home
        self._now = now
        self.actions = moderators_only(
            {
                "reindex-cancel": self._cancel,
                "reindex-publish": self._publish,
                "reindex-leave": self._leave,
                "rollback": self._go_back,
            }
        )

    def add_to(self, group: MentorGroup) -> None:
        """Add the commands."""
        group.add("reindex", "Take changed content into the index, while I go on answering", self._reindex)
        group.add("rollback", "Let the version before the one that serves answer again", self._rollback)
        group.add("audit", "Who did what, and when", self._show_audit)

    async def _reindex(self, interaction: Interaction) -> None:
        self._home(interaction.guild_id)
        guild, job = interaction.guild_id or 0, self._reindexing.job

        async def run() -> Card:
            return result_card(await self._reindexing.run(guild, interaction.user.id))

        await follow(interaction, run(), lambda: progress_card(job.done, job.total))

    async def _cancel(self, press: Press) -> None:
        self._home(press.interaction.guild_id)

        async def cancel() -> Card:
            result = await self._reindexing.cancel(press.interaction.guild_id or 0, press.person)
            if result.get("cancelled"):
                return note("The reindex is cancelled.")
            if result.get("published"):
                return note(f"It was too late to cancel: version `{result['version']}` serves now.")
            return note("It was too late to cancel: the reindex had ended already.")

        await reply(press.interaction, cancel())

    async def _publish(self, press: Press) -> None:
        self._home(press.interaction.guild_id)
        guild = press.interaction.guild_id or 0

        async def publish() -> Card:
            result = await self._reindexing.publish(guild, press.person, press.argument(0))
            if "error" in result:
                raise Refused(str(result["error"]))
            return note(f"Version `{press.argument(0)}` serves now, as you wanted.")

        await reply(press.interaction, publish(), edit=True)

    async def _leave(self, press: Press) -> None:
        self._home(press.interaction.guild_id)

        async def leave() -> Card:
            return note("The old version goes on serving. Mend the content, and reindex again.")

        await reply(press.interaction, leave(), edit=True)

    async def _rollback(self, interaction: Interaction) -> None:
        self._home(interaction.guild_id)
        current, previous = await asyncio.to_thread(lambda: (self._versions.pointer(), self._versions.previous()))
        if not previous:
            raise Refused("There is no earlier version to go back to.")
        words = f"Now `{current}` answers. Shall `{previous}`, the version before it, answer again?"
        button = Button("Go back", f"rollback:{current}:{previous}", Style.DANGER)
        await say(interaction, Card.of("## Rollback", words, Row((button,))))

    async def _go_back(self, press: Press) -> None:
        self._home(press.interaction.guild_id)
        await reply(press.interaction, self._back(press), edit=True)

    async def _back(self, press: Press) -> Card:
        current, previous = press.argument(0), press.argument(1)

        def work() -> None:
            with self._versions.lock():
                if (self._versions.pointer(), self._versions.previous()) != (current, previous):
                    raise Refused("Another version serves since you were asked. Look again with `/mentor rollback`.")
                self._versions.rollback()

        try:
            await asyncio.to_thread(work)
        except IndexUnavailable as error:
            raise Refused(str(error)) from error
        guild = press.interaction.guild_id or 0
        details = f"instead of {current}"
        await self._run(self._audit.record, guild, press.person, "rollback", previous, details, self._now())
        return note(f"Version `{previous}` answers again.")

    @app_commands.describe(page="Page, the newest first")
    async def _show_audit(self, interaction: Interaction, page: app_commands.Range[int, 1, 1_000] = 1) -> None:
        await reply(interaction, self._audit_card(interaction.guild_id or 0, page))

    async def _audit_card(self, guild: int, page: int) -> Card:
        entries, more = await self._run(self._audit.recent, guild, page)
        lines = [
            f"{shown(entry.at, 'f')} "
            f"{f'<@{entry.person}>' if entry.person else 'somebody'}: **{entry.action}** "
            f"{entry.target} {entry.details}".strip()
            for entry in entries
        ]
        end = f"\nMore: `/mentor audit page:{page + 1}`" if more else ""
        return Card.of("## What moderators did", "\n".join(lines) + end if lines else "Nothing yet.")

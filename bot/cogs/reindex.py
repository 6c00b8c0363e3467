"""/mentor reindex, rollback, audit."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import discord
from discord import app_commands

from bot.card import Button, Card, Row, Style
from bot.cogs.moderation import MentorGroup, moderators_only
from bot.database.audit import Audit
from bot.database.database import Database
from bot.moderation.home import Check
from bot.moderation.live_reindex import Reindexing
from bot.moderation.reindex_card import progress_card, result_card
from bot.refused import Refused
from bot.views.layout import layout
from bot.views.reply import Interaction, note, reply, say
from bot.views.router import Press
from index.errors import IndexUnavailable
from index.versions import Versions

log = logging.getLogger(__name__)

_EVERY = 1.5  # seconds between two edits of the progress, at least


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
        running = asyncio.ensure_future(self._reindexing.run(interaction.guild_id or 0, interaction.user.id))
        await asyncio.sleep(0)  # a refusal comes at once
        if running.done():
            running.result()
        await say(interaction, progress_card(0, 0))
        shown = (0, 0)
        while not (await asyncio.wait({running}, timeout=_EVERY))[0]:
            state = (self._reindexing.done, self._reindexing.total)
            if state != shown:
                await self._edit(interaction, progress_card(*state))
                shown = state
        await self._edit(interaction, result_card(await running))

    async def _edit(self, interaction: Interaction, card: Card) -> None:
        view, files = layout(card)
        try:
            await interaction.edit_original_response(view=view, attachments=list(files))
        except discord.HTTPException as error:  # dismissed, or older than 15 minutes: the audit says what came of it
            log.info("the progress of a reindex could not be shown", extra={"code": error.code})

    async def _cancel(self, press: Press) -> None:
        self._home(press.interaction.guild_id)
        await self._reindexing.cancel(press.interaction.guild_id or 0, press.person)
        await say(press.interaction, note("The reindex is cancelled."))

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
            f"<t:{int(entry.at.timestamp())}:f> "
            f"{f'<@{entry.person}>' if entry.person else 'somebody'}: **{entry.action}** "
            f"{entry.target} {entry.details}".strip()
            for entry in entries
        ]
        end = f"\nMore: `/mentor audit page:{page + 1}`" if more else ""
        return Card.of("## What moderators did", "\n".join(lines) + end if lines else "Nothing yet.")

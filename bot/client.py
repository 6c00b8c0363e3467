"""The connection to Discord: what is listened to, how it starts, and how it ends without losing an answer."""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.seen import Seen
from bot.sync import sync_commands
from bot.thin import forgive
from bot.views.reply import Interaction, failed, note, say
from bot.views.router import Router
from bot.work import Work

log = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds that a stopping bot gives to what is under way
_QUIET = 0.1  # seconds without anything under way after which it leaves: what has arrived was read by then
_OUT = {10004, 50001}  # no such guild, no access to it
STOPPING = "I am being restarted. Please ask me again in a minute."

# Messages that mention the bot and direct messages come with their text without any privileged intent.
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)

# The library warns at every start that it could not speak; the mentor only writes.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

Hear = Callable[[discord.Message, str], Awaitable[None]]  # a message, and what to say in place of an answer
KnownGuilds = Callable[[int], Awaitable[Collection[int]]]  # application → guilds that something is stored of


def point_at(api: str | None, gateway: str | None) -> None:
    """Let the client talk to another server than Discord's: the library has no setting for it."""
    if api:
        Route.BASE = api.rstrip("/")
    if gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


class MentorTree(app_commands.CommandTree["MentorBot"]):
    """The commands; the one place where their errors become words."""

    async def interaction_check(self, interaction: discord.Interaction["MentorBot"], /) -> bool:
        """Let a command run once, and not while the bot is stopping."""
        return await self.client.takes(interaction)

    async def _call(self, interaction: discord.Interaction["MentorBot"]) -> None:
        # The library has no hook around a whole command, and a stopping bot must know what it still has to finish.
        with self.client.work.one():
            try:
                await super()._call(interaction)
            except app_commands.AppCommandError:
                raise  # to `on_error`
            except Exception as error:  # of a check: the library lets it go nowhere
                await failed(interaction, error)

    async def on_error(
        self, interaction: discord.Interaction["MentorBot"], error: app_commands.AppCommandError
    ) -> None:
        """Tell the person what went wrong."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.warning("autocomplete failed", exc_info=error)
            return
        await failed(interaction, error)


class MentorBot(commands.AutoShardedBot):
    """The bot: cogs, routed components, and an orderly end."""

    def __init__(
        self,
        *,
        cogs: Sequence[commands.Cog],
        others: Sequence[app_commands.ContextMenu | app_commands.Group],
        router: Router,
        stopping: Callable[[], Awaitable[object]],
        hear: Hear,
        left_guild: Callable[[int], Awaitable[object]],
        known_guilds: KnownGuilds,
        kept_hash: tuple[Callable[[], Awaitable[str | None]], Callable[[str], Awaitable[None]]],
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
        **options: Any,
    ) -> None:
        """Take what the bot answers with; nothing connects before `start`."""
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=MentorTree,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),  # what is quoted can never ping
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            **(
                {"shard_ids": list(shard_ids), "shard_count": shard_count}
                if shard_ids
                else {"shard_count": shard_count}
            ),
            **options,
        )
        forgive(self._connection.parsers)  # the library has no hook between the gateway and its own reading
        self.work = Work()
        self._parts = (tuple(cogs), tuple(others))
        self._router = router
        self._stopping = stopping  # ends what would take too long to wait for
        self._hear = hear
        self._left_guild = left_guild
        self._known_guilds = known_guilds
        self._kept_hash = kept_hash
        self._seen = Seen()

    async def setup_hook(self) -> None:
        """Add the commands, and tell Discord about them when they changed: the process with the first shard does."""
        cogs, others = self._parts
        for cog in cogs:
            await self.add_cog(cog)
        for command in others:
            self.tree.add_command(command)
        if not self.shard_ids or 0 in self.shard_ids:
            read, write = self._kept_hash
            await sync_commands(self.tree, self.application_id, read, write)

    async def takes(self, interaction: Interaction) -> bool:
        """Tell whether an interaction is to be answered: not a second time, and not while the bot is stopping."""
        if self._seen.again(interaction.id):
            return False
        if not self.work.closing:
            return True
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await say(interaction, note(STOPPING))
        return False

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer buttons, selects and forms; commands are the tree's."""
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            with self.work.one():
                if await self.takes(interaction):
                    await self._router(interaction)

    async def on_message(self, message: discord.Message, /) -> None:
        """Hand on what people write; commands by prefix do not exist."""
        if message.author.bot or message.webhook_id is not None or self._seen.again(message.id):
            return
        with self.work.one():
            await self._hear(message, STOPPING if self.work.closing else "")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Remove what belongs to a guild that the bot was taken out of."""
        await self._left_guild(guild.id)
        log.info("left a guild; what belonged to it is removed")

    async def on_ready(self) -> None:
        """Say that the bot is there: Discord has named the guilds of all its shards, those of an outage too."""
        log.info("ready", extra={"guilds": len(self.guilds), "shards": self.shard_count})
        shards, count = frozenset(self.shards), self.shard_count or 1
        for guild in await self._known_guilds(self.application_id or 0):
            # Asked just before, as it may have been joined since. One with an outage is there all the same.
            if (guild >> 22) % count in shards and self.get_guild(guild) is None and await self._is_out_of(guild):
                await self._left_guild(guild)
                log.info("left a guild meanwhile; what belonged to it is removed")

    async def _is_out_of(self, guild: int) -> bool:
        """Ask Discord whether the bot is no member; not to have been told of a guild (in time) is no proof."""
        try:
            await self.http.get_member(guild, self.user.id if self.user else 0)
        except discord.HTTPException as error:
            return error.code in _OUT
        return False

    async def on_error(self, event: str, /, *_: Any, **__: Any) -> None:
        """Log what went wrong in an event."""
        log.exception("error in an event", extra={"name_of_event": event})

    async def close(self) -> None:
        """Finish what is under way, then leave."""
        if not self.work.closing:
            if self.is_ready():
                log.info("stopping", extra={"under_way": len(self.work)})
            self.work.closing = True
            await self._stopping()
            if not await self.work.finished(PATIENCE, _QUIET):
                log.warning("stopped with work under way", extra={"under_way": len(self.work)})
        await super().close()

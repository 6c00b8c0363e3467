"""/mentor digest: the weekly message to the moderators' channel, and its buttons."""

from collections.abc import Callable, Mapping
from datetime import datetime

import discord
from discord import app_commands

from bot.card import Card
from bot.cogs.acting import moderator
from bot.cogs.channel import Place
from bot.cogs.moderation import MentorGroup
from bot.cogs.where import missing
from bot.database.audit import Audit
from bot.database.database import Database
from bot.database.digests import Digest, Digests
from bot.moderation.act import Moderator
from bot.moderation.digest_card import OFF, SET, STOPPED, set_card, unset_card
from bot.moderation.digesting import next_digest
from bot.moderation.gap_card import list_card
from bot.moderation.gap_work import GapWork
from bot.refused import Refused
from bot.views.reply import Interaction, note, reply
from bot.views.router import Handler, Press


class _Written(Place):
    """A channel or a thread that moderators may read together."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return which channels Discord offers."""
        kind = discord.ChannelType
        return [kind.text, kind.news, kind.public_thread, kind.private_thread]


class DigestCommand:
    """Sets, shows and stops the weekly digest of a guild."""

    def __init__(
        self, digests: Digests, audit: Audit, work: GapWork, database: Database, now: Callable[[], datetime]
    ) -> None:
        """Take what keeps the digest and who set it."""
        self._digests = digests
        self._audit = audit
        self._work = work
        self._run = database.run
        self._now = now
        self.actions: Mapping[str, Handler] = {"digest-stop": self._stop, "digest-gaps": self._gaps}

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        said = "A weekly message to a moderators' channel, when there is something to say"
        group.add("digest", said, self._digest)

    @app_commands.describe(channel="Where it goes; leave it out to see how it is set, and to stop it")
    async def _digest(
        self, interaction: Interaction, channel: app_commands.Transform[int, _Written] | None = None
    ) -> None:
        who = moderator(interaction)
        if channel is None:
            await reply(interaction, self._shown(interaction, who.guild))
        else:
            check_writable(interaction.guild, channel)
            await reply(interaction, self._set(interaction, who, channel))

    async def _shown(self, interaction: Interaction, guild: int) -> Card:
        digest = await self._run(self._digests.get, guild)
        if digest is None:
            return unset_card(await self._run(self._audit.last, guild, (SET, OFF, STOPPED)))
        return set_card(digest, public=_public(interaction.guild, digest.channel))

    async def _set(self, interaction: Interaction, who: Moderator, channel: int) -> Card:
        digest = Digest(who.guild, channel, next_digest(self._now()))
        await self._run(self._digests.put, digest)
        await self._record(who, SET, channel)
        return set_card(digest, public=_public(interaction.guild, channel))

    async def _stop(self, press: Press) -> None:
        who = moderator(press.interaction)

        async def work() -> Card:
            digest = await self._run(self._digests.get, who.guild)
            if digest is None or not await self._run(self._digests.remove, who.guild):
                raise Refused("There is no weekly digest any more.")
            await self._record(who, OFF, digest.channel)
            return note("No more digests. `/mentor digest` with a channel brings them back.")

        await reply(press.interaction, work(), edit=True)

    async def _gaps(self, press: Press) -> None:
        who = moderator(press.interaction)

        async def work() -> Card:
            return list_card(*await self._work.page(who.guild, 1))

        await reply(press.interaction, work())

    async def _record(self, who: Moderator, action: str, channel: int) -> None:
        await self._run(self._audit.record, who.guild, who.person, action, f"<#{channel}>", "", self._now())


def check_writable(guild: discord.Guild | None, channel: int) -> None:
    """Raise Refused, with what is missing, unless the bot itself may write in a channel or thread."""
    found = guild.get_channel_or_thread(channel) if guild else None
    if guild is None or found is None:
        raise Refused(f"I can't see <#{channel}>: let me view it, or choose another channel.")
    if lacking := missing(found.permissions_for(guild.me), thread=isinstance(found, discord.Thread)):
        raise Refused(f"In <#{channel}> I lack the permission to {' and to '.join(lacking)}.")


def _public(guild: discord.Guild | None, channel: int) -> bool:
    """Tell whether everybody in a guild can read a channel; who reads a private thread is up to who is in it."""
    found = guild.get_channel_or_thread(channel) if guild else None
    if guild is None or found is None or (isinstance(found, discord.Thread) and found.is_private()):
        return False
    return found.permissions_for(guild.default_role).view_channel

"""/mentor channel: how the mentor behaves in a channel."""

import discord
from discord import app_commands

from bot.cogs.moderation import MentorGroup
from bot.database.channels import Channels
from bot.database.database import Database
from bot.views.reply import Interaction, note, say

_SAID = {
    "open": "Answers to commands are public here.",
    "private": "Answers to commands are for the person who asked; I answer mentions in the open.",
    "silent": "I don't answer mentions here; commands still work, in private.",
}


class Place(app_commands.Transformer):
    """A channel where people write. Discord's own description of its API does not know the type that forums bring."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return what Discord lets people choose."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return which channels it offers."""
        kind = discord.ChannelType
        return [kind.text, kind.news, kind.forum, kind.voice, kind.public_thread, kind.private_thread]

    async def transform(self, interaction: Interaction, value: app_commands.AppCommandChannel, /) -> int:
        """Return the channel's id."""
        return value.id


class ChannelCommand:
    """Sets the mode of a channel."""

    def __init__(self, channels: Channels, database: Database) -> None:
        """Take what keeps the settings."""
        self._channels = channels
        self._database = database

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        group.add("channel", "Who sees my answers in a channel, and whether I answer mentions there", self._channel)

    @app_commands.describe(mode="How I behave there", channel="Default: this channel")
    @app_commands.choices(
        mode=[
            app_commands.Choice(name="open: everybody sees the answers", value="open"),
            app_commands.Choice(name="private: only who asks sees them", value="private"),
            app_commands.Choice(name="silent: no answers to mentions", value="silent"),
        ]
    )
    async def _channel(
        self,
        interaction: Interaction,
        mode: app_commands.Choice[str],
        channel: app_commands.Transform[int, Place] | None = None,
    ) -> None:
        number = channel or interaction.channel_id or 0
        await self._database.run(self._channels.set, interaction.guild_id or 0, number, mode.value)
        await say(interaction, note(f"<#{number}> is **{mode.value}** now. {_SAID[mode.value]}"))

"""/mentor: what only moderators may do. Hidden from members by Discord, and checked again here."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.database.channels import Channels
from bot.database.database import Database
from bot.refused import Refused
from bot.views.reply import Interaction, note, say

NOT_ALLOWED = "Only moderators can do that: it takes the permission to manage the server."
_SAID = {
    "open": "Answers to commands are public here.",
    "private": "Answers to commands are for the person who asked; I answer mentions in the open.",
    "silent": "I don't answer mentions here; commands still work, in private.",
}


class _Place(app_commands.Transformer):
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


def check_moderator(interaction: Interaction) -> None:
    """Raise Refused unless this person may manage the server. Discord's hiding can be changed, and covers no button."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise Refused(NOT_ALLOWED)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Moderation(commands.GroupCog, group_name="mentor", group_description="For moderators"):
    """The moderators' commands."""

    def __init__(self, channels: Channels, database: Database) -> None:
        """Take what keeps the settings."""
        self._channels = channels
        self._database = database

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let only moderators run any of the commands."""
        check_moderator(interaction)
        return True

    @app_commands.command(description="Who sees my answers in a channel, and whether I answer mentions there")
    @app_commands.describe(mode="How I behave there", channel="Default: this channel")
    @app_commands.choices(
        mode=[
            app_commands.Choice(name="open: everybody sees the answers", value="open"),
            app_commands.Choice(name="private: only who asks sees them", value="private"),
            app_commands.Choice(name="silent: no answers to mentions", value="silent"),
        ]
    )
    async def channel(
        self,
        interaction: Interaction,
        mode: app_commands.Choice[str],
        channel: app_commands.Transform[int, _Place] | None = None,
    ) -> None:
        """Set how the mentor behaves in a channel."""
        number = channel or interaction.channel_id or 0
        await self._database.run(self._channels.set, interaction.guild_id or 0, number, mode.value)
        await say(interaction, note(f"<#{number}> is **{mode.value}** now. {_SAID[mode.value]}"))

"""/remind: the weekly nudge."""

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.card import Card, Text
from bot.cogs.offer import choices
from bot.cogs.where import channels_of, missing
from bot.database.database import Database
from bot.learning.dates import WEEKDAYS
from bot.learning.service import Learning
from bot.places import Places
from bot.refused import Refused
from bot.views.reply import Interaction, reply

_NO_CHANNEL = "-# There is no other channel here, so I write to you directly."


class RemindCog(commands.GroupCog, group_name="remind", group_description="A weekly nudge about your roadmap"):
    """Somebody's weekly nudge."""

    def __init__(self, learning: Learning, places: Places, database: Database) -> None:
        """Take the service, where moderators want silence, and the database whose threads it runs in."""
        self._learning = learning
        self._places = places
        self._run = database.run

    @app_commands.command(description="Remind me every week")
    @app_commands.describe(
        weekday="On which day",
        time="At what time, such as 18:30",
        where="By direct message (default), or in this channel",
        zone="Your time zone; default: the one of your roadmap",
    )
    async def on(
        self,
        interaction: Interaction,
        weekday: str,
        time: str,
        where: Literal["direct message", "this channel"] = "direct message",
        zone: str = "",
    ) -> None:
        """Set the nudge."""
        here = where == "this channel" and interaction.guild_id is not None
        if here:
            self._check(interaction)
        making = self._set(
            interaction.user.id,
            weekday,
            time,
            zone,
            interaction.channel_id if here else None,
            interaction.guild_id if here else None,
            said=_NO_CHANNEL if where == "this channel" and not here else "",
        )
        await reply(interaction, making)

    def _check(self, interaction: Interaction) -> None:
        """Raise Refused unless the mentor may write where this was asked."""
        thread = isinstance(interaction.channel, discord.Thread)
        if interaction.channel_id is None or missing(interaction.app_permissions, thread=thread):
            raise Refused("I may not write in this channel; choose another, or a direct message.")
        if self._places.is_silent(interaction.guild_id, channels_of(interaction)):
            raise Refused("Moderators want me to be silent in this channel; choose another, or a direct message.")

    async def _set(self, *wanted: Any, said: str) -> Card:
        card: Card = await self._run(self._learning.remind_on, *wanted)
        return Card((*card.blocks, Text(said)), card.colour) if said else card

    @app_commands.command(description="No more nudges")
    async def off(self, interaction: Interaction) -> None:
        """Stop the nudge."""
        await reply(interaction, self._run(self._learning.remind_off, interaction.user.id))

    @app_commands.command(description="When I remind you")
    async def show(self, interaction: Interaction) -> None:
        """Show what is set."""
        await reply(interaction, self._run(self._learning.remind_show, interaction.user.id))

    @on.autocomplete("weekday")
    async def _weekdays(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(day for day in WEEKDAYS if day.lower().startswith(typed.lower().strip()))

    @on.autocomplete("zone")
    async def _zones(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(self._learning.zones_matching(typed))

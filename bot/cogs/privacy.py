"""/privacy: what is stored of somebody, and how to be rid of it."""

from collections.abc import Callable

from discord import app_commands
from discord.ext import commands

from bot.database.database import Database
from bot.privacy_card import Stored
from bot.refused import Refused
from bot.views.reply import Interaction, reply
from bot.views.router import Handler, Press


class PrivacyCog(commands.GroupCog, group_name="privacy", group_description="What I keep of you"):
    """What is stored of a person."""

    def __init__(self, stored: Stored, database: Database, forget: Callable[[int], None]) -> None:
        """Take what shows, exports and deletes, and what forgets what is in memory only."""
        self._stored = stored
        self._forget = forget
        self._run = database.run
        self.actions: dict[str, Handler] = {"privacy-delete": self._delete}

    @app_commands.command(description="What I keep of you, in words")
    async def show(self, interaction: Interaction) -> None:
        """Show what is kept."""
        await reply(interaction, self._run(self._stored.show, interaction.user.id))

    @app_commands.command(description="Everything that I keep of you, as a file")
    async def export(self, interaction: Interaction) -> None:
        """Give everything as JSON."""
        await reply(interaction, self._run(self._stored.export, interaction.user.id))

    @app_commands.command(description="Delete everything that I keep of you")
    async def delete(self, interaction: Interaction) -> None:
        """Ask before everything is deleted."""
        await reply(interaction, self._run(self._stored.ask, interaction.user.id))

    async def _delete(self, press: Press) -> None:
        if press.number(0, 0) != press.person:
            raise Refused("That belongs to somebody else.")
        self._forget(press.person)
        await reply(press.interaction, self._run(self._stored.delete, press.person), edit=True)

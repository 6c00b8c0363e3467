"""/phase: where somebody is, and what they have done."""

from discord import app_commands
from discord.ext import commands

from bot.cogs.offer import offered
from bot.database.database import Database
from bot.learning.service import Learning
from bot.views.reply import Interaction, reply


class PhaseCog(commands.GroupCog, group_name="phase", group_description="Where you are on your roadmap"):
    """The phases of somebody's own roadmap."""

    def __init__(self, learning: Learning, database: Database) -> None:
        """Take the service and the database whose threads it runs in."""
        self._learning = learning
        self._run = database.run

    @app_commands.command(description="Where you are: steps, what to build, on time or not, what is next")
    async def current(self, interaction: Interaction, roadmap: str = "") -> None:
        """Show the phase somebody is in."""
        await reply(interaction, self._run(self._learning.phase_current, interaction.user.id, roadmap))

    @app_commands.command(name="list", description="All phases of your roadmap, and what is done")
    async def list_(self, interaction: Interaction, roadmap: str = "") -> None:
        """Show all phases."""
        await reply(interaction, self._run(self._learning.phase_list, interaction.user.id, roadmap))

    @app_commands.command(description="Tick what you have done")
    @app_commands.describe(
        step="A step by its number (1,3 for two) or its words; default: the whole phase", roadmap="Which roadmap"
    )
    async def done(self, interaction: Interaction, step: str = "", roadmap: str = "") -> None:
        """Tick a phase or some of its steps."""
        await reply(interaction, self._run(self._learning.phase_done, interaction.user.id, step, roadmap))

    @app_commands.command(description="Take back what you ticked last")
    async def undo(self, interaction: Interaction) -> None:
        """Take back the last tick."""
        await reply(interaction, self._run(self._learning.phase_undo, interaction.user.id))

    @current.autocomplete("roadmap")
    @list_.autocomplete("roadmap")
    @done.autocomplete("roadmap")
    async def _roadmaps(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await offered(self._learning.roadmaps_matching, typed)

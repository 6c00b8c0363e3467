"""/plan: the dates of somebody's roadmap."""

from typing import Literal

from discord import app_commands
from discord.ext import commands

from bot.card import Card
from bot.cogs.offer import offered
from bot.database.database import Database
from bot.learning.service import Learning
from bot.refused import Refused
from bot.views.reply import Interaction, reply


class PlanCog(commands.Cog):
    """The plan of somebody's own roadmap."""

    def __init__(self, learning: Learning, database: Database) -> None:
        """Take the service and the database whose threads it runs in."""
        self._learning = learning
        self._run = database.run

    @app_commands.command(description="Your dates, phase by phase; change your hours, pause, go on")
    @app_commands.describe(
        roadmap="Which roadmap", hours="Other hours a week from now on", change="Pause the plan, or go on with it"
    )
    async def plan(
        self,
        interaction: Interaction,
        roadmap: str = "",
        hours: str = "",
        change: Literal["pause", "resume"] | None = None,
    ) -> None:
        """Show the plan, changed where that is wanted."""
        await reply(interaction, self._run(self._changed, interaction.user.id, roadmap, hours, change))

    def _changed(self, person: int, roadmap: str, hours: str, change: str | None) -> Card:
        if hours and change:
            raise Refused("Change one thing at a time: the hours, or pause and resume.")
        if hours:
            return self._learning.hours(person, hours, roadmap)
        if change == "pause":
            return self._learning.pause(person, roadmap)
        if change == "resume":
            return self._learning.resume(person, roadmap)
        return self._learning.plan(person, roadmap)

    @plan.autocomplete("roadmap")
    async def _roadmaps(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await offered(self._learning.roadmaps_matching, typed)

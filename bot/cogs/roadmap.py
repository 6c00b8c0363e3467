"""/roadmap: which roadmaps there are; getting on one and off it."""

from discord import app_commands
from discord.ext import commands

from bot.cogs.offer import choices, offered
from bot.database.database import Database
from bot.learning.service import Learning
from bot.views.reply import Interaction, reply

Offered = list[app_commands.Choice[str]]


class RoadmapCog(commands.GroupCog, group_name="roadmap", group_description="Follow a guide's roadmap, phase by phase"):
    """The roadmaps of the guides."""

    def __init__(self, learning: Learning, database: Database) -> None:
        """Take the service and the database whose threads it runs in."""
        self._learning = learning
        self._run = database.run

    @app_commands.command(name="list", description="The roadmaps of the guides")
    async def list_(self, interaction: Interaction) -> None:
        """Show all roadmaps."""
        await reply(interaction, self._run(self._learning.roadmap_list))

    @app_commands.command(description="One roadmap, phase by phase")
    async def show(self, interaction: Interaction, roadmap: str) -> None:
        """Show one roadmap."""
        await reply(interaction, self._run(self._learning.roadmap_show, roadmap))

    @app_commands.command(description="Two roadmaps side by side")
    async def compare(self, interaction: Interaction, roadmap: str, other: str) -> None:
        """Compare two roadmaps."""
        await reply(interaction, self._run(self._learning.roadmap_compare, roadmap, other))

    @app_commands.command(description="See your own plan, and start it if you like it")
    @app_commands.describe(
        roadmap="Whose roadmap",
        hours="Hours a week that you have",
        zone="Your time zone, such as Europe/London",
        date="When you begin: today, next monday, 1 Dec … (default: today)",
        phase="Where you begin, if you know the first phases already",
    )
    async def start(
        self,
        interaction: Interaction,
        roadmap: str,
        hours: str,
        zone: str,
        date: str = "",
        phase: str = "",
    ) -> None:
        """Show the plan of somebody who starts; nothing is stored before they confirm."""
        making = self._run(
            self._learning.roadmap_start, interaction.user.id, roadmap, start=date, hours=hours, zone=zone, phase=phase
        )
        await reply(interaction, making)

    @app_commands.command(description="Get off a roadmap; what you ticked is kept")
    async def leave(self, interaction: Interaction, roadmap: str = "") -> None:
        """Ask whether somebody wants to leave."""
        await reply(interaction, self._run(self._learning.roadmap_leave, interaction.user.id, roadmap))

    @show.autocomplete("roadmap")
    @compare.autocomplete("roadmap")
    @compare.autocomplete("other")
    @start.autocomplete("roadmap")
    @leave.autocomplete("roadmap")
    async def _roadmaps(self, _: Interaction, typed: str) -> Offered:
        return await offered(self._learning.roadmaps_matching, typed)

    @start.autocomplete("zone")
    async def _zones(self, _: Interaction, typed: str) -> Offered:
        return choices(self._learning.zones_matching(typed))

    @start.autocomplete("phase")
    async def _phases(self, interaction: Interaction, typed: str) -> Offered:
        return await offered(self._learning.phases_matching, str(interaction.namespace.roadmap or ""), typed)

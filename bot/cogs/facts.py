"""/salary, /skills, /projects, /certifications, /sources: the typed facts."""

from discord import app_commands
from discord.ext import commands

from bot.card import Card
from bot.cogs.offer import offered
from bot.cogs.where import asker_of, channels_of
from bot.database.database import Database
from bot.facts.service import Facts
from bot.places import Places
from bot.views.reply import Interaction, reply

Offered = list[app_commands.Choice[str]]


class FactsCog(commands.Cog):
    """What the guides say in figures and lists."""

    def __init__(self, facts: Facts, places: Places, database: Database) -> None:
        """Take the service, where answers are public, and the database's threads to work in."""
        self._facts = facts
        self._places = places
        self._run = database.run

    @app_commands.command(description="Pay, as each guide gives it")
    @app_commands.describe(
        country="Where", level="How senior; default: every level", city="Such as London", source="Only this guide"
    )
    async def salary(
        self, interaction: Interaction, country: str, level: str = "", city: str = "", source: str = ""
    ) -> None:
        """Show what each guide says."""
        await self._show(interaction, self._facts.salary, country, level, city, source)

    @app_commands.command(description="Skills that the guides list, with their priority")
    @app_commands.describe(area="Such as programming or cloud; default: all")
    async def skills(self, interaction: Interaction, area: str = "") -> None:
        """Show skills."""
        await self._show(interaction, self._facts.skills, area)

    @app_commands.command(description="Projects to build")
    @app_commands.describe(level="Such as beginner", skill="With this tool or skill")
    async def projects(self, interaction: Interaction, level: str = "", skill: str = "") -> None:
        """Show projects."""
        await self._show(interaction, self._facts.projects, level, skill)

    @app_commands.command(description="Certificates that the guides name")
    async def certifications(self, interaction: Interaction) -> None:
        """Show certificates."""
        await self._show(interaction, self._facts.certifications)

    @app_commands.command(description="Which guides I quote from")
    async def sources(self, interaction: Interaction) -> None:
        """Show the guides."""
        await self._show(interaction, self._facts.sources)

    async def _show(self, interaction: Interaction, method: object, *args: str) -> None:
        private = not self._places.is_open(asker_of(interaction).guild, channels_of(interaction))
        await reply(interaction, self._card(method, *args), private=private)

    async def _card(self, method: object, *args: str) -> Card:
        card: Card = await self._run(method, *args)  # type: ignore[arg-type]  # one of the methods above
        return card

    @salary.autocomplete("country")
    async def _countries(self, _: Interaction, typed: str) -> Offered:
        return await offered(self._facts.countries_matching, typed)

    @salary.autocomplete("level")
    async def _levels(self, _: Interaction, typed: str) -> Offered:
        return await offered(self._facts.levels_matching, typed)

    @salary.autocomplete("source")
    async def _guides(self, _: Interaction, typed: str) -> Offered:
        return await offered(self._facts.guides_matching, typed)

    @skills.autocomplete("area")
    async def _areas(self, _: Interaction, typed: str) -> Offered:
        return await offered(self._facts.areas_matching, typed)

    @projects.autocomplete("level")
    async def _project_levels(self, _: Interaction, typed: str) -> Offered:
        return await offered(self._facts.project_levels_matching, typed)

    @projects.autocomplete("skill")
    async def _project_skills(self, _: Interaction, typed: str) -> Offered:
        return await offered(self._facts.project_skills_matching, typed)

"""/help and /sources."""

from collections.abc import Sequence

from discord import app_commands
from discord.ext import commands

from bot.answer_card import EXAMPLES
from bot.help_card import help_card, sources_card
from bot.views.reply import Interaction, say
from knowledge.records import Source


class Help(commands.Cog):
    """What the mentor can do and where its words come from."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Take the guides."""
        self._sources = sources

    @app_commands.command(description="What I can do, with examples to tap")
    async def help(self, interaction: Interaction) -> None:
        """Show the help."""
        tree = interaction.client.tree  # type: ignore[attr-defined]  # the client is a bot, which has one
        await say(interaction, help_card(_listed(tree), EXAMPLES))

    @app_commands.command(description="Which guides I quote from")
    async def sources(self, interaction: Interaction) -> None:
        """Show the guides."""
        await say(interaction, sources_card(self._sources))


def _listed(tree: app_commands.CommandTree) -> dict[str, str]:
    """Return what members may type and what it does, in the order they were added; not what only moderators may do."""
    return {
        f"/{command.name}": command.description
        for command in tree.get_commands()
        if not isinstance(command, app_commands.ContextMenu)
        and command.default_permissions is None
        and command.name != "help"
    }

"""/help."""

from collections.abc import Awaitable, Callable, Sequence

from discord import app_commands
from discord.ext import commands

from bot.card import Card
from bot.help_card import help_card
from bot.views.reply import Interaction, reply


class Help(commands.Cog):
    """What the mentor can do."""

    def __init__(self, examples: Callable[[], Awaitable[Sequence[str]]]) -> None:
        """Take what gives questions to tap."""
        self._examples = examples

    @app_commands.command(description="What I can do, with examples to tap")
    async def help(self, interaction: Interaction) -> None:
        """Show the help."""
        tree = interaction.client.tree  # type: ignore[attr-defined]  # the client is a bot, which has one
        await reply(interaction, self._card(tree))

    async def _card(self, tree: app_commands.CommandTree) -> Card:
        return help_card(_listed(tree), await self._examples())


def _listed(tree: app_commands.CommandTree) -> dict[str, str]:
    """Return what members may type and what it does, in the order they were added; not what only moderators may do."""
    return {
        f"/{command.name}": command.description
        for command in tree.get_commands()
        if not isinstance(command, app_commands.ContextMenu)
        and command.default_permissions is None
        and command.name != "help"
    }

"""Who acts as a moderator, checked when it happens, and what they wrote given back when it cannot be taken."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.card import Card
from bot.cogs.moderation import check_moderator
from bot.moderation.act import Moderator
from bot.moderation.gap_card import given_back
from bot.refused import Refused
from bot.views.reply import Interaction, reply, unexpected
from bot.views.router import Press

T = TypeVar("T")


def moderator(interaction: Interaction) -> Moderator:
    """Return the moderator who acts; raises Refused for anybody else."""
    check_moderator(interaction)
    return Moderator(interaction.user.id, interaction.user.display_name, interaction.guild_id or 0)


async def take(press: Press, written: str, work: Callable[[Moderator], Awaitable[Card]], *, edit: bool = False) -> None:
    """Answer a form with what `work` makes of it; whatever goes wrong, who wrote it gets the text back."""

    async def card() -> Card:
        try:
            return await work(moderator(press.interaction))
        except Refused as error:
            return given_back(str(error), written)
        except Exception as error:
            said = unexpected(error)
            return Card((*said.blocks, *given_back("", written).blocks), said.colour)

    await reply(press.interaction, card(), edit=edit)

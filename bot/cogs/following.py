"""Something long that a moderator began: how far it is, in edits of one message, and at last what came of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord

from bot.card import Card
from bot.views.layout import layout
from bot.views.reply import Interaction, say

log = logging.getLogger(__name__)

_EVERY = 1.5  # seconds between two edits of the progress, at least


async def follow(interaction: Interaction, making: Awaitable[Card], progress: Callable[[], Card]) -> None:
    """Show the progress while a card is being made, and then the card; raises Refused when it is refused at once.

    A message that cannot be edited any more (it was dismissed, or the 15 minutes are over in which Discord takes edits)
    is left alone: what is being made goes on, and whoever makes it keeps what came of it.
    """
    task = asyncio.ensure_future(making)
    await asyncio.sleep(0)  # a refusal comes at once
    if task.done():
        await say(interaction, await task)
        return
    shown = progress()
    there = await _sent(say(interaction, shown))
    while not (await asyncio.wait({task}, timeout=_EVERY))[0]:
        if there and (card := progress()) != shown:
            there = await _sent(_edit(interaction, card))
            shown = card
    card = await task
    if there:
        await _sent(_edit(interaction, card))


async def _edit(interaction: Interaction, card: Card) -> None:
    view, files = layout(card)
    await interaction.edit_original_response(view=view, attachments=list(files))


async def _sent(sending: Awaitable[None]) -> bool:
    """Send, and tell whether there is still a message to edit: after an error of the network there may well be."""
    try:
        await sending
    except discord.HTTPException as error:
        log.info("the progress could not be shown", extra={"code": error.code})
        return error.status >= 500
    except OSError as error:
        log.info("the progress could not be shown", extra={"error": type(error).__name__})
    return True

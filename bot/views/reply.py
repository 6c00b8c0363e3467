"""Answering an interaction: in time, whatever else is going on, and never with "interaction failed"."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable

import discord

from bot.card import AMBER, Card
from bot.refused import Refused
from bot.views.layout import layout

log = logging.getLogger(__name__)

PATIENCE = 0.25  # seconds after which Discord is told that the answer is on its way; it waits for three
_NO_MESSAGE = 10008
_GONE = {10003, 10008, 10015, 10062, 40060}  # channel, message, webhook or interaction gone, or answered already

Interaction = discord.Interaction[discord.Client]


async def reply(
    interaction: Interaction,
    making: Awaitable[Card],
    *,
    private: bool = True,
    edit: bool = False,
    patience: float = PATIENCE,
) -> None:
    """Answer an interaction with the card that is being made, or with the reason why there is none.

    `edit` replaces the message that was pressed; otherwise the card is a message of its own, which only the person
    sees when it is `private`. `patience` is for how many seconds the card is waited for before Discord is told that
    it is on its way.
    """
    task = asyncio.ensure_future(_card(making))
    await asyncio.wait({task}, timeout=patience)
    if not task.done():
        await _defer(interaction, private=private, edit=edit)
    card, failed = await task
    if failed and edit:  # what was there stays there
        await say(interaction, card)
    elif edit:
        await _edit(interaction, card)
    else:
        await say(interaction, card, private=private)


async def say(interaction: Interaction, card: Card, *, private: bool = True) -> None:
    """Send a card as the answer, or as a further message when the interaction is answered."""
    view, files = layout(card)
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, files=files, ephemeral=private)
    elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(view=view, attachments=list(files))
    else:
        await interaction.followup.send(view=view, files=list(files), ephemeral=private)


def note(text: str) -> Card:
    """Return a short message of the mentor itself."""
    return Card.of(text, colour=AMBER)


async def failed(interaction: Interaction, error: BaseException) -> None:
    """Say that something went wrong, in words that help; what is not the person's doing goes to the log."""
    error = getattr(error, "original", error)
    if isinstance(error, discord.HTTPException) and error.code in _GONE:
        log.info("An interaction could not be answered any more", extra={"code": error.code})
        return
    card = note(str(error)) if isinstance(error, Refused) else unexpected(error)
    try:
        await say(interaction, card)
    except discord.HTTPException as second:
        log.warning("An error could not be told", extra={"code": second.code})


def unexpected(error: BaseException) -> Card:
    """Log an error that nobody expected, and return what the person is told about it."""
    code = secrets.token_hex(3)
    log.error("unexpected error", exc_info=error, extra={"ref": code})
    return note(
        f"Something went wrong on my side, and it is in the log as `{code}`. Please try again; if it stays, tell a "
        "moderator that code."
    )


async def _card(making: Awaitable[Card]) -> tuple[Card, bool]:
    """Return the card and whether it is a refusal."""
    try:
        return await making, False
    except Refused as error:
        return note(str(error)), True
    except Exception as error:
        return unexpected(error), True


async def _defer(interaction: Interaction, *, private: bool, edit: bool) -> None:
    if edit:
        await interaction.response.defer()  # the message that was pressed stays as it is, for now
    else:
        await interaction.response.defer(ephemeral=private, thinking=True)


async def _edit(interaction: Interaction, card: Card) -> None:
    view, files = layout(card)
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view, attachments=list(files))
        else:
            await interaction.response.edit_message(view=view, attachments=list(files))
    except discord.NotFound as error:
        if error.code != _NO_MESSAGE:
            raise
        await say(interaction, card)  # it was deleted meanwhile: who pressed gets it all the same

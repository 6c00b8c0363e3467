"""Mentions, replies to the mentor and direct messages: answered in place."""

import asyncio
import contextlib
import logging
import re
from typing import Any

import discord

from bot.card import Card
from bot.cogs.ask import Ask
from bot.cogs.where import asker_of, channels_of, guild_of
from bot.places import Places
from bot.refused import Refused
from bot.views.layout import layout
from bot.views.reply import note, unexpected

log = logging.getLogger(__name__)

_PATIENCE = 0.5  # seconds until people see that an answer is being written
_GONE = {10003, 10008, 50001, 50013}  # channel or message gone, no access, no permission
_NO_HISTORY = 160002  # without the permission to read it, nothing can be replied to; it can be answered all the same


class Hear:
    """Answers what people write to the mentor, and nothing else."""

    def __init__(self, ask: Ask, places: Places) -> None:
        """Take what answers."""
        self._ask = ask
        self._places = places

    async def __call__(self, message: discord.Message, instead: str = "") -> None:
        """Answer a message if it is for the mentor; with a sentence in place of the answer where one is given."""
        me = message.guild.me if message.guild else None
        bot = message._state.user if me is None else me
        direct = guild_of(message) is None
        addressed = direct or (bot is not None and any(user.id == bot.id for user in message.mentions))
        if not addressed or message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return
        if self._places.is_silent(asker_of(message).guild, channels_of(message)):
            return
        try:
            if instead:
                await _reply(message, note(instead))
            else:
                await self._answer(message, re.sub(rf"<@!?{bot.id}>" if bot else r"(?!)", " ", message.content).strip())
        except discord.HTTPException as error:
            if error.code not in _GONE:
                raise
            log.info("a message could not be answered", extra={"code": error.code})

    async def _answer(self, message: discord.Message, question: str) -> None:
        making = asyncio.ensure_future(self._card(message, question))
        done, _ = await asyncio.wait({making}, timeout=_PATIENCE)
        typing = asyncio.ensure_future(_type(message)) if not done else None
        card = await making
        if typing is not None:
            typing.cancel()
        await _reply(message, card)

    async def _card(self, message: discord.Message, question: str) -> Card:
        try:
            if not question:
                return await self._ask.hello()
            asker = asker_of(message)
            self._ask.check(asker.person)
            return await self._ask.card(question, asker, shown=False)
        except Refused as error:
            return note(str(error))
        except Exception as error:
            return unexpected(error)


async def _reply(message: discord.Message, card: Card) -> None:
    try:
        await _send(message, card, message.to_reference(fail_if_not_exists=False))
    except discord.HTTPException as error:
        if error.code != _NO_HISTORY:
            raise
        await _send(message, card, None)


async def _send(message: discord.Message, card: Card, reference: discord.MessageReference | None) -> None:
    view, files = layout(card)
    more: dict[str, Any] = {"reference": reference, "mention_author": False} if reference is not None else {}
    await message.channel.send(view=view, files=list(files), **more)


async def _type(message: discord.Message) -> None:
    """Show that an answer is being written; whatever comes of that, the answer follows."""
    with contextlib.suppress(Exception):
        await message.channel.typing()

"""Send a card without being asked: to a person, or into a channel."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence

import aiohttp
import discord

from bot.card import Card, Text
from bot.database.digests import Digest
from bot.learning.records import Reminder
from bot.nudges import Delivery
from bot.places import Places
from bot.views.layout import layout

# These close the way for good: no such channel or person, no access, no permission, direct messages closed, a thread
# that is locked, no server in common. What is sent there stops.
_CLOSED = {10003, 10013, 50001, 50007, 50013, 50083, 50278}
# These ask for patience, whatever their status says: direct messages opened too fast, messages switched off for a
# while, slow mode, and the limits of a channel, a server or Discord.
_LATER = {20016, 20022, 20028, 20029, 40003, 40004, 40062}
_LATER_STATUS = {408, 429}
_PAUSES = (1.0, 4.0)  # seconds before a further try of what may have been sent


async def deliver(client: discord.Client, places: Places, reminder: Reminder, card: Card) -> Delivery:
    """Send a nudge to where its person wants it; in a channel it names that person, and nobody else.

    Where moderators want silence by now, the person gets a direct message in its place.
    """
    if reminder.channel is None:
        return await write_to(client, reminder.person, card)
    known = client.get_channel(reminder.channel)
    channels = [number for number in (reminder.channel, getattr(known, "parent_id", None)) if number]
    if places.is_silent(reminder.guild, channels):
        said = Text(f"-# Here, as I am to be silent in <#{reminder.channel}>.")
        return await write_to(client, reminder.person, Card((*card.blocks, said), card.colour))
    channel = client.get_partial_messageable(reminder.channel, guild_id=reminder.guild)
    card = Card((Text(f"<@{reminder.person}>"), *card.blocks), card.colour)
    return await _sent(channel, card, [discord.Object(reminder.person)])


async def write_to(client: discord.Client, person: int, card: Card) -> Delivery:
    """Send a direct message."""
    try:
        channel = await client.create_dm(discord.Object(person))
    except discord.HTTPException as error:
        return Delivery.FAILED if error.status >= 500 else _refused(error)
    except (aiohttp.ClientError, OSError):
        return Delivery.FAILED
    return await _sent(channel, card, [])


async def digest(client: discord.Client, to: Digest, card: Card) -> Delivery:
    """Write a digest into its channel; it names nobody."""
    return await _sent(client.get_partial_messageable(to.channel, guild_id=to.guild), card, [])


def has_guild(client: discord.Client, guild: int) -> bool:
    """Tell whether a guild is one of this process's shards, and is there."""
    found = client.get_guild(guild)
    return found is not None and not found.unavailable


async def _sent(channel: discord.abc.Messageable, card: Card, named: Sequence[discord.abc.Snowflake]) -> Delivery:
    mentions = discord.AllowedMentions(users=list(named), everyone=False, roles=False)
    nonce = secrets.randbits(63)  # by which Discord knows a further try for the same message, for some minutes

    async def send() -> object:
        view, files = layout(card)
        return await channel.send(view=view, files=list(files), allowed_mentions=mentions, nonce=nonce)

    for pause in _PAUSES:
        if (delivery := await _tried(send)) is not None:
            return delivery
        await asyncio.sleep(pause)
    # After errors of the server nobody knows whether it was sent, and twice is worse than not at all.
    return await _tried(send) or Delivery.SENT


async def _tried(send: Callable[[], Awaitable[object]]) -> Delivery | None:
    """Send, and return what became of it; None when nobody knows."""
    try:
        await send()
    except discord.HTTPException as error:
        return None if error.status >= 500 else _refused(error)
    except aiohttp.ClientConnectorError:
        return Delivery.FAILED
    except (aiohttp.ClientError, OSError):
        return None
    return Delivery.SENT


def _refused(error: discord.HTTPException) -> Delivery:
    """Say what a refusal means; it was surely not sent."""
    if error.code in _CLOSED:
        return Delivery.CLOSED
    return Delivery.FAILED if error.code in _LATER or error.status in _LATER_STATUS else Delivery.REFUSED

"""Send a card without being asked: to a person, or into a channel."""

from collections.abc import Awaitable, Sequence

import aiohttp
import discord

from bot.card import Card, Text
from bot.database.digests import Digest
from bot.learning.records import Reminder
from bot.nudges import Delivery
from bot.views.layout import layout

# No such channel or person, no access, no permission, no direct messages, a thread that is locked.
_CLOSED = {10003, 10013, 50001, 50007, 50013, 50083, 50278}


async def deliver(client: discord.Client, reminder: Reminder, card: Card) -> Delivery:
    """Send a nudge to where its person wants it; in a channel it names that person, and nobody else."""
    if reminder.channel is None:
        return await write_to(client, reminder.person, card)
    channel = client.get_partial_messageable(reminder.channel, guild_id=reminder.guild)
    card = Card((Text(f"<@{reminder.person}>"), *card.blocks), card.colour)

    async def there() -> discord.abc.Messageable:
        return channel

    return await _sent(there(), card, [discord.Object(reminder.person)])


async def write_to(client: discord.Client, person: int, card: Card) -> Delivery:
    """Send a direct message."""
    return await _sent(client.create_dm(discord.Object(person)), card, [])


async def digest(client: discord.Client, to: Digest, card: Card) -> Delivery:
    """Write a digest into its channel; it names nobody."""

    async def there() -> discord.abc.Messageable:
        return client.get_partial_messageable(to.channel, guild_id=to.guild)

    return await _sent(there(), card, [])


def has_guild(client: discord.Client, guild: int) -> bool:
    """Tell whether a guild is one of this process's shards, and is there."""
    found = client.get_guild(guild)
    return found is not None and not found.unavailable


async def _sent(
    place: Awaitable[discord.abc.Messageable], card: Card, named: Sequence[discord.abc.Snowflake]
) -> Delivery:
    view, files = layout(card)
    mentions = discord.AllowedMentions(users=list(named), everyone=False, roles=False)
    try:
        channel = await place
    except discord.HTTPException as error:
        return Delivery.CLOSED if error.code in _CLOSED else Delivery.FAILED
    except (aiohttp.ClientError, OSError):
        return Delivery.FAILED
    try:
        await channel.send(view=view, files=list(files), allowed_mentions=mentions)
    except discord.HTTPException as error:
        if error.code in _CLOSED:
            return Delivery.CLOSED
        # A refusal was surely not sent; after an error of the server nobody knows.
        return Delivery.FAILED if error.status < 500 else Delivery.SENT
    except aiohttp.ClientConnectorError:
        return Delivery.FAILED
    except (aiohttp.ClientError, OSError):
        return Delivery.SENT
    return Delivery.SENT

"""Who asks, and where."""

import discord

from bot.asking import Asker
from bot.views.reply import Interaction


def asker_of(source: Interaction | discord.Message) -> Asker:
    """Return who is behind an interaction or a message."""
    if isinstance(source, discord.Message):
        return Asker(source.author.id, source.channel.id, guild_of(source))
    return Asker(source.user.id, source.channel_id or 0, source.guild_id)


def guild_of(message: discord.Message) -> int | None:
    """Return the guild of a message, one that the library was not told of too; None for a direct message."""
    return message.guild.id if message.guild else getattr(message.channel, "guild_id", None)


def channels_of(source: Interaction | discord.Message) -> tuple[int, ...]:
    """Return the channel, and for a thread the channel that it is in."""
    channel = source.channel
    numbers = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return tuple(number for number in numbers if number)


def missing(mine: discord.Permissions, *, thread: bool) -> list[str]:
    """Return which permissions are not there of those that it takes to write; in a thread it is another one."""
    writes = mine.send_messages_in_threads if thread else mine.send_messages
    needed = {"view it": mine.view_channel, f"send messages{' in threads' if thread else ''}": writes}
    return [name for name, granted in needed.items() if not granted]

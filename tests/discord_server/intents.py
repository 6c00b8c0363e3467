"""Intents: which events a bot asked for, and what it may read of messages without asking."""

from typing import Any

from discord_server.world import Channel

JSON = dict[str, Any]
GUILDS, MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
MESSAGES, REACTIONS, TYPING, CONTENT = 1 << 9, 1 << 10, 1 << 11, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | CONTENT
_IN_DIRECT = 3  # the intents of direct messages stand three bits above those of guilds: 12, 13, 14


def wanted(intent: int, channel: Channel | None) -> int:
    """Return the intent that an event needs where it happens."""
    return intent << _IN_DIRECT if channel is not None and channel.guild is None else intent


def readable(event: str, data: JSON, intents: int, bot_id: str) -> JSON:
    """Return a message event with what this bot may not read left empty."""
    if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or intents & CONTENT or "guild_id" not in data:
        return data
    open_to_bot = data["author"]["id"] == bot_id or bot_id in [user["id"] for user in data["mentions"]]
    return data if open_to_bot else {**data, "content": "", "embeds": [], "attachments": [], "components": []}

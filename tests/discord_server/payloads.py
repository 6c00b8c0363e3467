"""An interaction as the gateway tells of it."""

from typing import Any

from discord_server.interactions import Interaction
from discord_server.permissions import EVERYTHING
from discord_server.world import World

JSON = dict[str, Any]
MOST_BYTES = 10 * 1024 * 1024  # of a file


def interaction_event(interaction: Interaction, world: World) -> JSON:
    """Return the payload of INTERACTION_CREATE, with every field that Discord documents."""
    user, channel, guild = interaction.user, interaction.channel, interaction.channel.guild
    event: JSON = {
        "id": interaction.id,
        "application_id": world.bot.id,
        "type": interaction.type,
        "token": interaction.token,
        "version": 1,
        "locale": "en-US",
        "channel_id": channel.id,
        "channel": {**channel.json(), "permissions": str(world.allowed(user, channel))},
        "app_permissions": str(world.allowed(world.bot, channel)),
        "entitlements": [],
        "attachment_size_limit": MOST_BYTES,
        "data": interaction.data,
    }
    if interaction.message is not None:
        event["message"] = interaction.message.json
    if guild is None:
        return event | {"user": user.json(), "context": 1, "authorizing_integration_owners": {"0": "0"}}
    member = {**guild.member(user), "permissions": str(guild.permissions(user, channel) & EVERYTHING)}
    return event | {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "member": member,
        "context": 0,
        "authorizing_integration_owners": {"0": guild.id},
    }

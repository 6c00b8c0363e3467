"""Events with the fields that Discord's documents call required, and no others: other servers may send no more."""

from typing import Any

JSON = dict[str, Any]

USER = {"id", "username", "discriminator", "avatar"}
MEMBER = {"roles", "joined_at", "deaf", "mute", "flags", "permissions"}
MESSAGE = {
    *("id", "channel_id", "author", "content", "timestamp", "edited_timestamp", "tts", "mention_everyone", "mentions"),
    *("mention_roles", "attachments", "embeds", "pinned", "type"),
    # Optional, but without them it would be another message.
    *("guild_id", "components", "flags", "message_reference", "referenced_message"),
}
INTERACTION = {
    *("id", "application_id", "type", "data", "token", "version", "message", "app_permissions"),
    *("guild_id", "channel_id", "member", "user"),  # where and who
}
READY = {"v", "user", "guilds", "session_id", "resume_gateway_url", "application"}
GUILD = {"id", "name", "owner_id", "roles", "members", "channels", "unavailable", "joined_at", "member_count", "large"}
CHANNEL = {"id", "type", "name"}  # the name is optional too


def thinned(event: str, data: JSON) -> JSON:
    """Return an event without what is optional."""
    kinds = {
        "READY": READY,
        "GUILD_CREATE": GUILD,
        "MESSAGE_CREATE": MESSAGE,
        "MESSAGE_UPDATE": MESSAGE,
        "INTERACTION_CREATE": INTERACTION,
    }
    return _only(kinds[event], data) if event in kinds else data


def _only(names: set[str], data: JSON) -> JSON:
    return {name: _part(name, value) for name, value in data.items() if name in names}


def _part(name: str, value: Any) -> Any:
    match name, value:
        case (("user" | "author"), dict()):
            return _only(USER, value) | ({"bot": True} if value.get("bot") else {})
        case "mentions", list():
            return [_only(USER, user) for user in value]
        case "member", dict():
            return _member(value)
        case "members", list():
            return [_member(member) for member in value]
        case "channels", list():
            return [_only(CHANNEL, channel) for channel in value]
        case (("message" | "referenced_message"), dict()):
            return _only(MESSAGE, value)
    return value


def _member(member: JSON) -> JSON:
    return _only(MEMBER | {"user"}, member)

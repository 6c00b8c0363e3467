"""Who and what there is: the bot, people, guilds with their roles and channels, direct messages."""

from dataclasses import dataclass, field
from typing import Any

from discord_server import permissions
from discord_server.errors import DiscordError, unknown
from discord_server.snowflakes import Snowflakes, time_of

JSON = dict[str, Any]
TEXT, DIRECT, THREAD = 0, 1, 11  # types of channels


@dataclass
class User:
    """A person, or the bot; `open_to_dms` is false for somebody who takes no direct messages."""

    id: str
    name: str
    bot: bool = False
    open_to_dms: bool = True

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"

    def json(self) -> JSON:
        """Return the user as Discord describes it."""
        return {
            "id": self.id,
            "username": self.name.lower().replace(" ", "_"),
            "discriminator": "0" if not self.bot else "0001",
            "global_name": None if self.bot else self.name,
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
        }


@dataclass
class Role:
    """A role with its permission bits."""

    id: str
    name: str
    permissions: int
    position: int

    @property
    def mention(self) -> str:
        """The text that mentions this role."""
        return f"<@&{self.id}>"

    def json(self) -> JSON:
        """Return the role as Discord describes it."""
        colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        return {
            "id": self.id,
            "name": self.name,
            "description": None,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": colors,
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }


@dataclass
class Channel:
    """A text channel of a guild, a thread below one (its `parent`), or the direct messages with one person.

    `overwrites` are as in permissions.total; a thread has those of its parent.
    """

    id: str
    type: int
    name: str | None
    guild: "Guild | None" = None
    recipient: User | None = None
    overwrites: dict[str, tuple[int, int]] = field(default_factory=dict)
    last_message_id: str | None = None
    parent: "Channel | None" = None

    @property
    def writes(self) -> int:
        """The permission that writing here takes."""
        return permissions.SEND_MESSAGES if self.parent is None else permissions.SEND_MESSAGES_IN_THREADS

    def json(self) -> JSON:
        """Return the channel as Discord describes it."""
        shared = {"id": self.id, "type": self.type, "last_message_id": self.last_message_id, "flags": 0}
        if self.guild is None:
            assert self.recipient is not None
            return {**shared, "recipients": [self.recipient.json()]}
        if self.parent is not None:
            return shared | self._about_thread(self.guild, self.parent)
        overwrites = [
            {"id": id, "type": int(id not in self.guild.roles), "allow": str(allow), "deny": str(deny)}
            for id, (allow, deny) in self.overwrites.items()
        ]
        return {
            **shared,
            "guild_id": self.guild.id,
            "name": self.name,
            "position": self.guild.channels.index(self),
            "parent_id": None,
            "nsfw": False,
            "topic": None,
            "rate_limit_per_user": 0,
            "permission_overwrites": overwrites,
        }

    def _about_thread(self, guild: "Guild", parent: "Channel") -> JSON:
        since = time_of(self.id)
        return {
            "guild_id": guild.id,
            "parent_id": parent.id,
            "owner_id": guild.owner.id,
            "name": self.name,
            "rate_limit_per_user": 0,
            **{"message_count": 0, "member_count": 1, "total_message_sent": 0},
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": since,
                "create_timestamp": since,
                "locked": False,
            },
        }


@dataclass
class Guild:
    """A community: its roles (the first is @everyone, with the guild's own id), members and channels.

    One that is unavailable is named to a bot that comes, and not described: Discord has an outage there.
    """

    id: str
    name: str
    owner: User
    roles: dict[str, Role]
    members: dict[str, tuple[User, list[str]]] = field(default_factory=dict)  # by user id, with ids of roles
    channels: list[Channel] = field(default_factory=list)
    threads: list[Channel] = field(default_factory=list)
    unavailable: bool = False

    def permissions(self, user: User, channel: Channel | None = None) -> int:
        """Return the bits of a member, in a channel or in general."""
        if user.id == self.owner.id:
            return permissions.EVERYTHING
        roles = {id: self.roles[id].permissions for id in [self.id, *self.members[user.id][1]]}
        place = channel and (channel.parent or channel)
        return permissions.total(roles, self.id, user.id, place.overwrites if place else {})

    def member(self, user: User, *, with_user: bool = True) -> JSON:
        """Return a member as Discord describes it."""
        about: JSON = {
            "nick": None,
            "avatar": None,
            "banner": None,
            "roles": list(self.members[user.id][1]),
            "joined_at": time_of(self.id),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }
        return {**about, "user": user.json()} if with_user else about


class World:
    """Everything there is, by id; the bot's application has the bot's id."""

    def __init__(self, ids: Snowflakes, *, bot_name: str = "Roadmap Mentor") -> None:
        self.ids = ids
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.bot = self.user(bot_name, bot=True)
        self.owner = self.user("Olivia")

    def user(self, name: str, *, bot: bool = False) -> User:
        """Add somebody who is in no guild yet."""
        user = User(self.ids.new(), name, bot)
        self.users[user.id] = user
        return user

    def guild(self, name: str, owner: User | None = None) -> Guild:
        """Add a guild with the bot in it, owned by the bot's owner unless somebody else is given."""
        id = self.ids.new()
        guild = Guild(id, name, owner or self.owner, {id: Role(id, "@everyone", permissions.MEMBERS, 0)})
        self.guilds[id] = guild
        self.join(guild, guild.owner)
        self.join(guild, self.bot)
        return guild

    def role(self, guild: Guild, name: str, bits: int) -> Role:
        """Add a role to a guild."""
        role = Role(self.ids.new(), name, bits, len(guild.roles))
        guild.roles[role.id] = role
        return role

    def join(self, guild: Guild, user: User, *roles: Role) -> User:
        """Make a user a member with roles."""
        guild.members[user.id] = (user, [role.id for role in roles])
        return user

    def channel(self, guild: Guild, name: str) -> Channel:
        """Add a text channel to a guild."""
        channel = Channel(self.ids.new(), TEXT, name, guild)
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def thread(self, parent: Channel, name: str) -> Channel:
        """Add a thread below a text channel, before a bot comes: none is told of it afterwards."""
        assert parent.guild is not None
        thread = Channel(self.ids.new(), THREAD, name, parent.guild, parent=parent)
        parent.guild.threads.append(thread)
        self.channels[thread.id] = thread
        return thread

    def direct(self, user: User) -> Channel:
        """Return the direct messages of the bot with somebody."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.ids.new(), DIRECT, None, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def channel_seen(self, id: str, *needed: int) -> Channel:
        """Return a channel the bot may use; raises 10003, 50001 (not seen) or 50013 (a permission is missing)."""
        if id not in self.channels:
            raise unknown("Channel")
        channel = self.channels[id]
        require(self.allowed(self.bot, channel), *needed)
        return channel

    def allowed(self, user: User, channel: Channel) -> int:
        """Return somebody's bits in a channel; in direct messages all may do all."""
        return channel.guild.permissions(user, channel) if channel.guild else permissions.EVERYTHING


def require(bits: int, *needed: int) -> None:
    """Raise 50001 when the channel cannot be seen, 50013 when a permission is missing."""
    if not bits & permissions.VIEW_CHANNEL:
        raise DiscordError(403, 50001, "Missing Access")
    if any(not bits & bit for bit in needed):
        raise DiscordError(403, 50013, "Missing Permissions")

"""The routes of messages in channels: make, read, change, delete, typing."""

from discord_server import permissions
from discord_server.calls import Answer, Call, Routes
from discord_server.errors import DiscordError, Problem
from discord_server.events import Events
from discord_server.message_rules import JSON, check_edit, check_new
from discord_server.messages import Message, Messages
from discord_server.world import Channel, World

READS = permissions.READ_MESSAGE_HISTORY


class MessageRoutes:
    """Answers that need the world, the messages and the events that tell of them."""

    def __init__(self, world: World, messages: Messages, events: Events) -> None:
        self._world = world
        self._messages = messages
        self._events = events

    def add_to(self, routes: Routes) -> None:
        """Add them."""
        many, one = "/channels/{channel_id}/messages", "/channels/{channel_id}/messages/{message_id}"
        routes.add("GET", many, self.list)
        routes.add("POST", many, self.create)
        routes.add("GET", one, self.get)
        routes.add("PATCH", one, self.edit)
        routes.add("DELETE", one, self.delete)
        routes.add("POST", "/channels/{channel_id}/typing", self.typing)

    def _message(self, call: Call, *needed: int) -> Message:
        channel = self._world.channel_seen(call.params["channel_id"], *needed)
        message = self._messages.get(channel, call.params["message_id"])
        if message.ephemeral:  # it lives with its interaction only
            raise DiscordError(404, 10008, "Unknown Message")
        return message

    def _writable(self, call: Call, *needed: int) -> Channel:
        channel = self._world.channel_seen(call.params["channel_id"])
        return self._world.channel_seen(channel.id, channel.writes, *needed)

    async def list(self, call: Call) -> Answer:
        """GET messages, newest first."""
        channel = self._world.channel_seen(call.params["channel_id"], READS)
        found = [m for m in self._messages.in_channel(channel) if not m.ephemeral]
        before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
        listed = [message.json for message in found if after < int(message.id) < before]
        return Answer(json=listed[::-1][: int(call.query.get("limit", 50))])

    async def get(self, call: Call) -> Answer:
        """GET a message."""
        return Answer(json=self._message(call, READS).json)

    async def create(self, call: Call) -> Answer:
        """POST a message; the same nonce gives the same message where the bot asks for that."""
        channel = self._writable(call, *((permissions.ATTACH_FILES,) if call.files else ()))
        if channel.recipient and not channel.recipient.open_to_dms:
            raise DiscordError(403, 50007, "Cannot send messages to this user")
        payload = call.json or {}
        check_new(payload, call.files)
        if payload.get("enforce_nonce") and (twin := self._twin(channel, payload["nonce"])):
            return Answer(json=twin.json)
        more = self._reply(channel, payload.get("message_reference"))
        message = self._messages.create(channel, self._world.bot, payload, call.files, more)
        self._events.created(message)
        return Answer(json=message.json)

    def _twin(self, channel: Channel, nonce: str | int) -> Message | None:
        mine = [m for m in self._messages.in_channel(channel) if m.author is self._world.bot]
        return next((message for message in mine if message.json.get("nonce") == nonce), None)

    def _reply(self, channel: Channel, reference: JSON | None) -> JSON:
        if reference is None:
            return {}
        if not self._world.allowed(self._world.bot, channel) & READS:
            raise DiscordError(403, 160002, "Cannot reply without permission to read message history")
        try:
            target = self._messages.get(channel, str(reference.get("message_id")))
        except DiscordError:
            if not reference.get("fail_if_not_exists", True):
                return {}
            problem = Problem("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
            raise DiscordError(400, 50035, "Invalid Form Body", [problem]) from None
        referenced = {key: value for key, value in target.json.items() if key != "referenced_message"}
        about = {"type": 0, "channel_id": channel.id, "message_id": target.id}
        if channel.guild:
            about["guild_id"] = channel.guild.id
        return {"type": 19, "message_reference": about, "referenced_message": referenced}

    async def edit(self, call: Call) -> Answer:
        """PATCH one of the bot's own messages."""
        message = self._message(call)
        if message.author is not self._world.bot:
            raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
        check_edit(message.json, call.json or {}, call.files)
        self._messages.edit(message, call.json or {}, call.files)
        self._events.updated(message)
        return Answer(json=message.json)

    async def delete(self, call: Call) -> Answer:
        """DELETE a message: the bot's own, or with permission another's."""
        message = self._message(call)
        if message.author is not self._world.bot:
            if message.channel.recipient:
                raise DiscordError(403, 50003, "Cannot execute action on a DM channel")
            self._message(call, permissions.MANAGE_MESSAGES)
        self._events.deleted(message)
        return Answer(204)

    async def typing(self, call: Call) -> Answer:
        """POST that the bot is typing."""
        self._writable(call)
        return Answer(204)

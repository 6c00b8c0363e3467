"""Tell the gateway what happens to messages."""

from discord_server.gateway import JSON, Gateway
from discord_server.intents import MESSAGES
from discord_server.messages import Message


class Events:
    """Messages that were made, changed or deleted; ephemeral ones are told to nobody, as in Discord."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def created(self, message: Message) -> None:
        """Tell of a new message."""
        self._tell("MESSAGE_CREATE", message)

    def updated(self, message: Message) -> None:
        """Tell of a change."""
        self._tell("MESSAGE_UPDATE", message)

    def deleted(self, message: Message) -> None:
        """Delete a message, and tell."""
        message.deleted = True
        if not message.ephemeral:
            event = {"id": message.id, "channel_id": message.channel.id, **self._guild(message)}
            self._gateway.dispatch("MESSAGE_DELETE", event, message.channel, MESSAGES)

    def _tell(self, name: str, message: Message) -> None:
        if message.ephemeral:
            return
        event = {**message.json, **self._guild(message)}
        if (guild := message.channel.guild) and message.author.id in guild.members:
            event["member"] = guild.member(message.author, with_user=False)
        self._gateway.dispatch(name, event, message.channel, MESSAGES)

    def _guild(self, message: Message) -> JSON:
        return {"guild_id": message.channel.guild.id} if message.channel.guild else {}

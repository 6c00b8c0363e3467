"""What people do in Discord: commands, buttons, modals, messages, built from what the bot registered and sent."""

from typing import Any

from discord_server import forms, permissions
from discord_server.command_rules import CHAT, ON_MESSAGE, ON_USER
from discord_server.events import Events
from discord_server.gateway import Gateway
from discord_server.handles import Handle, Said
from discord_server.intents import REACTIONS
from discord_server.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction, Interactions
from discord_server.mentions import pings
from discord_server.messages import Message, Messages
from discord_server.options import Filled, NotPossible, nested, wrapped
from discord_server.payloads import interaction_event
from discord_server.routes_commands import Commands
from discord_server.world import Channel, Role, User, World

JSON = dict[str, Any]


class People:
    """The person's side of the server. Each method returns at once; what it gives back can be waited for.

    `where` is the channel, by default the first of the first guild; direct messages are `server.world.direct(user)`.
    """

    world: World
    messages: Messages
    interactions: Interactions
    commands: Commands
    gateway: Gateway
    events: Events

    def slash(self, user: User, name: str, /, *sub: str, where: Channel | None = None, **options: Any) -> Handle:
        """Use a command with options by name: a text, a number, a User, Role or Channel, (name, bytes) for a file.

        An option that is called `where` itself, or is no Python name, goes into a dictionary: `**{"of-what": 1}`,
        `options={"where": channel}`.
        """
        options = options["options"] if isinstance(options.get("options"), dict) else options
        channel = self._where(where)
        command = self._command(user, name, CHAT, channel)
        filled = Filled(channel.guild, self.upload)
        filled.fill(nested(command, sub).get("options") or [], options)
        data = self._data(command, wrapped(command, sub, filled.options), filled)
        return self._begin(COMMAND, user, channel, data)

    def autocomplete(self, user: User, name: str, /, *sub: str, where: Channel | None = None, **options: Any) -> Handle:
        """Type in an option, the last of those given."""
        channel = self._where(where)
        command = self._command(user, name, CHAT, channel)
        filled = Filled(channel.guild, self.upload)
        filled.fill(nested(command, sub).get("options") or [], options, focused=list(options)[-1])
        return self._begin(
            AUTOCOMPLETE, user, channel, self._data(command, wrapped(command, sub, filled.options), filled)
        )

    def context_menu(self, user: User, name: str, target: Message | User, where: Channel | None = None) -> Handle:
        """Use an entry of the menu of a message or of a person."""
        channel = target.channel if isinstance(target, Message) else self._where(where)
        command = self._command(user, name, ON_MESSAGE if isinstance(target, Message) else ON_USER, channel)
        filled = Filled(channel.guild, self.upload)
        if isinstance(target, Message):
            forms.seen(user, target)
            filled.resolved["messages"] = {target.id: target.json}
        else:
            filled.add_user(target)
        return self._begin(COMMAND, user, channel, {**self._data(command, [], filled), "target_id": target.id})

    def click(self, user: User, message: Message, name: str) -> Handle:
        """Press a button by its custom id, its label, or a part of its label."""
        forms.seen(user, message)
        button = forms.button(message, name)
        data = {"custom_id": button["custom_id"], "component_type": button["type"], "id": button["id"]}
        return self._begin(COMPONENT, user, message.channel, data, message)

    def forge(self, user: User, message: Message, custom_id: str, *values: str) -> Handle:
        """Send a component that the message does not have, as a changed client can: a select when there are values."""
        data: JSON = {"custom_id": custom_id, "component_type": 3 if values else 2, "id": 99}
        return self._begin(
            COMPONENT, user, message.channel, data | ({"values": list(values)} if values else {}), message
        )

    def select(
        self, user: User, message: Message, *values: str | User | Role | Channel, name: str | None = None
    ) -> Handle:
        """Choose from a select: values or labels, or the people, roles or channels themselves.

        `name` is the select's custom id or placeholder, if there are several.
        """
        forms.seen(user, message)
        filled = Filled(message.channel.guild, self.upload)
        select = forms.select(message, name)
        chosen = forms.chosen(select, [v if isinstance(v, str) else filled.point_at(v) for v in values])
        forms.check_values(select, chosen, {key for kind in filled.resolved.values() for key in kind})
        data = {"custom_id": select["custom_id"], "component_type": select["type"], "id": select["id"]}
        data |= {"values": chosen} | ({"resolved": filled.resolved} if filled.resolved else {})
        return self._begin(COMPONENT, user, message.channel, data, message)

    def submit_modal(self, user: User, handle: Handle, fields: JSON | None = None, /, **more: Any) -> Handle:
        """Fill in and send the modal that an interaction opened; fields by custom id or label."""
        source = handle.interaction
        if source.modal is None or source.user is not user:
            raise NotPossible(f"{user.name} has no modal open")
        filled = forms.submitted(source.modal, {**(fields or {}), **more})
        data = {"custom_id": source.modal["custom_id"], "components": filled}
        return self._begin(MODAL_SUBMIT, user, source.channel, data, source.message, source)

    def say(
        self,
        user: User,
        channel: Channel | None,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: dict[str, bytes] | None = None,
    ) -> Said:
        """Write a message; a reply pings its author unless `ping` is off."""
        channel = self._where(channel)
        if not self.world.allowed(user, channel) & channel.writes:
            raise NotPossible(f"{user.name} may not write there")
        more: JSON = {}
        if reply_to is not None:
            about = {"type": 0, "channel_id": channel.id, "message_id": reply_to.id}
            referenced = {key: value for key, value in reply_to.json.items() if key != "referenced_message"}
            more = {"type": 19, "message_reference": about, "referenced_message": referenced}
        pinged = pings([text], None, reply_to.author.id if reply_to is not None and ping else None)
        more["mentions"] = [self._mentioned(id, channel) for id in sorted(pinged.users) if id in self.world.users]
        message = self.messages.create(channel, user, {"content": text}, files or {}, more)
        self.events.created(message)
        return Said(message, self.messages, self.world.bot)

    def dm(self, user: User, text: str, **more: Any) -> Said:
        """Write to the bot directly."""
        return self.say(user, self.world.direct(user), text, **more)

    def react(self, user: User, message: Message, emoji: str) -> None:
        """React to a message."""
        forms.seen(user, message)
        message.reactions.append((user, emoji))
        event: JSON = {"user_id": user.id, "channel_id": message.channel.id, "message_id": message.id}
        event |= {"emoji": {"id": None, "name": emoji}, "burst": False, "type": 0}
        if guild := message.channel.guild:
            event |= {"guild_id": guild.id, "member": guild.member(user)}
        self.gateway.dispatch("MESSAGE_REACTION_ADD", event, message.channel, REACTIONS)

    def delete(self, message: Message) -> None:
        """Delete a message, as its author or a moderator would."""
        self.events.deleted(message)

    def edit(self, message: Message, text: str) -> None:
        """Change what somebody wrote."""
        self.messages.edit(message, {"content": text}, {})
        self.events.updated(message)

    def upload(self, name: str, content: bytes) -> JSON:
        """Take a file for an option, and return it as Discord describes it."""
        path = f"/ephemeral-attachments/{self.world.bot.id}/{self.world.ids.new()}/{name}"
        self.messages.files[path] = content
        return {**self.messages.described(path, name, content), "ephemeral": True}

    def _where(self, channel: Channel | None) -> Channel:
        return channel or next(iter(self.world.guilds.values())).channels[0]

    def _mentioned(self, id: str, channel: Channel) -> JSON:
        user = self.world.users[id]
        guild = channel.guild
        member = {"member": guild.member(user, with_user=False)} if guild and id in guild.members else {}
        return {**user.json(), **member}

    def _command(self, user: User, name: str, type: int, channel: Channel) -> JSON:
        command = self.commands.find(name, type, channel.guild)
        if command is None:
            raise NotPossible(f"The bot has no command {name}")
        bits = self.world.allowed(user, channel)
        needed = command["default_member_permissions"]
        if channel.guild and needed is not None:
            allowed = bits & permissions.ADMINISTRATOR or (int(needed) and bits & int(needed) == int(needed))
            if not allowed:
                raise NotPossible(f"{user.name} does not see the command {name}")
        if not bits & permissions.USE_APPLICATION_COMMANDS:
            raise NotPossible(f"{user.name} may not use commands there")
        contexts, here = command.get("contexts"), 0 if channel.guild else 1
        if (contexts is not None and here not in contexts) or (here == 1 and command.get("dm_permission") is False):
            raise NotPossible(f"The command {name} is not there in this kind of channel")
        return command

    def _data(self, command: JSON, options: list[JSON], filled: Filled) -> JSON:
        data: JSON = {"id": command["id"], "name": command["name"], "type": command["type"]}
        data |= {"options": options} if options else {}
        data |= {"resolved": filled.resolved} if filled.resolved else {}
        return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})

    def _begin(
        self,
        type: int,
        user: User,
        channel: Channel,
        data: JSON,
        message: Message | None = None,
        parent: Interaction | None = None,
    ) -> Handle:
        interaction = self.interactions.open(type, user, channel, data, message, parent)
        self.gateway.dispatch("INTERACTION_CREATE", interaction_event(interaction, self.world), channel)
        return Handle(interaction)

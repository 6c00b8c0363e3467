"""The life of an interaction: which answers are allowed, in which order, and until when."""

import asyncio
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from discord_server.command_rules import problems_of_choices, problems_of_modal
from discord_server.errors import DiscordError, Problem, refuse, unknown
from discord_server.message_rules import EPHEMERAL, LOADING, check_edit, check_new
from discord_server.messages import Message, Messages
from discord_server.world import Channel, User, World

JSON = dict[str, Any]

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5  # types of interactions
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9  # types of first answers
ALLOWED = {
    COMMAND: (REPLY, DEFER, MODAL),
    COMPONENT: (REPLY, DEFER, DEFER_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (REPLY, DEFER, DEFER_UPDATE, UPDATE),
}
DEADLINE, LIFETIME = 3.0, 15 * 60.0  # seconds to the first answer, and of the token


@dataclass
class Interaction:
    """An interaction and how it was answered so far. Times are of a monotonic clock, in seconds."""

    id: str
    token: str
    type: int
    user: User
    channel: Channel
    data: JSON
    message: Message | None = None  # whose component was used
    parent: "Interaction | None" = None  # which opened the modal
    asked: float = field(default_factory=time.monotonic)
    answered: float | None = None
    finished: float | None = None
    answer: int | None = None  # type of the first answer
    ephemeral: bool = False
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: JSON | None = None
    choices: list[JSON] | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def expire(self) -> None:
        """Make the token as old as its lifetime."""
        self.asked -= LIFETIME

    @property
    def option_type(self) -> int:
        """The type of the option that is being typed; for autocomplete only."""
        options = self.data.get("options") or []
        while options:
            for option in options:
                if option.get("focused"):
                    return int(option["type"])
            options = options[0].get("options") or []
        return 3

    def metadata(self) -> JSON:
        """Return what a message says about the interaction that it answers."""
        owners = {"0": self.channel.guild.id if self.channel.guild else "0"}
        about: JSON = {
            "id": self.id,
            "type": self.type,
            "user": self.user.json(),
            "authorizing_integration_owners": owners,
        }
        if self.type == COMMAND:
            about |= {"name": self.data["name"], "command_type": self.data["type"]}
        if self.type == COMPONENT and self.message:
            about["interacted_message_id"] = self.message.id
        if self.type == MODAL_SUBMIT and self.parent:
            about["triggering_interaction_metadata"] = self.parent.metadata()
        return about


class Interactions:
    """All interactions, and what the bot may do about them."""

    def __init__(self, world: World, messages: Messages) -> None:
        self._world = world
        self._messages = messages
        self._by_token: dict[str, Interaction] = {}

    def __iter__(self) -> Iterator[Interaction]:
        return iter(self._by_token.values())

    def open(
        self,
        type: int,
        user: User,
        channel: Channel,
        data: JSON,
        message: Message | None = None,
        parent: Interaction | None = None,
    ) -> Interaction:
        """Begin an interaction."""
        id = self._world.ids.new()
        interaction = Interaction(id, f"aW50{secrets.token_urlsafe(60)}", type, user, channel, data, message, parent)
        self._by_token[interaction.token] = interaction
        return interaction

    def forget(self, interaction: Interaction) -> None:
        """Drop an interaction and its messages for good, so that a load test does not fill the memory."""
        self._by_token.pop(interaction.token, None)
        for message in [interaction.original, *interaction.followups]:
            if message is not None and message is not interaction.message:
                self._messages.forget(message)

    def answering(self, id: str, token: str, type: int) -> Interaction:
        """Return the interaction that a first answer of a type is for; raises 10062, 40060 or 50035."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != id:
            raise unknown("interaction")
        if interaction.answered is not None:
            raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - interaction.asked > DEADLINE:
            raise unknown("interaction")
        allowed = ALLOWED[interaction.type]
        if interaction.type == MODAL_SUBMIT and interaction.message is None:
            allowed = (REPLY, DEFER)
        if type not in allowed:
            problem = Problem("type", "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
            raise DiscordError(400, 50035, "Invalid Form Body", [problem])
        return interaction

    def answer(self, interaction: Interaction, type: int, data: JSON, files: dict[str, bytes]) -> Message | None:
        """Take the first answer; returns the message that it made or changed."""
        message: Message | None = None
        if type == REPLY:
            check_new(data, files)
            message = self._reply(interaction, data, files)
        elif type == DEFER:
            self._check_defer(data)
            message = self._reply(interaction, {"flags": LOADING | (data.get("flags") or 0)}, {})
        elif type == UPDATE:
            message = interaction.original = self._source(interaction)
            check_edit(message.json, data, files)
            self._messages.edit(message, data, files)
        elif type == DEFER_UPDATE:
            interaction.original = self._source(interaction)
        elif type == MODAL:
            refuse(problems_of_modal(data))
            interaction.modal = data
        elif type == CHOICES:
            refuse(problems_of_choices(data.get("choices") or [], interaction.option_type))
            interaction.choices = data.get("choices") or []
        interaction.answer, interaction.answered = type, time.monotonic()
        self._tell(interaction, finished=type not in (DEFER, DEFER_UPDATE))
        return message

    def open_token(self, application: str, token: str) -> Interaction:
        """Return the interaction of a token that is still good; raises 10015 or 50027."""
        interaction = self._by_token.get(token)
        if interaction is None or application != self._world.bot.id:
            raise unknown("Webhook")
        if time.monotonic() - interaction.asked > LIFETIME:
            raise DiscordError(401, 50027, "Invalid Webhook Token")
        return interaction

    def message_of(self, interaction: Interaction, id: str) -> Message:
        """Return an answer's message by its id or as "@original"; raises 10008."""
        mine = [interaction.original, *interaction.followups]
        for message in mine[:1] if id == "@original" else mine:
            if message is not None and not message.deleted and id in ("@original", message.id):
                return message
        raise unknown("Message")

    def follow_up(self, interaction: Interaction, data: JSON, files: dict[str, bytes]) -> tuple[Message, bool]:
        """Take a further message; returns it and whether it is new: the first one after a defer fills the original."""
        if interaction.answered is None:
            raise unknown("Webhook")
        check_new(data, files)
        original = interaction.original
        if interaction.answer == DEFER and original and original.json["flags"] & LOADING and not original.deleted:
            kept = (data.get("flags") or 0) & ~EPHEMERAL
            self._messages.edit(original, {**data, "flags": kept}, files, clear=LOADING)
            self._tell(interaction, finished=True)
            return original, False
        message = self._make(interaction, data, files, ephemeral=bool((data.get("flags") or 0) & EPHEMERAL))
        interaction.followups.append(message)
        self._tell(interaction, finished=True)
        return message, True

    def edit(self, interaction: Interaction, message: Message, change: JSON, files: dict[str, bytes]) -> None:
        """Change one of the answer's messages."""
        check_edit(message.json, change, files)
        self._messages.edit(message, change, files, clear=LOADING)
        self._tell(interaction, finished=True)

    def _check_defer(self, data: JSON) -> None:
        if (data.get("flags") or 0) & ~EPHEMERAL or any(data.get(key) for key in data if key != "flags"):
            problem = Problem("data", "INTERACTION_DEFER_DATA", "A deferred response takes the ephemeral flag only")
            raise DiscordError(400, 50035, "Invalid Form Body", [problem])

    def _source(self, interaction: Interaction) -> Message:
        if interaction.message is None or interaction.message.deleted:
            raise unknown("Message")
        return interaction.message

    def _reply(self, interaction: Interaction, data: JSON, files: dict[str, bytes]) -> Message:
        interaction.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
        interaction.original = self._make(interaction, data, files, interaction.ephemeral)
        return interaction.original

    def _make(self, interaction: Interaction, data: JSON, files: dict[str, bytes], ephemeral: bool) -> Message:
        bot = self._world.bot
        more = {
            "type": {COMMAND: 23 if interaction.data.get("target_id") else 20}.get(interaction.type, 0),
            "application_id": bot.id,
            "webhook_id": bot.id,
            "interaction_metadata": interaction.metadata(),
        }
        only_for = interaction.user if ephemeral else None
        return self._messages.create(interaction.channel, bot, data, files, more, only_for)

    def _tell(self, interaction: Interaction, *, finished: bool) -> None:
        if finished and interaction.finished is None:
            interaction.finished = time.monotonic()
        interaction.changed.set()
        interaction.changed = asyncio.Event()

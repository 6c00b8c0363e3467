"""What somebody sees who used a command, a button or a modal: the answer as it comes in."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from discord_server.interactions import DEFER_UPDATE, Interaction
from discord_server.message_rules import LOADING
from discord_server.messages import Message, Messages
from discord_server.world import Channel, User

JSON = dict[str, Any]


class Handle:
    """An interaction that was sent to the bot, seen from the side of the person."""

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction

    async def until(self, seen: Callable[["Handle"], Any], seconds: float = 10.0) -> "Handle":
        """Wait until something is seen; raises AssertionError after some seconds."""
        await wait_until(lambda: seen(self), self.interaction, seconds, f"{self}: not seen", pause=0.01)
        return self

    async def acked(self, seconds: float = 3.0) -> float:
        """Wait for the first answer and return how long it took, in seconds; AssertionError when it is late."""
        one = self.interaction
        await wait_until(lambda: one.answered is not None, one, seconds, f"{self}: no first answer")
        assert one.answered is not None
        return one.answered - one.asked

    async def final(self, seconds: float = 10.0) -> Message | None:
        """Wait until the answer is there and no longer loading; returns its message, None for a modal or choices."""
        one = self.interaction
        await wait_until(lambda: one.finished, one, seconds, f"{self}: no final answer")
        return one.followups[-1] if one.answer == DEFER_UPDATE and one.followups else one.original

    @property
    def seconds_to_final(self) -> float:
        """How long the final answer took."""
        assert self.interaction.finished is not None
        return self.interaction.finished - self.interaction.asked

    @property
    def original(self) -> Message | None:
        """The message of the first answer: made by it, or the one whose component was used and that was changed."""
        return self.interaction.original

    @property
    def message(self) -> Message:
        """The message of the first answer, which must be there."""
        assert self.original is not None, f"{self} has no message"
        return self.original

    @property
    def followups(self) -> list[Message]:
        """The further messages."""
        return self.interaction.followups

    @property
    def modal(self) -> JSON | None:
        """The modal that was opened."""
        return self.interaction.modal

    @property
    def choices(self) -> list[JSON] | None:
        """The choices that autocomplete offers."""
        return self.interaction.choices

    @property
    def texts(self) -> list[str]:
        """All texts of the first answer's message."""
        return self.message.texts

    @property
    def text(self) -> str:
        """All that the first answer's message says."""
        return self.message.text

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees the answer."""
        return self.message.ephemeral

    @property
    def loading(self) -> bool:
        """Whether the bot is still "thinking"."""
        return bool(self.message.json["flags"] & LOADING)

    def __repr__(self) -> str:
        data = self.interaction.data
        return f"<interaction {data.get('name') or data.get('custom_id')} of {self.interaction.user.name}>"


class Said:
    """A message that somebody wrote, and what the bot wrote in the channel since."""

    def __init__(self, message: Message, messages: Messages, bot: User) -> None:
        self.message = message
        self._messages = messages
        self._bot = bot

    @property
    def channel(self) -> Channel:
        """Where it was said."""
        return self.message.channel

    @property
    def answers(self) -> list[Message]:
        """What the bot wrote in the channel since, oldest first."""
        since = int(self.message.id)
        found = self._messages.in_channel(self.channel)
        return [m for m in found if m.author is self._bot and int(m.id) > since]

    async def answer(self, seconds: float = 10.0) -> Message:
        """Wait for the bot's first message in the channel since; raises AssertionError."""
        end = time.monotonic() + seconds
        while not self.answers:
            assert time.monotonic() < end, f"no answer to {self.message.content!r}"
            await asyncio.sleep(0.005)
        return self.answers[0]


async def wait_until(
    true: Callable[[], Any], interaction: Interaction, seconds: float, what: str, pause: float = 1.0
) -> None:
    """Wait until something is true; raises AssertionError after some seconds.

    It is looked at when the interaction changes, and after each pause in seconds.
    """
    end = time.monotonic() + seconds
    while not true():
        left = end - time.monotonic()
        assert left > 0, f"{what} within {seconds:g} s"
        try:
            await asyncio.wait_for(interaction.changed.wait(), min(left, pause))
        except TimeoutError:
            continue

"""Which function answers for a button, a select or a form: its custom id says so, and thus all outlive a restart."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.views.reply import Interaction, failed, note, say

log = logging.getLogger(__name__)

OLD = "That button is from an older version of me. Ask again, and use the new buttons."


@dataclass(frozen=True, slots=True)
class Press:
    """What somebody pressed, chose or wrote."""

    interaction: Interaction
    arguments: tuple[str, ...]  # of the action: "answer-page:k3v9:2" has ("k3v9", "2")
    values: tuple[str, ...] = ()  # chosen in a select
    label: str = ""  # of the button
    fields: Mapping[str, str] | None = None  # what was written into a form, by field

    @property
    def action(self) -> str:
        """Return the whole custom id."""
        data: Mapping[str, Any] = self.interaction.data or {}
        return str(data.get("custom_id", ""))

    @property
    def person(self) -> int:
        """Return the id of who pressed."""
        return self.interaction.user.id

    def number(self, place: int, default: int = 1) -> int:
        """Return an argument as a whole number; the default where somebody made the id up."""
        try:
            return int(self.arguments[place])
        except (IndexError, ValueError):
            return default

    def argument(self, place: int) -> str:
        """Return an argument, "" where there is none."""
        return self.arguments[place] if place < len(self.arguments) else ""


Handler = Callable[[Press], Awaitable[None]]


class Router:
    """Handlers by kind: what stands before the first colon of a custom id."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        """Take every handler; kinds differ."""
        self._handlers = dict(handlers)

    async def __call__(self, interaction: Interaction) -> None:
        """Answer a component or a form; nothing is left unanswered."""
        data: Mapping[str, Any] = interaction.data or {}
        kind, *arguments = str(data.get("custom_id", "")).split(":")
        handler = self._handlers.get(kind)
        try:
            if handler is None:
                log.info("unknown action", extra={"kind": kind[:40]})
                await say(interaction, note(OLD))
                return
            await handler(
                Press(
                    interaction,
                    tuple(arguments),
                    tuple(data.get("values", ())),
                    _label(interaction, str(data["custom_id"])),
                    _fields(data.get("components", ())),
                )
            )
        except Exception as error:
            await failed(interaction, error)


def _label(interaction: Interaction, custom_id: str) -> str:
    """Return the label of the button that was pressed, as its message has it."""
    if interaction.type is not discord.InteractionType.component or interaction.message is None:
        return ""
    return next(
        (
            str(part.get("label", ""))
            for part in _parts(interaction.message.components)
            if part.get("custom_id") == custom_id
        ),
        "",
    )


def _parts(components: Sequence[Any]) -> list[dict[str, Any]]:
    """Return every component as it was sent, nested ones included."""
    found: list[dict[str, Any]] = []
    for component in components:
        inner = getattr(component, "children", None)
        if inner is not None:
            found += _parts(inner)
        elif isinstance(component, discord.Button):
            found.append({"custom_id": component.custom_id, "label": component.label})
    return found


def _fields(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what was written into a form, by the custom id of its fields."""
    found: dict[str, str] = {}
    for part in components:
        inner = [part["component"]] if "component" in part else part.get("components", ())
        found |= _fields(inner)
        if "value" in part:
            found[str(part["custom_id"])] = str(part["value"])
    return found

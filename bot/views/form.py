"""A form of text fields. What is written into it reaches the router, after a restart too."""

from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.fit import LABEL, PLACEHOLDER, cut

TITLE = 45
LABELS = 45
_ANSWER = 4_000


@dataclass(frozen=True, slots=True)
class Field:
    """One text field."""

    name: str
    label: str
    placeholder: str = ""
    value: str = ""
    long: bool = False
    required: bool = True
    most: int = _ANSWER


def form(title: str, action: str, *fields: Field) -> ui.Modal:
    """Return a form; its `action` is answered by the router with what was written."""
    modal = ui.Modal(title=cut(title, TITLE), custom_id=action)
    for field in fields:
        modal.add_item(ui.Label(text=cut(field.label, LABELS), component=_input(field)))
    modal.stop()  # the library need not remember it: the router knows what to do by its action
    return modal


def _input(field: Field) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=cut(field.name, LABEL),
        style=discord.TextStyle.long if field.long else discord.TextStyle.short,
        placeholder=cut(field.placeholder, PLACEHOLDER - 50) or None,  # of a field 100
        default=field.value or None,
        required=field.required,
        max_length=field.most,
    )

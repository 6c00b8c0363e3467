"""A card → the components and files that discord.py sends."""

import io
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.card import Block, Button, Card, Divider, File, Picture, Row, Select, Style, Text
from bot.fit import fitted

_STYLES = {
    Style.PRIMARY: discord.ButtonStyle.primary,
    Style.SECONDARY: discord.ButtonStyle.secondary,
    Style.SUCCESS: discord.ButtonStyle.success,
    Style.DANGER: discord.ButtonStyle.danger,
}


def layout(card: Card) -> tuple[ui.LayoutView, Sequence[discord.File]]:
    """Return what to send for a card, within every limit of Discord."""
    card = fitted(card)
    view = ui.LayoutView(timeout=None)
    files = [
        discord.File(io.BytesIO(block.content), block.name)
        for block in card.blocks
        if isinstance(block, Picture | File)
    ]
    view.add_item(ui.Container(*(_item(block) for block in card.blocks), accent_colour=card.colour))
    # The router answers for every component, by what its action says and not by a view in memory; a view that is
    # finished is not kept by the library.
    view.stop()
    return view, files


def _item(block: Block) -> ui.Item[Any]:
    match block:
        case Text(markdown):
            return ui.TextDisplay(markdown)
        case Divider():
            return ui.Separator()
        case Picture():
            item = discord.MediaGalleryItem(f"attachment://{block.name}", description=block.alt)
            return ui.MediaGallery(item)
        case File():
            return ui.File(f"attachment://{block.name}")
        case Row(buttons):
            return ui.ActionRow(*(_button(button) for button in buttons))
        case Select():
            return ui.ActionRow(_select(block))


def _button(button: Button) -> ui.Button[Any]:
    return ui.Button(label=button.label, custom_id=button.action, style=_STYLES[button.style], disabled=button.disabled)


def _select(select: Select) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=option.label, value=option.value, description=option.description or None, default=option.chosen
        )
        for option in select.options
    ]
    return ui.Select(
        custom_id=select.action,
        placeholder=select.placeholder,
        options=options,
        min_values=select.least,
        max_values=select.most,
    )

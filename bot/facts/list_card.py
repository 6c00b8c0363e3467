"""A list as cards: a line an entry under its guide, and one entry with all that its guide says. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.card import Block, Button, Card, Option, Row, Select, Style, Text
from bot.facts.lists import Item
from bot.fit import ACTION, OPTIONS, cut

COLOUR = 0xE69F00
PAGE = 24  # entries at most; a select has room for 25
FEW = 3  # entries that are shown whole at once: nothing need be pressed for so little
_DESCRIPTION = 90  # characters beside an option
_LINE = 44  # characters that a phone shows on about one line


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list is called, and how one goes on from it."""

    head: str
    action: str  # "facts-skills:{}:cloud" with the page's number to fill in; it also says of what kind the entries are
    typed: str  # the same list in a terminal; it takes a page
    look: str  # what to type before an entry's title to see that one
    placeholder: str  # of the select


def list_card(listing: Listing, items: Sequence[Item], page: int, general: Sequence[Item] = ()) -> Card:
    """Return one page of a list; `general` are entries that stand in the select alone."""
    head, action, typed = listing.head, listing.action, listing.typed
    if len(items) <= FEW:
        return Card((Text(head), *(Text(_whole(item)) for item in items)), COLOUR)
    pages = -(-len(items) // PAGE)
    page = min(max(page, 1), pages)
    size = -(-len(items) // pages)  # pages alike: none has a single line
    shown = items[size * (page - 1) : size * page]
    number = f" ({page} of {pages})" if pages > 1 else ""
    blocks: list[Block] = [Text(f"{head}{number}"), *(Text(text) for text in _groups(shown))]
    options = tuple(
        Option(item.title, item.key, cut(_beside(item), _DESCRIPTION))
        for item in (*general[: OPTIONS - len(shown)], *shown)
        if len(item.key) <= ACTION
    )
    kind = action.split(":")[0].removeprefix("facts-")
    example = f"{listing.look}{shown[0].title.split(':')[0]}"
    blocks.append(Select(f"facts-one:{kind}", listing.placeholder, options, typed=example))
    turns = [Button("Back", action.format(page - 1), typed=f"{typed} page:{page - 1}")] if page > 1 else []
    if page < pages:
        turns.append(Button("Next", action.format(page + 1), Style.PRIMARY, f"{typed} page:{page + 1}"))
    return Card((*blocks, *([Row(tuple(turns))] if turns else [])), COLOUR)


def item_card(item: Item) -> Card:
    """Return one entry with all that its guide says of it."""
    return Card.of(_whole(item), colour=COLOUR)


def _groups(items: Sequence[Item]) -> list[str]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group or item.guide, []).append(item)
    return [f"**{group}**\n{_lines(found)}" for group, found in groups.items()]


def _lines(items: Sequence[Item]) -> str:
    if any(item.small and len(item.title) + len(item.small) > _LINE for item in items if not item.group):
        return "\n".join(item.title + (f"\n-# {item.small}" if item.small else "") for item in items)
    return "\n".join(
        f"- {item.title}" + (f" · {item.small}" if item.small and not item.group else "") for item in items
    )


def _beside(item: Item) -> str:
    return " · ".join(filter(None, (item.guide, item.small, item.about.split("\n")[0])))


def _whole(item: Item) -> str:
    small = " · ".join(filter(None, (item.guide, item.small)))
    return "\n".join(filter(None, (f"**{item.title}**", f"-# {small}", item.about)))

"""The one size guard: whatever a card holds, what is sent is within Discord's limits. Pure.

The limits are those of Components V2 in Discord's documentation, "Component Reference". Discord counts some lengths in
UTF-16 units, so all are counted that way here: never fewer than it counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.card import Block, Button, Card, Divider, File, Option, Picture, Row, Select, Text

TEXT = 4_000  # of all texts of a message together
COMPONENTS = 40  # nested ones and the container included
BUTTONS = 5  # in a row
OPTIONS = 25  # in a select
ACTION = 100  # custom ids, and the values of options
LABEL = 80  # on a button
OPTION = 100  # an option's label, and its description
PLACEHOLDER = 150
ALT = 1_024
FILES = 10  # of a message
_NOTHING = "…"  # a message cannot be empty
_LEAST = 60  # units of a text that is shortened; what is left of a shorter one would say nothing
_MORE = "\n… *(shortened)*"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def fitted(card: Card) -> Card:
    """Return the card as Discord takes it: texts shortened, rows parted, what is too much left out from the end.

    Raises ValueError for an action or a file's name that is wrong or used twice: it cannot be changed without meaning
    something else.
    """
    blocks = [block for part in card.blocks for block in _split(part)]
    _check_actions(blocks)
    _check_files(blocks)
    if not any(map(_speaks, blocks)):
        blocks.insert(0, Text(_NOTHING))
    blocks = _counted(blocks)
    texts = _shortened([block.markdown for block in blocks if isinstance(block, Text)], TEXT)
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Text):
            kept.append(block)
        elif text := next(texts):
            kept.append(Text(text))
    return replace(card, blocks=tuple(kept))


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int, end: str = "…") -> str:
    """Return the text, cut at a word and with an ellipsis where it is longer than `most` UTF-16 units."""
    if units(text) <= most:
        return text
    room = max(0, most - units(end))
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * room].decode("utf-16-le", "ignore")  # no half of a pair
    half = len(kept) // 2
    gaps = [place for gap in " \n" if (place := kept.rfind(gap, half)) > 0]
    return kept[: max(gaps, default=len(kept))].rstrip() + end


def _split(block: Block) -> Iterator[Block]:
    match block:
        case Text(markdown):
            if _seen(markdown):
                yield Text(markdown.strip())
        case Row(buttons):
            for start in range(0, len(buttons), BUTTONS):
                yield Row(tuple(_button(button) for button in buttons[start : start + BUTTONS]))
        case Select(options=options) if options:
            most = max(1, min(block.most, len(options), OPTIONS))
            chosen = [place for place, option in enumerate(options[:OPTIONS]) if option.chosen][:most]
            kept = tuple(_option(option, place in chosen) for place, option in enumerate(options[:OPTIONS]))
            placeholder = cut(_line(block.placeholder) or _NOTHING, PLACEHOLDER)
            yield replace(block, options=kept, most=most, least=max(0, min(block.least, most)), placeholder=placeholder)
        case Picture():
            yield replace(block, alt=cut(block.alt.strip() if _seen(block.alt) else block.name, ALT))
        case Divider() | File():
            yield block


def _button(button: Button) -> Button:
    return replace(button, label=cut(_line(button.label) or _NOTHING, LABEL))


def _option(option: Option, chosen: bool) -> Option:
    label = cut(_line(option.label) or _NOTHING, OPTION)
    return replace(option, label=label, description=cut(_line(option.description), OPTION), chosen=chosen)


def _line(text: str) -> str:
    """Return a text on one line, "" where there is nothing to see in it."""
    return " ".join(text.split()) if _seen(text) else ""


def _seen(text: str) -> bool:
    """Tell whether there is anything to see: Discord takes a text of spaces for empty."""
    return any(char.isprintable() and not char.isspace() for char in text)


def _speaks(block: Block) -> bool:
    return isinstance(block, Text | Picture | File)


def _check_actions(blocks: Sequence[Block]) -> None:
    seen: set[str] = set()
    actions = [button.action for block in blocks if isinstance(block, Row) for button in block.buttons]
    actions += [block.action for block in blocks if isinstance(block, Select)]
    for action in actions:
        if not 1 <= units(action) <= ACTION:
            raise ValueError(f"an action has 1 to {ACTION} characters, but '{action[:120]}' has {units(action)}")
        if action in seen:
            raise ValueError(f"the action '{action}' is used twice in one message")
        seen.add(action)
    for block in blocks:
        values = [option.value for option in block.options] if isinstance(block, Select) else []
        if any(not 1 <= units(value) <= ACTION for value in values) or len(set(values)) < len(values):
            raise ValueError(f"the values of a select differ and have 1 to {ACTION} characters, but are {values}")


def _check_files(blocks: Sequence[Block]) -> None:
    seen: set[str] = set()
    for name in (block.name for block in blocks if isinstance(block, Picture | File)):
        if not _NAME.fullmatch(name):  # Discord would change it, and attachment://… would lead to nothing
            raise ValueError(f"the name of a file has letters, digits, dots, hyphens and underscores, unlike '{name}'")
        if name in seen:
            raise ValueError(f"the file '{name}' is there twice in one message")
        seen.add(name)


def _counted(blocks: Sequence[Block]) -> list[Block]:
    """Return as many blocks as fit, the container and what is in a row counted; of files and pictures ten."""
    kept: set[int] = set()
    left, files, full = COMPONENTS - 1, FILES, False
    first = next(place for place, block in enumerate(blocks) if _speaks(block))
    # What can be pressed is worth more than a further text: rows are counted right after the first text.
    for place in sorted(range(len(blocks)), key=lambda place: (place != first, not _pressed(blocks[place]))):
        block = blocks[place]
        holds_file = isinstance(block, Picture | File)
        if (holds_file and not files) or (full and _pressed(block)):
            continue
        cost = 1 + (len(block.buttons) if isinstance(block, Row) else isinstance(block, Select))
        if cost > left:
            full = True  # no later and smaller row is taken instead: what is left out is left out from the end
            continue
        left -= cost
        files -= holds_file
        kept.add(place)
    return [block for place, block in enumerate(blocks) if place in kept]


def _pressed(block: Block) -> bool:
    return isinstance(block, Row | Select)


def _shortened(texts: Sequence[str], most: int) -> Iterator[str]:
    """Yield texts that are not longer than `most` together; the last ones are shortened first."""
    left = most
    for text in texts:
        if units(text) <= left:
            left -= units(text)
            yield text
        elif left >= _LEAST:
            yield _closed(cut(text, left - len(_CLOSE), _MORE), _MORE)
            left = 0
        else:
            left = 0
            yield ""


_CLOSE = "\n```"


def _closed(text: str, end: str) -> str:
    """Return a cut text with its open code block closed, so that what follows is no code."""
    if text.count("```") % 2 == 0:
        return text
    return text.removesuffix(end) + _CLOSE + end

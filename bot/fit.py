"""The one size guard: whatever a card holds, what is sent is within Discord's limits. Pure.

The limits are those of Components V2 in Discord's documentation, "Component Reference". Discord counts some lengths in
UTF-16 units, so all are counted that way here: never fewer than it counts.
"""

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
_MORE = "\n… *(shortened)*"


def fitted(card: Card) -> Card:
    """Return the card as Discord takes it: texts shortened, rows parted, what is too much left out from the end.

    Raises ValueError for an action that is empty, too long or used twice: it cannot be shortened without meaning
    something else.
    """
    blocks = [block for part in card.blocks for block in _split(part)]
    _check_actions(blocks)
    blocks = _counted(blocks)
    texts = _shortened([block.markdown for block in blocks if isinstance(block, Text)], TEXT)
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Text):
            kept.append(block)
        elif text := next(texts):
            kept.append(Text(text))
    if not any(isinstance(block, Text | Picture | File) for block in kept):
        kept.insert(0, Text(_NOTHING))
    return replace(card, blocks=tuple(kept))


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def cut(text: str, most: int, end: str = "…") -> str:
    """Return the text, cut at a word and with an ellipsis where it is longer than `most` UTF-16 units."""
    if units(text) <= most:
        return text
    room = most - units(end)
    kept = text[:room]
    while units(kept) > room:
        kept = kept[:-1]
    whole = kept.rsplit(None, 1)[0] if " " in kept[len(kept) // 2 :] or "\n" in kept[len(kept) // 2 :] else kept
    return whole.rstrip() + end


def _split(block: Block) -> Iterator[Block]:
    match block:
        case Text(markdown):
            if markdown.strip() and any(char.isprintable() and not char.isspace() for char in markdown):
                yield Text(markdown.strip("\n"))
        case Row(buttons):
            for start in range(0, len(buttons), BUTTONS):
                yield Row(tuple(_button(button) for button in buttons[start : start + BUTTONS]))
        case Select(options=options) if options:
            kept = tuple(_option(option) for option in options[:OPTIONS])
            most = max(1, min(block.most, len(kept)))
            placeholder = cut(block.placeholder.strip() or _NOTHING, PLACEHOLDER)
            yield replace(block, options=kept, most=most, least=max(0, min(block.least, most)), placeholder=placeholder)
        case Picture():
            yield replace(block, alt=cut(block.alt.strip() or block.name, ALT))
        case Divider() | File():
            yield block


def _button(button: Button) -> Button:
    return replace(button, label=cut(" ".join(button.label.split()) or _NOTHING, LABEL))


def _option(option: Option) -> Option:
    label = cut(" ".join(option.label.split()) or _NOTHING, OPTION)
    return replace(option, label=label, description=cut(" ".join(option.description.split()), OPTION))


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


def _counted(blocks: Sequence[Block]) -> list[Block]:
    """Return as many blocks as fit, the container and what is in a row counted; of files and pictures ten."""
    kept: set[int] = set()
    left, files = COMPONENTS - 1, FILES
    # What can be pressed is worth more than a further text: rows are counted first.
    for place, block in sorted(enumerate(blocks), key=lambda one: not isinstance(one[1], Row | Select)):
        cost = 1 + (len(block.buttons) if isinstance(block, Row) else isinstance(block, Select))
        holds_file = isinstance(block, Picture | File)
        if cost <= left and not (holds_file and not files):
            left -= cost
            files -= holds_file
            kept.add(place)
    return [block for place, block in enumerate(blocks) if place in kept]


def _shortened(texts: Sequence[str], most: int) -> Iterator[str]:
    """Yield texts that are not longer than `most` together; the last ones are shortened first."""
    left = most
    for text in texts:
        if units(text) <= left:
            left -= units(text)
            yield text
        elif left > units(_MORE):
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

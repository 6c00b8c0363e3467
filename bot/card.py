"""What the mentor says, whatever shows it, Discord or a terminal. Frozen values that import nothing heavy."""

from dataclasses import dataclass
from enum import StrEnum

BLUE, GREEN, AMBER, GREY = 0x56B4E9, 0x2E9E6B, 0xC98A1B, 0x5C6370  # of a card's edge


class Style(StrEnum):
    """How a button looks."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the Markdown that Discord shows: bold, italics, lists, quotes, headings, code. No tables."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and in words what somebody needs to know who does not see it."""

    name: str  # "plan.png"; one name a card
    content: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to save."""

    name: str
    content: bytes
    typed: str = ""  # what to type in a terminal to have it


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press. `action` outlives restarts: it says what to do and on what, "answer-more:k3v9:2"."""

    label: str
    action: str
    style: Style = Style.SECONDARY
    typed: str = ""  # what to type in a terminal for the same
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons beside each other."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select."""

    label: str
    value: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from, between `least` and `most` of its options."""

    action: str
    placeholder: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1
    typed: str = ""  # what to type in a terminal for the same


Block = Text | Divider | Picture | File | Row | Select


@dataclass(frozen=True, slots=True)
class Card:
    """One message: blocks from top to bottom."""

    blocks: tuple[Block, ...]
    colour: int | None = None  # 0xRRGGBB of the line at its side

    @classmethod
    def of(cls, *blocks: Block | str, colour: int | None = None) -> "Card":
        """Make a card; a plain text is a block of Markdown."""
        return cls(tuple(Text(block) if isinstance(block, str) else block for block in blocks), colour)

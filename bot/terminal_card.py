"""A card for a terminal: its words wrapped, its buttons as what to type, its pictures in words. Pure."""

import re
import textwrap

from bot.card import Block, Card, Divider, File, Picture, Row, Select, Text
from bot.terminal import safe

_STRONG = re.compile(r"\*\*(.+?)\*\*")
_BOLD, _DIM, _OFF = "\033[1m", "\033[2m", "\033[0m"
_BEFORE, _AFTER = "\x0e", "\x0f"  # stand for bold until lines are wrapped; safe() has taken out any others
_LIST = re.compile(r"\s*(?:- |\d+\. |[☐☑▶○✓–] )")


def card_text(card: Card, *, color: bool = False, width: int = 96) -> str:
    """Return a card as lines."""
    parts: list[str] = []
    typed: list[str] = []
    told = any(isinstance(block, Text) for block in card.blocks)  # then the words say what the picture shows
    for block in card.blocks:
        typed += _typed(block)
        match block:
            case Text():
                parts.append(_text(block.markdown, color, width))
            case Divider():
                parts.append("-" * min(width, 40))
            case Picture() if not told:
                parts.append(_dim(textwrap.fill(safe(f"Picture {block.name}: {block.alt}"), width), color))
            case File() if not block.typed:
                parts.append(_dim(safe(f"File {block.name}"), color))
    if typed:
        parts.append(_dim("\n".join(f"  {safe(line)}" for line in typed), color))
    return "\n\n".join(parts)


def _typed(block: Block) -> list[str]:
    """Return what stands in a terminal for what is pressed."""
    match block:
        case Row():
            return [f"{button.label}: {button.typed}" for button in block.buttons if button.typed]
        case Select() if block.typed:
            return [f"{block.placeholder}: {block.typed}"]
        case File() if block.typed:
            return [f"Save {block.name}: {block.typed}"]
    return []


def _text(markdown: str, color: bool, width: int) -> str:
    lines: list[str] = []
    for line in safe(markdown).replace("`", "").split("\n"):
        if line.startswith("-# "):  # small letters: a little to the right of what they stand below
            line = ("  " if lines else "") + line.removeprefix("-# ")
        title = line.startswith("#")
        plain = line.lstrip("#").strip() if title else line
        marked = f"{_BEFORE}{plain}{_AFTER}" if title else _STRONG.sub(rf"{_BEFORE}\1{_AFTER}", plain)
        found = _LIST.match(plain)
        indent = " " * (len(found[0]) if found else len(plain) - len(plain.lstrip()))
        lines.append(textwrap.fill(marked, width, subsequent_indent=indent, break_long_words=False))
    text = "\n".join(lines)
    return text.replace(_BEFORE, _BOLD if color else "").replace(_AFTER, _OFF if color else "")


def _dim(text: str, color: bool) -> str:
    return f"{_DIM}{text}{_OFF}" if color else text

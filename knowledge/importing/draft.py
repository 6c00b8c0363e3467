"""What every reader makes of a document, before it is a page: its Markdown, and what a person should look at in it.

A note about a place leaves a mark there, because its line is known only when the page is done.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from knowledge.errors import Problem

# Private characters; what is imported has none of them, for `cleaned` takes them out.
_FIRST, _LAST = 0xF0000, 0xFFFFD
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_LINES_SHOWN = 5


class Notes:
    """Notes, each about a place in the text or about all of it."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def say(self, message: str) -> None:
        """Note something about the whole document, once."""
        if message not in self._said:
            self._said.append(message)

    def here(self, message: str) -> str:
        """Note something about a place; return the mark to put there, at the end of what it is about."""
        self._said.append(message)
        place = _FIRST + len(self._said) - 1
        return chr(place) if place <= _LAST else ""

    def settle(self, text: str, file: str) -> tuple[str, list[Problem]]:
        """Return the text without marks, and the notes with their lines, alike ones together."""
        lines: dict[str, list[int]] = {message: [] for message in self._said}
        for number, line in enumerate(text.split("\n"), start=1):
            for mark in _MARK.findall(line):
                lines[self._said[ord(mark) - _FIRST]].append(number)
        in_order = sorted(lines.items(), key=lambda note: note[1] or [text.count("\n") + 2])
        return unmarked(text), [Problem(file, message, _place(found)) for message, found in in_order]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as Markdown, its headings still of any level, and what it says of itself."""

    markdown: str
    title: str = ""  # as the document's own data have it; plain words
    updated: date | None = None
    url: str | None = None
    tables: int = 0
    notes: Notes = field(default_factory=Notes)
    titled: bool = False  # the first heading of the first level is the title, whatever others there are


def unmarked(text: str) -> str:
    """Return a text without marks."""
    return _MARK.sub("", text)


def split_marks(text: str) -> tuple[str, str]:
    """Return a text without its marks, and the marks."""
    return unmarked(text), "".join(_MARK.findall(text))


def _place(lines: list[int]) -> str:
    different = [str(line) for line in dict.fromkeys(lines)]
    if len(different) < 2:
        return f"line {different[0]}" if different else ""
    more = len(different) - _LINES_SHOWN
    return f"lines {', '.join(different[:_LINES_SHOWN])}" + (f" and {more} more" if more > 0 else "")

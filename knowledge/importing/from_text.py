"""Pasted text → Markdown: paragraphs, lists, and tables whose cells are parted by tabs. Needs no further package."""

import re
from collections.abc import Iterator
from itertools import groupby

from knowledge.importing.characters import cleaned, decoded
from knowledge.importing.draft import Draft, Notes
from knowledge.importing.escape import escaped_words

_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_ITEM = re.compile(r"(\s*)([-*+•‣▪●◦·–]|\d{1,3}[.)])\s+(\S.*)")
# Who wraps lines by hand, or pastes from a mail, has lines of some such length; a shorter one ends where it was to end.
_WRAPPED = 50
_WIDEST = 120  # nobody wraps as wide as this: such a line is a paragraph


def read_text(data: bytes) -> Draft:
    """Read pasted text; raises Unreadable for what is no text."""
    notes = Notes()
    lines = [line.rstrip() for line in cleaned(decoded(data, notes)).split("\n")]
    blocks = [list(block) for full, block in groupby(lines, key=bool) if full]
    written = [text for block in blocks for text in _written(block, notes)]
    return Draft("\n\n".join(written), tables=sum(text.startswith("| ") for text in written), notes=notes)


def _written(block: list[str], notes: Notes) -> Iterator[str]:
    """Yield the blocks of Markdown for lines between two blank ones."""
    if cells := _cells(block):
        yield _table(cells)
        return
    if len(block) > 1 and _underlined(block[0], block[1]):
        block = [f"{'#' if block[1][0] == '=' else '##'} {block[0].strip()}", *block[2:]]
    waiting: list[str] = []
    for line in block:
        if found := _HEADING.fullmatch(line):
            yield from _prose(waiting)
            waiting = []
            words = re.sub(r"\s+#+$", "", found[2])
            yield f"{found[1]} {escaped_words(words, starts_line=False)}{notes.here('this line was read as a heading')}"
        else:
            waiting.append(line)
    yield from _prose(waiting)


def _underlined(line: str, below: str) -> bool:
    """Tell whether a line is a heading; "title: x" over three hyphens is none but the head of another page."""
    length = len(line.strip())
    return bool(_UNDERLINE.fullmatch(below)) and 0.7 * length <= len(below.strip()) <= 1.5 * length + 1


def _cells(block: list[str]) -> list[list[str]]:
    """Return rows of cells where all lines have equally many tabs, as tables of web pages and of spreadsheets have."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in block]
    return rows if len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1 else []


def _table(rows: list[list[str]]) -> str:
    """Return a Markdown table of plain words; the first row is its header."""
    lines = [f"| {' | '.join(escaped_words(cell, starts_line=False) for cell in row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def _prose(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs and lists; a line that goes on below an item is the item's."""
    items: list[tuple[str, str, list[str]]] = []  # indentation, sign, words
    before: list[str] = []
    for line in lines:
        if found := _ITEM.fullmatch(line):
            items.append((found[1], found[2], [found[3]]))
        elif items:
            items[-1][2].append(line.strip())
        else:
            before.append(line.strip())
    if before:
        yield _paragraph(before)
    if items:
        yield "\n".join(_list(items))


def _paragraph(lines: list[str]) -> str:
    """Return lines as one paragraph where they were wrapped; else each is one, or ends where it ended."""
    pieces = [" ".join(line.split()) for line in lines]
    if any(len(piece) > _WIDEST for piece in pieces):
        return "\n\n".join(escaped_words(piece, starts_line=True) for piece in pieces)
    if all(len(piece) >= _WRAPPED for piece in pieces[:-1]):
        return escaped_words(" ".join(pieces), starts_line=True)
    return "\\\n".join(escaped_words(piece, starts_line=True) for piece in pieces)


def _list(items: list[tuple[str, str, list[str]]]) -> Iterator[str]:
    """Yield the lines of a list, nested as the items are indented."""
    above: list[tuple[int, int]] = []  # how far a pasted item is indented, and where the words of ours begin
    for indent, sign, words in items:
        width = len(indent.expandtabs(4))
        while above and above[-1][0] >= width:
            above.pop()
        at = above[-1][1] if above else 0
        mark = f"{int(sign[:-1])}." if sign[-1] in ".)" else "-"
        above.append((width, at + len(mark) + 1))
        yield f"{' ' * at}{mark} {escaped_words(' '.join(words), starts_line=True)}"

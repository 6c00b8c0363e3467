"""Rows of HTML cells, some of them merged → a grid of cells that hold nothing but words."""

from bs4 import Tag
from bs4.element import NavigableString

from knowledge.files import MAX_BYTES, Unreadable
from knowledge.importing.draft import Notes
from knowledge.importing.html_content import new_tag, words_of

_BLOCKS = ["p", "li", "div", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]
_WIDEST = 50  # columns; what says that it is wider is wrong, or nothing to read on a page
_TAG = 50  # bytes that a tag stands for where it is reckoned how much there will be
_ENDS = (".", ";", ":", ",", "!", "?")


def grid_of(rows: list[list[Tag]], notes: Notes) -> tuple[list[list[Tag]], bool]:
    """Return every row with as many cells as the widest, and whether cells had been merged.

    Raises Unreadable where merged cells would be repeated to more than a page may have.
    """
    grid: list[dict[int, Tag]] = [{} for _ in rows]
    merged, repeated = False, 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - number)
            merged = merged or wide > 1 or high > 1
            if column + wide > _WIDEST:
                notes.say(f"a table has more than {_WIDEST} columns; what is right of them was left out")
            if wide * high > 1:
                repeated += _size(cell) * min(wide, _WIDEST) * high
            if repeated > MAX_BYTES:
                limit = MAX_BYTES // 1024 // 1024
                raise Unreadable(f"a table's merged cells stand for more than {limit} MB of text; leave that table out")
            for down in range(high):
                for right in range(column, min(column + wide, _WIDEST)):
                    grid[number + down].setdefault(right, _plain(cell))
            column += wide
    width = max(max(row, default=0) for row in grid) + 1
    return [[row.get(column) or new_tag("td") for column in range(width)] for row in grid], merged


def _size(cell: Tag) -> int:
    """Return about how many bytes a cell is."""
    return sum(len(part) if isinstance(part, NavigableString) else _TAG for part in cell.descendants)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return max(1, min(int(value), 1000)) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _plain(cell: Tag) -> Tag:
    """Return a copy of a cell whose paragraphs and items are parted by semicolons."""
    copy = cell.__copy__()
    parts = [part for part in copy.find_all(_BLOCKS) if part.find(_BLOCKS) is None and words_of(part)]
    for part in parts:
        if part is not parts[-1] and not words_of(part).endswith(_ENDS):
            part.append(NavigableString(";"))
        part.insert_after(NavigableString(" "))
    for part in copy.find_all([*_BLOCKS, "ul", "ol"]):
        part.unwrap()
    copy.name, copy.attrs = "td", {}
    return copy

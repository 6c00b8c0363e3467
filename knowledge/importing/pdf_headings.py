"""Which lines of a PDF are headings: those its bookmarks name, else those in larger letters, else none."""

import re
from collections.abc import Sequence

from knowledge.importing.draft import Notes
from knowledge.importing.pdf_lines import Bookmark, Line, body_size

_LARGER = 1.15  # times the size of the running text
_LONGEST = 120  # characters of a heading
_SHARE = 0.25  # of all lines: where more are "larger", size does not tell what is a heading
_DEEPEST = 6
_NOT_LETTERS = re.compile(r"[\W_]+")

# (page, first line, last line + 1) → level
Headings = dict[tuple[int, int, int], int]


def headings_of(pages: Sequence[list[Line]], bookmarks: Sequence[Bookmark], notes: Notes) -> Headings:
    """Return the headings with their levels; none where nothing sure tells them."""
    if found := _by_bookmarks(pages, bookmarks, notes):
        notes.say("headings are those of the PDF's bookmarks")
        return found
    if found := _by_size(pages):
        notes.say("headings were told by the size of their letters; see that none is missing")
    return found


def _by_bookmarks(pages: Sequence[list[Line]], bookmarks: Sequence[Bookmark], notes: Notes) -> Headings:
    # The only entry of the first level is the title; several are chapters.
    top = 1 if sum(not bookmark.depth for bookmark in bookmarks) == 1 else 2
    found: Headings = {}
    missed = []
    for bookmark in bookmarks:
        place = _place(pages, bookmark, found)
        if place is None:
            missed.append(bookmark.title)
        else:
            found[place] = min(top + bookmark.depth, _DEEPEST)
    if len(found) <= len(missed):
        return {}
    for title in missed:
        notes.say(f'the bookmark "{title}" is not among the words of its page, so it is no heading')
    return found


def _place(pages: Sequence[list[Line]], bookmark: Bookmark, taken: Headings) -> tuple[int, int, int] | None:
    wanted = _letters(bookmark.title)
    if not wanted or not 0 <= bookmark.page < len(pages):
        return None
    page = pages[bookmark.page]
    for first in range(len(page)):
        for last in range(first + 1, min(first + 3, len(page)) + 1):
            place = (bookmark.page, first, last)
            if _letters("".join(line.text for line in page[first:last])) == wanted and place not in taken:
                return place
    return None


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _by_size(pages: Sequence[list[Line]]) -> Headings:
    lines = [line for page in pages for line in page]
    body = body_size(lines)
    if not all(line.size > 0 for line in lines):
        return {}
    large = {id(line) for line in lines if _is_large(line, body)}
    if not large or len(large) > _SHARE * len(lines) + 1:
        return {}
    spans = [
        (number, first, last, _rounded(page[first]))
        for number, page in enumerate(pages)
        for first, last in _runs(page, large)
    ]
    ranks = sorted({size for *_, size in spans}, reverse=True)
    # The largest letters, used once, are the title; used more often, those of chapters.
    top = 1 if sum(size == ranks[0] for *_, size in spans) == 1 else 2
    return {(page, first, last): min(top + ranks.index(size), _DEEPEST) for page, first, last, size in spans}


def _is_large(line: Line, body: float) -> bool:
    return line.size >= body * _LARGER and len(line.text) <= _LONGEST and any(map(str.isalpha, line.text))


def _rounded(line: Line) -> float:
    return round(line.size * 2) / 2


def _runs(page: list[Line], large: set[int]) -> list[tuple[int, int]]:
    """Return where large lines of one size follow each other closely: a heading of two lines is one."""
    runs: list[tuple[int, int]] = []
    for place, line in enumerate(page):
        if id(line) not in large:
            continue
        above = page[place - 1] if place else line
        close = 0 < above.y - line.y <= 1.6 * line.size and _rounded(above) == _rounded(line)
        if runs and runs[-1][1] == place and close:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs

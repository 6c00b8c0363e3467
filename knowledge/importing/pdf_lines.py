"""Lines of a PDF's pages, without what is printed on every page: running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.importing.draft import Notes

_NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\s*(\d{1,4})\s*(?:(?:of|/|von)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_EDGE = 2  # lines at the top and at the bottom that may be a running head or foot


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; x and y are points from the lower left corner, the size is that of its letters in points."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the document's own outline: depth from 0, pages from 0."""

    title: str
    depth: int
    page: int


def without_running_heads(pages: Sequence[list[Line]], bookmarks: Sequence[Bookmark], notes: Notes) -> list[list[Line]]:
    """Return the pages without lines at their edges that most pages have, and without their numbers."""
    body = body_size(line for page in pages for line in page)
    named = {bookmark.title for bookmark in bookmarks}
    # A title in larger letters may be on every page of a talk, and is no running head.
    edges = [[line for line in _edges(page) if line.size <= body * 1.05 and line.text not in named] for page in pages]
    # A bare number is that of a page only where it counts with the pages; a year in a table's corner does not.
    common = Counter(words for edge in edges for words in {_pattern(line) for line in edge if not _is_number(line)})
    usual = {words for words, count in common.items() if count >= 3 and count * 2 > len(pages)}
    offsets = Counter(offset for number, edge in enumerate(edges) for offset in {*_offsets(edge, number)})
    offset = next((found for found, count in offsets.most_common(1) if count * 2 > len(pages)), None)
    kept = []
    dropped: dict[str, None] = {}
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        running = [line for line in edge if _pattern(line) in usual or offset in _offsets([line], number)]
        dropped |= dict.fromkeys(_DIGITS.sub("#", line.text) for line in running if not _is_number(line))
        kept.append([line for line in page if line not in running])
    for text in dropped:
        notes.say(f'left out at the edge of the pages: "{text}"')
    return kept


def _edges(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.y)
    return [*by_height[:_EDGE], *by_height[_EDGE:][-_EDGE:]]


def body_size(lines: Iterable[Line]) -> float:
    """Return the size that most letters have, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _pattern(line: Line) -> tuple[str, int]:
    """Return the words of a line with its numbers alike, and its height: "Pay | 17" stands for that of other pages."""
    return _DIGITS.sub("#", " ".join(line.text.casefold().split())), round(line.y / 6)


def _is_number(line: Line) -> bool:
    return _NUMBER.fullmatch(line.text) is not None


def _offsets(edge: list[Line], number: int) -> set[int]:
    """Return by how much the lines that are nothing but a number are ahead of the page's place in the file."""
    found = (_NUMBER.fullmatch(line.text) for line in edge)
    return {int(match[1]) - number for match in found if match}

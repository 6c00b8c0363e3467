"""PDF → Markdown, as well as it can be told from where letters stand on pages."""

import logging
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError

from knowledge.files import Unreadable
from knowledge.importing.characters import cleaned
from knowledge.importing.draft import Draft, Notes
from knowledge.importing.pdf_headings import headings_of
from knowledge.importing.pdf_lines import Bookmark, Line, without_running_heads
from knowledge.importing.pdf_prose import Prose

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\uf0b7": "•"}
)
_NO_TITLE = re.compile(
    r"microsoft \w+ - .*|untitled.*|.*\.(?:docx?|indd|tex|dvi|pdf|html?|pptx?|odt|rtf)", re.IGNORECASE
)


def read_pdf(data: bytes) -> Draft:
    """Read a PDF; raises Unreadable for one that is damaged, locked, or nothing but pictures."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity that it puts up with
    notes = Notes()
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(_LOCKED)
        pages = [list(_lines(page)) for page in reader.pages]
        bookmarks = list(_bookmarks(reader, reader.outline, 0))
        title, updated = _title(reader), _updated(reader)
    except Unreadable:
        raise
    except DependencyError as error:  # a cipher that pypdf leaves to another package
        raise Unreadable(_LOCKED) from error
    except Exception as error:  # pypdf says that damaged files raise anything
        raise Unreadable("this PDF is damaged; open it in a viewer, print it into a new PDF and take that") from error
    _say_empty(pages, notes)
    pages = without_running_heads(pages, bookmarks, notes)
    headings = headings_of(pages, bookmarks, notes)
    notes.say("a PDF knows no tables, lists or columns; compare those with the original")
    return Draft(Prose(pages).markdown(pages, headings, notes), title, updated, notes=notes)


_LOCKED = "this PDF is locked with a password; open it, print it into a new PDF and take that"


def _say_empty(pages: list[list[Line]], notes: Notes) -> None:
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    if len(empty) == len(pages):
        raise Unreadable(
            "this PDF has no text, only pictures of it; let a program for text recognition (OCR) read it first"
        )
    if empty:
        notes.say(f"page{'s' if len(empty) > 1 else ''} {', '.join(empty)} had no text; look whether it is a picture")


def _lines(page: PageObject) -> Iterator[Line]:
    """Yield the lines of a page in the order in which they are drawn."""
    pieces: list[tuple[str, float, float, float]] = []

    def heard(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        # A size counts in units of both matrices; the root of the area is right for turned text too.
        scale = abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])) ** 0.5
        pieces.append((text, x, y, size * scale))

    page.extract_text(visitor_text=heard)
    waiting: list[tuple[str, float, float, float]] = []
    for text, x, y, size in [*pieces, ("\n", 0, 0, 0)]:
        first, *others = text.split("\n")
        waiting.append((first, x, y, size))
        for other in others:
            yield from _line(waiting)
            waiting = [(other, x, y, size)]


def _line(pieces: list[tuple[str, float, float, float]]) -> Iterator[Line]:
    words = [piece for piece in pieces if piece[0].strip()]
    if words:
        raw = "".join(text for text, *_ in pieces).strip()
        raw = f"{raw[:-1]}-" if raw.endswith("\u00ad") else raw  # a soft hyphen is seen at the end of a line only
        text = cleaned(raw.translate(_LIGATURES)).replace("\t", " ").strip()
        _, x, y, _ = words[0]
        size = max(words, key=lambda piece: len(piece[0].strip()))[3]
        if text:
            yield Line(text, x, y, size)


def _bookmarks(reader: PdfReader, outline: Any, depth: int) -> Iterator[Bookmark]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry, depth + 1)
        elif (page := reader.get_destination_page_number(entry)) is not None:
            yield Bookmark(cleaned(str(entry.title or "")), depth, page)


def _title(reader: PdfReader) -> str:
    title = " ".join(cleaned(str((reader.metadata and reader.metadata.title) or "")).split())
    return "" if _NO_TITLE.fullmatch(title) else title


def _updated(reader: PdfReader) -> date | None:
    try:
        found = reader.metadata and (reader.metadata.modification_date or reader.metadata.creation_date)
    except ValueError:  # a date that is none
        return None
    return found.date() if found else None

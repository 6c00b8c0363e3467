"""A draft → a page of our format, with what is wrong in it and what a person should look at."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from knowledge.errors import Problem
from knowledge.files import MAX_BYTES, Unreadable
from knowledge.importing.draft import Draft, unmarked
from knowledge.importing.outline import arranged
from knowledge.markdown import plain, slug
from knowledge.pages import read_page

_LONGEST_NAME = 60
_FIRST_YEAR = 1990  # a document says it is older where a clock was not set


@dataclass(frozen=True, slots=True)
class Given:
    """What the moderator says of a document, beside the document itself."""

    today: date
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page that is ready to be written, unless there are problems."""

    name: str  # of its file
    text: str
    title: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    sections: int
    words: int
    tables: int


def page_of(draft: Draft, stem: str, given: Given) -> ImportedPage:
    """Make the page; `stem` is the document's name without its ending, "" for text that was pasted.

    Raises Unreadable for a draft without words, and for one that is longer than a page may be.
    """
    if not plain(unmarked(draft.markdown)):
        raise Unreadable("it has no words; look whether it opens in its own program, and copy its text from there")
    fallback = " ".join(stem.replace("_", " ").replace("-", " ").split())
    title, body = arranged(draft, fallback[:1].upper() + fallback[1:])
    if given.source is None:
        draft.notes.say("the page names no source; say with --source whose words it retells, or add one for it")
    name = f"{file_stem(stem or title)}.md"
    text, notes = draft.notes.settle(f"---\n{_head(title, draft, given)}---\n{body}", name)
    if len(text.encode()) > MAX_BYTES:
        raise Unreadable(f"it has more than {MAX_BYTES // 1024 // 1024} MB of text; split it")
    read = read_page(text, name, strict=True)
    if not read.sections:
        raise Unreadable("it has a title and no text below it; look whether its text is a picture, and paste it")
    words = sum(any(map(str.isalnum, word)) for section in read.sections for word in section.text.split())
    return ImportedPage(name, text, title, read.problems, tuple(notes), len(read.sections), words, draft.tables)


def file_stem(words: str) -> str:
    """Return a name for a page's file: small letters, digits and hyphens."""
    decomposed = unicodedata.normalize("NFKD", words)  # "é" is "e" and an accent, which is left out
    return slug(decomposed.encode("ascii", "ignore").decode())[:_LONGEST_NAME].strip("-") or "page"


def _head(title: str, draft: Draft, given: Given) -> str:
    own = draft.updated
    updated = own if own is not None and own.year >= _FIRST_YEAR and own <= given.today else given.today
    head: dict[str, Any] = {"title": title, "source": given.source, "url": given.url or draft.url, "updated": updated}
    kept = {name: value for name, value in head.items() if value is not None}
    return str(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=10_000))

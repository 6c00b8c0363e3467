"""What every reader makes of a document, before it is a page."""

from dataclasses import dataclass, field
from datetime import date

from knowledge.importing.notes import Notes


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

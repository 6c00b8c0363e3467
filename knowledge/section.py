"""The unit everything else speaks of: one section of one guide."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's own text, or a record said in words, with where it comes from."""

    id: str  # stable: what databases and golden questions store
    document: str  # the file's path below the content folder, with "/" on every system
    source: str  # id of the guide; for a plain folder the path without its suffix
    title: str  # of the document
    path: tuple[str, ...]  # headings from the top down to this one; empty for a text before the first heading
    text: str  # Markdown
    attribution: str = ""  # whom to credit
    questions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    url: str | None = None
    titled: bool = True  # False where the title is only the file's name, which may mean nothing

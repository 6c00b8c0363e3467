"""Documents → pages, each with what is wrong with it; what is wrong with one does not stop the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from knowledge.errors import Problem
from knowledge.files import Unreadable, write_text
from knowledge.importing.check import problems_of
from knowledge.importing.document import import_bytes, import_file
from knowledge.importing.page import Given, ImportedPage


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: a page without problems, or problems and perhaps no page."""

    document: str
    page: ImportedPage | None
    problems: tuple[Problem, ...] = ()


def imported(
    documents: Mapping[str, bytes | Path], given: Given, content: Path, to: Path | None = None
) -> list[Outcome]:
    """Make a page of every document, named by what the moderator called it, and check all of them with the content."""
    outcomes = _without_clashes([_made(name, document, given) for name, document in documents.items()])
    good = [one.page for one in outcomes if one.page is not None and not one.problems]
    found = problems_of(good, content, to, given.source) if good else []
    return [replace(one, problems=(*one.problems, *_own(one.page, good, found))) for one in outcomes]


def _own(page: ImportedPage | None, good: list[ImportedPage], found: list[Problem]) -> list[Problem]:
    """Return what is wrong with a page, and what pages spoil elsewhere: of which of them, cannot be told."""
    if page not in good:
        return []
    others = {other.name for other in good if other is not page}
    return [problem for problem in found if PurePosixPath(problem.file).name not in others]


def put(page: ImportedPage, folder: Path, *, force: bool) -> Path:
    """Write a page into a folder in one step and return its path; raises Unreadable where it must not, OSError."""
    path = folder / page.name
    try:
        write_text(path, page.text, overwrite=force)
    except FileExistsError as error:
        what = "exists already; --force writes over it" if path.exists() else f"{folder} is not a folder; name another"
        raise Unreadable(what) from error
    return path


def _made(name: str, document: bytes | Path, given: Given) -> Outcome:
    try:
        match document:
            case Path():
                page = import_file(document, given)
            case bytes():
                page = import_bytes(document, "-", given)
    except Unreadable as error:
        return Outcome(name, None, (Problem(name, str(error), error.place),))
    return Outcome(name, page, page.problems)


def _without_clashes(outcomes: list[Outcome]) -> list[Outcome]:
    """Refuse the second of two documents that would be one file."""
    first: dict[str, str] = {}
    found = []
    for one in outcomes:
        owner = first.setdefault(one.page.name, one.document) if one.page else one.document
        if one.page and owner != one.document:
            message = f"would be {one.page.name}, as {owner} is; rename one of them"
            one = Outcome(one.document, None, (Problem(one.document, message),))
        found.append(one)
    return found

"""Rules that hold between files: ids are unique, and what points somewhere points at something."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from knowledge.errors import Problem, did_you_mean
from knowledge.markdown import links
from knowledge.pages import PageResult
from knowledge.records import GoldenQuestion, Source
from knowledge.section import Section

_ELSEWHERE = ("http://", "https://", "mailto:")


def source_problem(source: str, document: str, known: Mapping[str, Source]) -> Problem:
    """Say that a file names a source that sources.yaml does not have."""
    hint = did_you_mean(source, list(known)) or f"; known are {', '.join(known)}"
    return Problem(document, f"there is no source '{source}' in sources.yaml{hint}", "", "source")


def cross_problems(
    sections: Sequence[Section],
    pages: Sequence[PageResult],
    golden: Sequence[tuple[str, GoldenQuestion]],
    unread: Collection[str] = (),
) -> Iterator[Problem]:
    """Yield every fault between files: ids used twice, and what points to nowhere (into an `unread` file it may)."""
    yield from _repeated_ids(sections, pages)
    yield from _repeated_questions(sections)
    owners = {section_id for section in sections for section_id in (section.id, *section.aliases)}
    yield from _loose_links(sections, pages, owners, unread)
    for document, question in golden:
        for name in question.sections:
            if name not in owners and not _within(name, unread):
                message = f"there is no section '{name}'{did_you_mean(name, sorted(owners))}"
                yield Problem(document, message, f"question '{question.question}'", "sections")


def _repeated_ids(sections: Sequence[Section], pages: Sequence[PageResult]) -> Iterator[Problem]:
    first: dict[str, PageResult] = {}
    for page in pages:
        if (other := first.setdefault(page.id, page)) is not page:
            yield Problem(page.document, f"'{page.id}' is the id of {other.document} too; choose another", "", "id")
    page_files = {page.document for page in pages}
    owners: dict[str, str] = {}
    for section in sections:
        for section_id in (section.id, *section.aliases):
            owner = owners.get(section_id)
            owners.setdefault(section_id, section.document)
            # Within one record file this is said already, with the entry's place.
            if owner and (owner != section.document or owner in page_files):
                yield Problem(section.document, f"'{section_id}' is used in {owner} too; choose another", "", "id")


def _loose_links(
    sections: Sequence[Section], pages: Sequence[PageResult], owners: Collection[str], unread: Collection[str]
) -> Iterator[Problem]:
    targets = set(owners)
    for page in pages:
        for name in (page.id, PurePosixPath(page.document).stem):  # a link names the file, which may have another id
            targets |= {name, *(f"{name}/{heading}" for heading in page.names)}
    for section in sections:
        for link in links(section.text):
            target = _target(link, section)
            if not (link.lower().startswith(_ELSEWHERE) or target in targets or _within(target, unread)):
                message = f"the link '{link}' leads nowhere{did_you_mean(link, sorted(targets))}"
                yield Problem(section.document, message, f"section '{section.id}'")


def _within(name: str, ids: Collection[str]) -> bool:
    return any(name == part or name.startswith(f"{part}/") for part in ids)


def _target(link: str, section: Section) -> str:
    """Turn a link between pages (other-page.md#heading, #heading) into a section id."""
    page, _, name = link.partition("#")
    page_id = page.rsplit("/", 1)[-1].removesuffix(".md") if page else section.id.split("/")[0]
    return f"{page_id}/{name}" if name else page_id


def _repeated_questions(sections: Sequence[Section]) -> Iterator[Problem]:
    # Two guides may answer one question; within a guide a repeated one makes its two sections compete.
    owners: dict[tuple[str, str], Section] = {}
    for section in sections:
        for question in section.questions:
            key = (section.source, " ".join(question.lower().strip(" ?!.").split()))
            if key in owners:
                message = f"'{question}' stands in section '{owners[key].id}' already; keep it in one place"
                yield Problem(section.document, message, f"section '{section.id}'", "questions")
            owners.setdefault(key, section)

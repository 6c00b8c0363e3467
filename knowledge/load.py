"""A content folder → Knowledge, or every problem in it at once."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from knowledge.checks import cross_problems, source_problem
from knowledge.errors import ContentError, Problem
from knowledge.files import Unreadable, read_text, read_yaml
from knowledge.overlay import with_overlay
from knowledge.pages import PageResult, free_name, read_page
from knowledge.problems import validated
from knowledge.record_files import FOLDERS, read_record, sections_of
from knowledge.records import GoldenQuestion, Record, Source, Synonyms
from knowledge.section import Section
from knowledge.steps import shared_step_problems

PAGE_SUFFIXES = {".md", ".markdown", ".mdx", ".txt"}
YAML_SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that a content folder holds."""

    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    records: tuple[tuple[str, Record], ...] = ()  # with the file each is from
    golden: tuple[GoldenQuestion, ...] = ()
    synonyms: Synonyms = field(default_factory=Synonyms)
    out_of_scope: tuple[tuple[str, str], ...] = ()  # (kind, question)
    warnings: tuple[Problem, ...] = ()  # of a plain folder: what was left out

    def records_of(self, kind: type[Any]) -> list[Any]:
        """Return the records of one type, in the order of their files."""
        return [record for _, record in self.records if isinstance(record, kind)]


def load(folder: Path, overlay: Path | None = None) -> Knowledge:
    """Read a folder; raises ContentError with every problem.

    `overlay` is the folder of what moderators taught in Discord; what is wrong there is left out with a warning.

    A folder with a `sources.yaml` is ours and is held to all rules. Any other folder is taken as it comes: its
    Markdown and text files are read, and what cannot be read is left out with a warning.
    """
    if not folder.is_dir():
        raise ContentError([Problem(str(folder), "there is no such folder; check the path")])
    knowledge = _load_ours(folder) if (folder / "sources.yaml").is_file() else _load_plain(folder)
    if not knowledge.sections:
        message = "holds no Markdown or text with any words in it; put at least one page there"
        raise ContentError([Problem(str(folder), message), *knowledge.warnings])
    return with_overlay(knowledge, overlay) if overlay is not None else knowledge


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file with its path below the folder, in an order that is the same on every system."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root) / name for name in names if not name.startswith(".")]
    yield from sorted((path.relative_to(folder).as_posix(), path) for path in found)


def _load_plain(folder: Path) -> Knowledge:
    sections: list[Section] = []
    warnings: list[Problem] = []
    for document, path in _files(folder):
        if path.suffix.lower() not in PAGE_SUFFIXES:
            continue
        try:
            page = read_page(read_text(path), document, strict=False)
        except (Unreadable, RecursionError) as error:
            warnings.append(Problem(document, f"left out: {error}"))
            continue
        sections += page.sections
    return Knowledge(_unique(sections), warnings=tuple(warnings))


def _unique(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Give the second of two sections with one id (a.md and a.txt) a suffix of its own."""
    seen: dict[str, int] = {}
    return tuple(replace(section, id=free_name(section.id, seen, "~")) for section in sections)


class _Collected:
    """What has been read so far, and what was wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.sections: list[Section] = []
        self.pages: list[PageResult] = []
        self.sources: dict[str, Source] = {}
        self.sources_broken = False
        self.unread: set[str] = set()  # ids of files with faults: what points into them is not to blame
        self.records: list[tuple[str, Record]] = []
        self.golden: list[tuple[str, GoldenQuestion]] = []
        self.synonyms = Synonyms()
        self.out_of_scope: list[tuple[str, str]] = []

    def source(self, name: str, document: str) -> Source | None:
        """Return the source of a file; a missing one is a problem, unless sources.yaml itself is at fault."""
        source = self.sources.get(name)
        if source is None and not self.sources_broken:
            self.problems.append(source_problem(name, document, self.sources))
        return source


def _load_ours(folder: Path) -> Knowledge:
    got = _Collected()
    sources = _read_sources(folder / "sources.yaml", got)
    got.sources = {source.id: source for source in sources}
    got.sources_broken = bool(got.problems)
    for document, path in _files(folder):
        top, nested, _ = document.partition("/")
        if document in ("README.md", "sources.yaml"):
            continue
        try:
            text = read_text(path)
            if path.suffix.lower() in PAGE_SUFFIXES:
                _add_page(text, document, got)
            elif path.suffix.lower() in YAML_SUFFIXES and nested and top in FOLDERS:
                _add_record(text, document, got)
            elif path.suffix.lower() in YAML_SUFFIXES:
                _add_list(read_yaml(text), document, got)
            else:
                kind = f"files that end in '{path.suffix}'" if path.suffix else "files without an ending"
                raise Unreadable(f"{kind} are not read here; make it .md or .yaml, or move it")
        except Unreadable as error:
            got.unread |= _ids_of(document)
            got.problems.append(Problem(document, str(error), error.place))
    got.problems += shared_step_problems(got.records)
    got.problems += cross_problems(got.sections, got.pages, got.golden, got.unread)
    if got.problems:
        raise ContentError(got.problems)
    golden = tuple(question for _, question in got.golden)
    return Knowledge(
        tuple(got.sections), tuple(sources), tuple(got.records), golden, got.synonyms, tuple(got.out_of_scope)
    )


def _ids_of(document: str) -> set[str]:
    path = PurePosixPath(document)
    return {path.stem} if path.suffix.lower() in PAGE_SUFFIXES else {str(path.with_suffix(""))}


def _read_sources(path: Path, got: _Collected) -> list[Source]:
    try:
        value = read_yaml(read_text(path))
    except Unreadable as error:
        got.problems.append(Problem(path.name, str(error), error.place))
        return []
    sources = _validated_list(Source, value, path.name, got)
    seen: set[str] = set()
    for number, source in enumerate(sources, start=1):
        if source.id in seen:
            message = f"'{source.id}' is used twice; choose another"
            got.problems.append(Problem(path.name, message, f"entry {number}", "id"))
        seen.add(source.id)
    return sources


def _add_page(text: str, document: str, got: _Collected) -> None:
    page = read_page(text, document, strict=True)
    got.problems += page.problems
    got.pages.append(page)
    source = got.source(page.sections[0].source, document) if page.sections else None
    if source is None:
        got.unread |= {page.id, *_ids_of(document)}
        return
    for section in page.sections:
        got.sections.append(
            replace(section, attribution=page.credit or source.attribution, url=section.url or source.url)
        )


def _add_record(text: str, document: str, got: _Collected) -> None:
    record, problems = read_record(text, document)
    got.problems += problems
    source = got.source(record.source, document) if record is not None else None  # type: ignore[attr-defined]
    if record is None or source is None:
        got.unread |= _ids_of(document)
        return
    got.records.append((document, record))
    got.sections += sections_of(record, document, source)


def _add_list(value: Any, document: str, got: _Collected) -> None:
    if document.startswith("golden/"):
        got.golden += [(document, question) for question in _validated_list(GoldenQuestion, value, document, got)]
    elif document in ("synonyms.yaml", "synonyms.yml"):
        synonyms, problems = validated(Synonyms, value, document)
        got.problems += problems
        got.synonyms = synonyms or got.synonyms
    elif document in ("out_of_scope.yaml", "out_of_scope.yml"):
        _add_out_of_scope(value, document, got)
    else:
        folders = ", ".join(FOLDERS)
        message = f"no record is known by this place; put the file into one of the folders {folders} or golden"
        got.problems.append(Problem(document, message))


def _add_out_of_scope(value: Any, document: str, got: _Collected) -> None:
    if not isinstance(value, dict):
        got.problems.append(Problem(document, "must be kinds, each with a list of questions"))
        return
    for kind, questions in value.items():
        if not isinstance(questions, list):
            message = "must be a list of questions: lines that start with '- '"
            got.problems.append(Problem(document, message, str(kind)))
            continue
        for number, question in enumerate(questions, start=1):
            if isinstance(question, str) and question.strip():
                got.out_of_scope.append((str(kind), question))
            else:
                message = f"must be a question in words, but is {question!r}; put it in quotes"
                got.problems.append(Problem(document, message, str(kind), f"entry {number}"))


def _validated_list(model: type[Any], value: Any, document: str, got: _Collected) -> list[Any]:
    if not isinstance(value, list):
        got.problems.append(Problem(document, "must be a list: entries that start with '- '"))
        return []
    found = []
    for number, entry in enumerate(value, start=1):
        record, problems = validated(model, entry, document, f"entry {number}")
        got.problems += problems
        if record is not None:
            found.append(record)
    return found

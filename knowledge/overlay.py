"""What moderators taught in Discord, laid over a content folder. Whatever is wrong in it, the content stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import Problem
from knowledge.files import Unreadable, read_text, read_yaml
from knowledge.markdown import links
from knowledge.pages import PageResult, read_page
from knowledge.problems import validated
from knowledge.records import Record, Source, Text
from knowledge.section import Section

if TYPE_CHECKING:
    from knowledge.load import Knowledge

SOURCE = Source(id="moderators", title="Taught by the moderators")
KIND = "moderators"  # of examples that are out of scope
ANSWERS, EXPORTED, LISTS = "answers", "exported", "taught.yaml"
_WEB = ("http://", "https://", "mailto:")


class Wording(Record):
    """Words by which people ask for a section that exists."""

    section: Text
    question: Text
    by: Text
    at: date
    exported: date | None = None


class Example(Record):
    """A question that no guide answers, and none shall."""

    question: Text
    by: Text
    at: date
    exported: date | None = None


class Lists(Record):
    """The file of wordings and of what is out of scope."""

    wordings: tuple[Wording, ...] = ()
    out_of_scope: tuple[Example, ...] = ()


def read_lists(folder: Path) -> Lists:
    """Read the wordings and examples of an overlay; raises Unreadable when the file is damaged."""
    path = folder / LISTS
    if not path.exists():
        return Lists()
    lists, problems = validated(Lists, read_yaml(read_text(path)) or {}, LISTS)
    if lists is None:
        raise Unreadable("; ".join(str(problem) for problem in problems))
    return lists


def answer_files(folder: Path) -> list[Path]:
    """Return the files of the taught answers, those that were exported included, in the order of their names."""
    return sorted((*folder.glob(f"{ANSWERS}/*.md"), *folder.glob(f"{EXPORTED}/*.md")), key=lambda path: path.name)


def with_overlay(knowledge: "Knowledge", folder: Path) -> "Knowledge":
    """Return the knowledge with what was taught; what cannot be used, or is in the content by now, is left out."""
    over = _Overlay(knowledge)
    for path in answer_files(folder):
        over.add_page(path)
    try:
        lists = read_lists(folder)
    except (Unreadable, RecursionError) as error:
        over.warn(LISTS, f"left out: {error}")
        lists = Lists()
    for wording in lists.wordings:
        over.add_wording(wording)
    over.add_examples(lists.out_of_scope)
    return over.knowledge()


@dataclass
class _Overlay:
    base: "Knowledge"
    sections: dict[str, Section] = field(init=False)
    owners: dict[str, str] = field(init=False)  # id of the section by each of its names
    asked: dict[tuple[str, str], str] = field(init=False)  # section by source and question
    warnings: list[Problem] = field(default_factory=list)
    examples: list[tuple[str, str]] = field(default_factory=list)
    taught: bool = False

    def __post_init__(self) -> None:
        self.sections = {section.id: section for section in self.base.sections}
        self.owners = {name: one.id for one in self.base.sections for name in (one.id, *one.aliases)}
        self.asked = {
            (section.source, _same(question)): section.id
            for section in self.base.sections
            for question in section.questions
        }

    def warn(self, place: str, message: str) -> None:
        self.warnings.append(Problem(f"taught/{place}", message))

    def add_page(self, path: Path) -> None:
        name = f"{ANSWERS}/{path.name}"
        try:
            page = read_page(read_text(path), f"taught/{path.name}", strict=True)
        except (Unreadable, RecursionError) as error:
            self.warn(name, f"left out: {error}")
            return
        if problem := page_problem(page):
            self.warn(name, f"left out: {problem}")
        elif page.id not in self.owners:  # an exported page may be in the content by now
            section = page.sections[0]
            fresh = [text for text in section.questions if (section.source, _same(text)) not in self.asked]
            credit = page.credit or SOURCE.attribution
            section = replace(section, questions=tuple(fresh), attribution=credit, path=(section.title,))
            self.sections[section.id] = section
            self.owners[section.id] = section.id
            self.asked |= {(section.source, _same(text)): section.id for text in fresh}
            self.taught = True

    def add_wording(self, wording: Wording) -> None:
        owner = self.owners.get(wording.section)
        if owner is None:
            self.warn(LISTS, f"left out: there is no section '{wording.section}' for '{wording.question}' any more")
            return
        section = self.sections[owner]
        if self.asked.setdefault((section.source, _same(wording.question)), owner) != owner:
            self.warn(LISTS, f"left out: '{wording.question}' is asked for another section of the same guide")
        elif _same(wording.question) not in map(_same, section.questions):
            self.sections[owner] = replace(section, questions=(*section.questions, wording.question))

    def add_examples(self, examples: Iterable[Example]) -> None:
        known = {_same(text) for _, text in self.base.out_of_scope}
        fresh = {_same(one.question): one.question for one in examples if _same(one.question) not in known}
        self.examples = [(KIND, text) for text in fresh.values()]

    def knowledge(self) -> "Knowledge":
        sources = self.base.sources
        if self.taught and SOURCE.id not in {source.id for source in sources}:
            sources = (*sources, SOURCE)
        return replace(
            self.base,
            sections=tuple(self.sections.values()),
            sources=sources,
            out_of_scope=(*self.base.out_of_scope, *self.examples),
            warnings=(*self.base.warnings, *self.warnings),
        )


def page_problem(page: PageResult) -> str:
    """Say why a page cannot be a taught answer; "" where it can."""
    if page.problems:
        return "; ".join(f"{one.field}: {one.message}" if one.field else one.message for one in page.problems)
    if len(page.sections) != 1 or page.sections[0].source != SOURCE.id:
        return f"an answer is one section of the source '{SOURCE.id}'"
    loose = [link for link in links(page.sections[0].text) if not link.lower().startswith(_WEB)]
    return f"the link '{loose[0]}' leads nowhere; write it with https://" if loose else ""


def _same(question: str) -> str:
    return " ".join(question.lower().strip(" ?!.").split())

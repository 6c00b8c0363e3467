"""One Markdown or text file → its sections, with every problem found in it."""

import dataclasses
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from knowledge.errors import Problem, did_you_mean
from knowledge.files import Unreadable, read_yaml
from knowledge.markdown import Heading, parse_page, slug
from knowledge.problems import validated
from knowledge.records import FrontMatter
from knowledge.section import Section


@dataclass(frozen=True, slots=True)
class PageResult:
    """What a file gave: sections, and the problems that stand in the way of a clean one."""

    id: str
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    document: str
    names: tuple[str, ...] = ()  # of all headings, those without text included: a link may go there
    front: FrontMatter = dataclasses.field(default_factory=FrontMatter)

    @property
    def credit(self) -> str:
        """Return "Mona, 27 November 2026" for a page that names its writer, "" for any other."""
        if self.front.by is None or self.front.updated is None:
            return self.front.by or ""
        return f"{self.front.by}, {self.front.updated.day} {self.front.updated:%B %Y}"


def read_page(text: str, document: str, *, strict: bool) -> PageResult:
    """Read a page; `strict` is for our own content, a strange folder is taken as it comes."""
    path = PurePosixPath(document)
    stem = str(path.with_suffix(""))
    page = parse_page(text) if path.suffix.lower() != ".txt" else None
    headings = page.headings if page else (Heading(0, "", text.strip(), 1),)
    problems: list[Problem] = []
    front: FrontMatter | None = FrontMatter()
    if page and page.front_matter is not None:
        front, problems = _front_matter(page.front_matter, document, strict=strict)
    elif strict and page and text.startswith("---\n"):
        problems.append(Problem(document, "the head never ends; close it with a line of three hyphens", "line 1"))
    if strict:
        problems += _heading_problems(headings, document)
    if front is None:  # whose page it is stands in the head, so its sections would all be called strangers
        return PageResult(path.stem, (), tuple(problems), document)

    page_id = front.id or (path.stem if strict else stem)
    sections, names = _sections(headings, front, path, page_id=page_id)
    if not strict and not sections:
        sections = _titles_alone(headings, front, path, page_id)
    problems += _name_problems(front, names, document)
    if strict and not sections:
        problems.append(Problem(document, "the page is empty; write a section or remove the file"))
    return PageResult(page_id, _with_unique_ids(sections), tuple(problems), document, tuple(names), front)


def _sections(
    headings: tuple[Heading, ...], front: FrontMatter, path: PurePosixPath, *, page_id: str
) -> tuple[list[Section], dict[str, bool]]:
    """Return the sections that have a text, and for every heading's name whether it has one."""
    first = next((heading for heading in headings if heading.level), None)
    page_title = first.title if first and first.level == 1 else ""
    sections: list[Section] = []
    taken: dict[str, int] = {}
    names: dict[str, bool] = {}
    stack: list[tuple[int, str]] = []
    for heading in headings:
        while stack and stack[-1][0] >= heading.level:
            stack.pop()
        if page_title and heading is first:
            name = slug(page_title)
            taken[name] = 1
        else:
            if heading.level:
                stack.append((heading.level, heading.title))
            name = _name(stack, taken)
        names[name] = bool(heading.text)
        if heading.text:
            sections.append(
                Section(
                    id=f"{page_id}/{name}" if stack else page_id,
                    document=str(path),
                    source=front.source or page_id,
                    title=front.title or page_title or path.stem,
                    path=tuple(part for _, part in stack if part),
                    text=heading.text,
                    questions=front.questions.get(name, ()),
                    aliases=tuple(f"{page_id}/{alias}" for alias in front.aliases.get(name, ())),
                    url=front.url,
                    titled=bool(front.title or page_title),
                )
            )
    return sections, names


def _titles_alone(
    headings: tuple[Heading, ...], front: FrontMatter, path: PurePosixPath, page_id: str
) -> list[Section]:
    """Return the headings of a page that has nothing else as its text: a question, a name, an outline."""
    titles = [heading.title for heading in headings if heading.title]
    if front.title and not titles:
        titles = [front.title]
    text = "\n\n".join(titles)
    title = front.title or next(iter(titles), path.stem)
    return [Section(page_id, str(path), page_id, title, (), text)] if text else []


def _name_problems(front: FrontMatter, names: dict[str, bool], document: str) -> list[Problem]:
    problems = []
    for field, given in (("questions", front.questions), ("aliases", front.aliases)):
        for name in given:
            if name not in names:
                hint = did_you_mean(name, [known for known in names if known])
                problems.append(Problem(document, f"there is no heading '{name}'{hint}", "front matter", field))
            elif not names[name]:
                message = f"the heading '{name}' has no text of its own; ask for a section below it"
                problems.append(Problem(document, message, "front matter", field))
    return problems


def _name(stack: list[tuple[int, str]], names: dict[str, int]) -> str:
    """Name a heading by its own text, or by its parents' too where the page has it already."""
    parts = [slug(title) or "section" for _, title in stack]
    name = parts[-1] if parts else ""
    for above in reversed(parts[:-1]):
        if name not in names:
            break
        name = f"{above}/{name}"
    return free_name(name, names)


def free_name(name: str, taken: dict[str, int], mark: str = "-") -> str:
    """Return the name, numbered where it is taken; `taken` holds the last number given to each."""
    free, number = name, taken.get(name, 0)
    while free in taken:
        number += 1
        free = f"{name}{mark}{number}"
    taken[name] = max(number, 1)
    taken.setdefault(free, 1)
    return free


def _with_unique_ids(sections: list[Section]) -> tuple[Section, ...]:
    # Two sections have the page's own id where words stand above its title.
    seen: dict[str, int] = {}
    return tuple(replace(section, id=free_name(section.id, seen)) for section in sections)


def _front_matter(text: str, document: str, *, strict: bool) -> tuple[FrontMatter | None, list[Problem]]:
    try:
        value = read_yaml(text)
    except Unreadable as error:
        place = f"line {error.line + 1}" if error.line else "front matter"
        return (None, [Problem(document, str(error), place)]) if strict else (FrontMatter(), [])
    if strict:
        front, problems = validated(FrontMatter, value if value is not None else {}, document, "front matter")
        if front is None and isinstance(value, dict):  # a fault elsewhere must not hide whose page it is
            kept = {name: value[name] for name in ("id", "source") if name in value}
            front, _ = validated(FrontMatter, kept, document)
        return front, problems
    # A strange page may carry any head (Jekyll, Hugo, Docusaurus…): a title is all we take from it.
    title = value.get("title") if isinstance(value, dict) else None
    return FrontMatter(title=title) if isinstance(title, str) and title.strip() else FrontMatter(), []


def _heading_problems(headings: tuple[Heading, ...], document: str) -> list[Problem]:
    problems = []
    level = 1
    for place, heading in enumerate(headings):
        if not heading.level:
            continue
        line = f"line {heading.line}"
        if heading.level > level + 1:
            problems.append(
                Problem(
                    document,
                    f"the heading '{heading.title}' skips a level; "
                    f"use {'#' * (level + 1)} and not {'#' * heading.level}",
                    line,
                )
            )
        below = headings[place + 1].level if place + 1 < len(headings) else 0
        if not heading.title:
            problems.append(Problem(document, "the heading has no words; write some or remove it", line))
        elif not heading.text and below <= heading.level and heading.level > 1:
            problems.append(Problem(document, f"the section '{heading.title}' is empty; write it or remove it", line))
        level = heading.level
    return problems

"""Skills, projects and certificates as lines of text, each with its guide. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.facts.words import Words
from bot.guides import short_names
from bot.refused import Refused
from knowledge.errors import did_you_mean
from knowledge.load import Knowledge
from knowledge.records import Certifications, Project, Projects, RecordFile, Skill, Skills

ANY_LEVEL = "Level not given"
_File = TypeVar("_File", bound=RecordFile)
_LEVELS = ("beginner", "beginner–intermediate", "intermediate", "advanced")
_NAMED = 6  # of what would have fitted


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: a line where it stands among others, and all of it where it is looked at."""

    key: str  # "atlia/python"; it names the entry in a select
    guide: str
    title: str
    small: str = ""  # a few words beside the title
    about: str = ""  # all else
    group: str = ""  # what it stands under; the guide when empty


def skills(knowledge: Knowledge, area: str = "") -> list[Item]:
    """Return the skills guide by guide, all or those that an area fits."""
    words = Words(knowledge.synonyms)
    return _unique(
        _skill(source, guide, skill)
        for source, guide, record in _files(knowledge, Skills)
        for skill in record.skills
        if not area.strip() or _fits(words, area, skill.title, skill.learn or "")
    )


def areas(knowledge: Knowledge) -> list[str]:
    """Return the titles of all skills, each once."""
    return list(dict.fromkeys(s.title for *_, record in _files(knowledge, Skills) for s in record.skills))


def no_skill(knowledge: Knowledge, area: str) -> str:
    """Say that no skill fits, and what would."""
    there = areas(knowledge)
    return f"No guide lists a skill like “{area}”{did_you_mean(area, there)}. They list {_some(there)}."


def project_level(knowledge: Knowledge, text: str) -> str:
    """Return the level of projects that a text means, "" for all; raises Refused."""
    if not text.strip():
        return ""
    known, words = project_levels(knowledge), Words(knowledge.synonyms)
    for level in known:
        if words.same(level, text) or level.replace("–", "-") == text.strip().lower():
            return level
    if words.same(text, "junior"):
        return "beginner"
    raise Refused(f"No project has the level “{text.strip()[:40]}”{did_you_mean(text, known)}; {', '.join(known)}.")


def project_levels(knowledge: Knowledge) -> list[str]:
    """Return the levels that projects have."""
    there = {project.level for project in _projects(knowledge)}
    return [level for level in _LEVELS if level in there]


def project_skills(knowledge: Knowledge) -> list[str]:
    """Return everything that stands in the stacks of projects, each once."""
    return sorted({part for project in _projects(knowledge) for part in project.stack}, key=str.lower)


def projects(knowledge: Knowledge, level: str = "", skill: str = "") -> list[Item]:
    """Return projects, the easier first and guide by guide; a level also fits one that spans it and its neighbour."""
    words = Words(knowledge.synonyms)
    fits = [
        (project.level, _project(source, guide, project))
        for source, guide, record in _files(knowledge, Projects)
        for project in record.projects
        if _of_level(project, level)
        and (not skill.strip() or _fits(words, skill, project.title, project.summary, *project.stack))
    ]
    order = (*_LEVELS, None)
    return _unique(item for _, item in sorted(fits, key=lambda one: order.index(one[0])))


def no_project(knowledge: Knowledge, level: str, skill: str) -> str:
    """Say that no project fits, and what would: the same skill on other levels, or the skills of that level."""
    said = f"No {f'{level} ' if level else ''}project uses “{skill}”"
    if level and (others := projects(knowledge, "", skill)):
        groups = dict.fromkeys(item.group.split(" · ")[0].lower() for item in others)
        return f"{said}. There is one on: {', '.join(groups)}."
    used = Counter(part for project in _projects(knowledge) if _of_level(project, level) for part in project.stack)
    if not used:  # the guides say of none what it is built with
        return f"{said}. There is {_some([item.title for item in projects(knowledge, level)])}."
    most = _some([part for part, _ in used.most_common()])
    return f"{said}{did_you_mean(skill, list(used))}. What they use most: {most}."


def certifications(knowledge: Knowledge, name: str = "") -> list[Item]:
    """Return the certificates guide by guide, all or those that a name fits."""
    words = Words(knowledge.synonyms)
    return _unique(
        Item(
            f"{source}/{found.id}",
            guide,
            found.title,
            " · ".join(filter(None, (found.issuer, found.level))),
            _sentence(found.summary or ""),
        )
        for source, guide, record in _files(knowledge, Certifications)
        for found in record.certifications
        if not name.strip() or _fits(words, name, found.title, found.issuer or "", found.summary or "")
    )


def on_certificates(knowledge: Knowledge) -> list[Item]:
    """Return what each guide says of certificates in general."""
    return [
        Item(f"{source}/~", guide, "Are certificates worth it?", about=record.summary)
        for source, guide, record in _files(knowledge, Certifications)
        if record.summary
    ]


def _files(knowledge: Knowledge, kind: type[_File]) -> Iterator[tuple[str, str, _File]]:
    """Yield (id of the guide, its name, the file), guide by guide."""
    names = short_names(knowledge)
    order = list(names)
    for record in sorted(knowledge.records_of(kind), key=lambda record: order.index(record.source)):
        yield record.source, names[record.source], record


def _projects(knowledge: Knowledge) -> list[Project]:
    return [project for *_, record in _files(knowledge, Projects) for project in record.projects]


def _of_level(project: Project, level: str) -> bool:
    return not level or level in ((project.level or "").split("–") if "–" not in level else (project.level,))


def _fits(words: Words, wanted: str, *texts: str) -> bool:
    return words.within(wanted, *texts) or any(wanted.lower().strip() in text.lower() for text in texts[:1])


def _skill(source: str, guide: str, skill: Skill) -> Item:
    small = f"{skill.priority.lower()} priority" if skill.priority else ""
    return Item(f"{source}/{skill.id}", guide, skill.title, small, _sentence(skill.learn or ""))


def _project(source: str, guide: str, project: Project) -> Item:
    group = f"{(project.level or ANY_LEVEL).capitalize()} · {guide}"
    about = f"{project.summary}\n-# Uses {', '.join(project.stack)}" if project.stack else project.summary
    return Item(f"{source}/{project.id}", guide, project.title, project.level or "", about, group)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unique(items: Iterable[Item]) -> list[Item]:
    """Return the items with keys that differ: two lists of a guide may use one id each."""
    found: dict[str, Item] = {}
    for item in items:
        key = item.key if item.key not in found else f"{item.key}~{len(found)}"
        found[key] = replace(item, key=key)
    return list(found.values())


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"

"""Skills, projects and certificates as lines of text, each with its guide. Pure."""

from collections.abc import Iterator
from typing import TypeVar

from bot.facts.words import Words
from bot.guides import short_names
from bot.refused import Refused
from knowledge.errors import did_you_mean
from knowledge.load import Knowledge
from knowledge.records import Certifications, Project, Projects, RecordFile, Skill, Skills

Line = tuple[str, str]  # the guide's name, and one entry in words
_File = TypeVar("_File", bound=RecordFile)


def skills(knowledge: Knowledge, area: str = "") -> list[Line]:
    """Return a line a skill, guide by guide, all or those that an area fits."""
    words = Words(knowledge.synonyms)
    fits: list[tuple[str, Skill]] = [
        (guide, skill)
        for guide, record in _files(knowledge, Skills)
        for skill in record.skills
        if not area.strip() or _fits(words, area, skill.title, skill.learn or "")
    ]
    return [(guide, _skill_line(skill)) for guide, skill in fits]


def areas(knowledge: Knowledge) -> list[str]:
    """Return the titles of all skills, each once."""
    return list(dict.fromkeys(s.title for _, record in _files(knowledge, Skills) for s in record.skills))


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
    order = ("beginner", "beginner–intermediate", "intermediate", "advanced")
    there = {project.level for project in _projects(knowledge)}
    return [level for level in order if level in there]


def project_skills(knowledge: Knowledge) -> list[str]:
    """Return everything that stands in the stacks of projects, each once."""
    return sorted({part for project in _projects(knowledge) for part in project.stack}, key=str.lower)


def projects(knowledge: Knowledge, level: str = "", skill: str = "") -> list[Line]:
    """Return a text a project, guide by guide; a level also fits one that spans it and its neighbour."""
    words = Words(knowledge.synonyms)
    fits = [
        (guide, project)
        for guide, record in _files(knowledge, Projects)
        for project in record.projects
        if (not level or level in ((project.level or "").split("–") if "–" not in level else (project.level,)))
        and (not skill.strip() or _fits(words, skill, project.title, project.summary, *project.stack))
    ]
    return [(guide, _project_line(project)) for guide, project in fits]


def certifications(knowledge: Knowledge) -> list[Line]:
    """Return what guides say of certificates, and a line for each of them."""
    lines: list[Line] = []
    for guide, record in _files(knowledge, Certifications):
        if record.summary:
            lines.append((guide, record.summary))
        for found in record.certifications:
            details = "; ".join(filter(None, (found.issuer, found.level, found.summary)))
            lines.append((guide, f"- **{found.title}**: {details}" if details else f"- **{found.title}**"))
    return lines


def _files(knowledge: Knowledge, kind: type[_File]) -> Iterator[tuple[str, _File]]:
    names = short_names(knowledge)
    order = list(names)
    for record in sorted(knowledge.records_of(kind), key=lambda record: order.index(record.source)):
        yield names[record.source], record


def _projects(knowledge: Knowledge) -> list[Project]:
    return [project for _, record in _files(knowledge, Projects) for project in record.projects]


def _fits(words: Words, wanted: str, *texts: str) -> bool:
    return words.within(wanted, *texts) or any(wanted.lower().strip() in text.lower() for text in texts[:1])


def _skill_line(skill: Skill) -> str:
    details = "; ".join(filter(None, (skill.learn, f"priority {skill.priority}" if skill.priority else "")))
    return f"- **{skill.title}**: {details}" if details else f"- **{skill.title}**"


def _project_line(project: Project) -> str:
    details = "; ".join(filter(None, (project.level, ", ".join(project.stack))))
    about = f" ({details})" if details else ""
    return f"- **{project.title}**{about}: {project.summary}"

"""How the mentor is used in a guild: every day of a period, and what was quoted most. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.confidence import Status
from bot.database.stats import Counts
from bot.guides import short_names
from knowledge.load import Knowledge
from knowledge.section import Section

Ranked = tuple[tuple[str, int], ...]  # names with how many answers, the most first


@dataclass(frozen=True, slots=True)
class Day:
    """One day in UTC."""

    day: date
    answered: int = 0
    related: int = 0
    not_covered: int = 0

    @property
    def asked(self) -> int:
        """Return how many questions there were."""
        return self.answered + self.related + self.not_covered


@dataclass(frozen=True, slots=True)
class Usage:
    """A period of a guild."""

    days: tuple[Day, ...]  # all of them, in their order
    sections: Ranked  # that stood first in an answer
    guides: Ranked  # that an answer had a passage of
    helpful: int
    unhelpful: int
    gaps: int  # that are open now, whenever they were asked

    @property
    def total(self) -> Day:
        """Return the sum of all days, under the first one's date."""
        return total_of(self.days)


def total_of(days: Sequence[Day]) -> Day:
    """Return the sum of days, under the first one's date."""
    return Day(
        days[0].day,
        sum(day.answered for day in days),
        sum(day.related for day in days),
        sum(day.not_covered for day in days),
    )


def usage_of(counts: Counts, first: date, last: date, knowledge: Knowledge, gaps: int) -> Usage:
    """Put the counts in words: sections and guides by their names, and days on which nobody asked too."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    sections = {name: section for section in knowledge.sections for name in (section.id, *section.aliases)}
    guides = short_names(knowledge)
    first_shown: Counter[str] = Counter()  # by id: two sections may have one name
    quoted: Counter[str] = Counter()
    for passages, count in counts.shown.items():
        ids = [passage.partition("~")[0] for passage in passages]
        for id in ids[:1]:
            first_shown[sections[id].id if id in sections else id] += count
        for guide in {sections[id].source for id in ids if id in sections}:
            quoted[guides.get(guide, guide)] += count
    return Usage(
        tuple(day_of(day, counts) for day in days),
        tuple((_named(id, sections.get(id), guides), count) for id, count in _ranked(first_shown)),
        _ranked(quoted),
        counts.helpful,
        counts.unhelpful,
        gaps,
    )


def day_of(day: date, counts: Counts) -> Day:
    """Return what was asked on a day."""
    found = counts.by_day.get(day, {})
    return Day(day, *(found.get(status, 0) for status in (Status.ANSWERED, Status.RELATED, Status.NOT_COVERED)))


def _named(id: str, section: Section | None, guides: Mapping[str, str]) -> str:
    """Return "Atlia Learning > United Kingdom"; of a taught answer not who wrote it."""
    if section is None:
        return f"{id} (no longer there)"
    guide, heading = guides.get(section.source, section.source), (section.title, *section.path)[-1]
    return " > ".join(dict.fromkeys((guide, heading)))


def _ranked(counted: Counter[str]) -> Ranked:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))

"""The guides as a card: who wrote them, and how much of each is known. Pure."""

from collections import Counter

from bot.card import Card
from bot.discord_text import escaped
from knowledge.load import Knowledge
from knowledge.records import Roadmap, Source


def sources_card(knowledge: Knowledge, colour: int) -> Card:
    """Return the guides in the order of the content."""
    if not knowledge.sources:
        return Card.of("The content that I answer from has no named guides.", colour=colour)
    counts = Counter(section.source for section in knowledge.sections)
    lines = [
        f"**{escaped(source.title)}**\n-# `{source.id}` · {_credit(source)} · {_sections(counts[source.id])}"
        + (f" · <{source.url}>" if source.url else "")
        for source in knowledge.sources
    ]
    roadmaps = len({record.source for record in knowledge.records_of(Roadmap)})
    said = [f"-# {roadmaps} of them with a roadmap: `/roadmap list`"] if roadmaps else []
    return Card.of("### What I quote from", *lines, *said, colour=colour)


def _sections(count: int) -> str:
    return "1 section" if count == 1 else f"{count} sections"


def _credit(source: Source) -> str:
    names = [name for name in (source.author, source.publisher) if name]
    return escaped(", ".join(names)) if names else "author not named"

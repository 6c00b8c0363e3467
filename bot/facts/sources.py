"""The guides as a card: what each is about, who wrote it, and where it is. Pure."""

from collections.abc import Sequence

from bot.card import GREEN, Card
from bot.discord_text import escaped
from knowledge.records import Source


def sources_card(sources: Sequence[Source]) -> Card:
    """Return the guides in the order of the content."""
    if not sources:
        return Card.of("The content that I answer from has no named guides.", colour=GREEN)
    lines = [
        f"**{escaped(source.title)}**\n"
        + (f"{escaped(source.about)}\n" if source.about else "")
        + f"-# {_credit(source)} · `{source.id}`"
        + (f" · <{source.url}>" if source.url else "")
        for source in sources
    ]
    return Card.of("### What I quote from", *lines, "-# To ask one of them alone, name it in `/ask`.", colour=GREEN)


def _credit(source: Source) -> str:
    names = [name for name in (source.author, source.publisher) if name]
    return f"by {escaped(', '.join(names))}" if names else "author not named"

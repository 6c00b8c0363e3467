"""What the mentor can do, with examples to tap, and which guides it knows. Pure."""

from collections.abc import Mapping, Sequence

from bot.answer_card import GREEN
from bot.card import Button, Card, Row, Style, Text
from bot.discord_text import escaped
from knowledge.records import Source


def help_card(commands: Mapping[str, str], examples: Sequence[str]) -> Card:
    """Return the help; `commands` are what to type and what it does."""
    listed = "\n".join(f"**{name}** {escaped(text)}" for name, text in commands.items())
    return Card.of(
        Text("### I quote guides to becoming an AI engineer"),
        Text(
            "Every sentence stands in a guide, and its source stands above it. Ask with `/ask`, mention me, write me a "
            "direct message, or use *Apps > Ask the mentor* on somebody's message. Follow-ups work: *and in London?*"
        ),
        Text(listed),
        Text("**Try one:**"),
        *(
            Row((Button(text, f"suggestion:help-{number}", Style.PRIMARY),))
            for number, text in enumerate(examples, start=1)
        ),
        colour=GREEN,
    )


def sources_card(sources: Sequence[Source], counts: Mapping[str, int]) -> Card:
    """Return the guides, who wrote them, and how many sections of each are known."""
    if not sources:
        return Card.of("The content that I answer from has no named guides.", colour=GREEN)
    lines = [
        f"**{escaped(source.title)}**\n"
        f"-# `{source.id}` · {_credit(source)} · {counts.get(source.id, 0)} sections"
        + (f" · <{source.url}>" if source.url else "")
        for source in sources
    ]
    return Card.of("### What I quote from", *lines, "-# Ask one of them: `/ask source:`", colour=GREEN)


def _credit(source: Source) -> str:
    names = [name for name in (source.author, source.publisher) if name]
    return escaped(", ".join(names)) if names else "author not named"

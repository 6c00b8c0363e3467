"""What the mentor can do, with examples to tap, and which guides it knows. Pure."""

from collections.abc import Mapping, Sequence

from bot.answer_card import GREEN
from bot.card import Button, Card, Row, Style, Text
from bot.discord_text import escaped
from knowledge.records import Source


def help_card(commands: Mapping[str, str], examples: Sequence[str]) -> Card:
    """Return the help: examples to tap, then how to ask, then the commands with what they do."""
    listed = "\n".join(f"**{name}** {escaped(text)}" for name, text in commands.items())
    return Card.of(
        Text("### Ask me about becoming an AI engineer\nI quote guides, each passage with its source. Tap one:"),
        *(
            Row((Button(text, f"suggestion:help-{number}", Style.PRIMARY),))
            for number, text in enumerate(examples, start=1)
        ),
        Text(
            "Or ask in your own words: with `/ask`, by mentioning me, or in a direct message. Follow-ups work: *and in "
            "London?* Somebody else's message: *Apps > Ask the mentor*."
        ),
        Text(listed),
        colour=GREEN,
    )


def sources_card(sources: Sequence[Source]) -> Card:
    """Return the guides: what each is about, who wrote it, and where it is."""
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

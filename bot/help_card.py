"""What the mentor can do, with examples to tap. Pure."""

from collections.abc import Mapping, Sequence

from bot.card import GREEN, Button, Card, Row, Style, Text
from bot.discord_text import escaped


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

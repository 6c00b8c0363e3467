"""What the mentor can do, with examples to tap. Pure."""

from collections.abc import Mapping, Sequence

from bot.answer_card import GREEN
from bot.card import Button, Card, Row, Style, Text
from bot.discord_text import escaped


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
        *([Text("**Try one:**")] if examples else []),
        *(
            Row((Button(text, f"suggestion:help-{number}", Style.PRIMARY),))
            for number, text in enumerate(examples, start=1)
        ),
        colour=GREEN,
    )

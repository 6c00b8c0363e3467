"""Questions to tap for who does not know what to ask: those that the index that serves surely answers."""

from collections.abc import Sequence

from bot.confidence import Status
from bot.mentor import Mentor
from bot.nearby import LONGEST

EXAMPLES = (
    "How much does a senior AI engineer earn in the UK?",
    "Do I need a degree to become an AI engineer?",
    "Which projects should a beginner build?",
    "How long does it take until I am an AI engineer?",
)
_TRIED = 24  # of the others


def examples(mentor: Mentor, others: Sequence[str], count: int = len(EXAMPLES)) -> tuple[str, ...]:
    """Return our examples that are answered; for content of another kind, of `others` in their order."""
    found: list[str] = []
    for text in dict.fromkeys((*EXAMPLES, *[text for text in others if len(text) <= LONGEST][:_TRIED])):
        if len(found) < count and mentor.ask(text, top=1).status is Status.ANSWERED:
            found.append(text)
    return tuple(found)

"""Why the passages were not enough, in words for moderators. Pure."""

from collections.abc import Sequence

from bot.mentor import Answer

_SAID = {
    "question": "no question that a section is known to answer is near it",
    "asked": "few of the questions that sections are known to answer are near it",
    "sentence": "no sentence of the guides is near it",
    "passage": "no passage is near it",
    "agreement": "question, sentence and passage that are nearest are not of one place",
    "held": "the best passage has few of its words",
    "known": "some of its words stand nowhere in the guides",
    "example": "it is like questions that are known to be out of scope",
    "example_of_kind": "it is like out-of-scope questions of its kind",
    "scope": "it leans to what the guides are not about",
    "lead": "no passage stands out",
    "length": "it has few words that mean something",
    "mended": "words of it were misspelt",
    "matched": "its words, one by one, have nothing like them in any passage",
}
_TELLING = -0.4  # of the log-odds; what weighs less explains nothing
_MOST = 3


def why(answer: Answer, unknown: Sequence[str]) -> str:
    """Return how sure the mentor was, what spoke most against it, and the words that no guide has."""
    against = sorted((part, name) for name, part in answer.parts.items() if part < _TELLING)
    lines = [f"Sure to {answer.confidence:.0%}."]
    if against:
        lines.append("Against it: " + "; ".join(_SAID[name] for _, name in against[:_MOST]) + ".")
    if unknown:
        lines.append("In no guide: " + ", ".join(unknown[:8]) + ".")
    return " ".join(lines)

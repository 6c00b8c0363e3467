"""What to offer while somebody types a question. Pure."""

from collections.abc import Sequence

from index.tokens import STOP_WORDS, words_of

MOST = 25  # Discord shows no more
LONGEST = 100  # characters of an offer


class Suggestions:
    """Questions to offer by what is typed so far."""

    def __init__(self, questions: Sequence[str]) -> None:
        """Take the questions that may be offered, the most telling first."""
        kept = dict.fromkeys(text for text in questions if len(text) <= LONGEST)
        self._questions = [(text, words_of(text)) for text in kept]

    def matching(self, typed: str) -> list[str]:
        """Return the questions that hold the words typed, the last of which may be unfinished; best first."""
        words = words_of(typed)
        telling = [word for word in words if word not in STOP_WORDS] or words
        if not telling:
            return [text for text, _ in self._questions[:MOST]]
        last = words[-1] if not typed[-1:].isspace() else ""
        scored = []
        for place, (text, held) in enumerate(self._questions):
            score = sum(
                2 if word in held else any(one.startswith(word) for one in held) if word == last or len(word) > 3 else 0
                for word in telling
            )
            if score:
                scored.append((-score, place, text))
        return [text for _, _, text in sorted(scored)[:MOST]]

"""What is made of the content that serves, once a version: who wrote the guides, and questions to offer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.suggest import Suggestions
from knowledge.load import Knowledge


@dataclass(frozen=True, slots=True)
class _Made:
    knowledge: Knowledge
    authors: Mapping[str, str]
    golden: Sequence[str]
    suggestions: Suggestions


class Served:
    """Follows the content. Every method may have to read it anew, so call it in a thread; safe for several."""

    def __init__(self, content: Callable[[], Knowledge]) -> None:
        """Take a function that gives the content that serves now."""
        self._content = content
        self._made: _Made | None = None

    def authors(self) -> Mapping[str, str]:
        """Return who wrote a guide by its id, where it is credited to its publisher."""
        return self._now().authors

    def golden(self) -> Sequence[str]:
        """Return the golden questions, in their order."""
        return self._now().golden

    def questions(self, typed: str) -> list[str]:
        """Return the golden questions that fit what was typed so far, the best first."""
        return self._now().suggestions.matching(typed)

    def _now(self) -> _Made:
        knowledge, made = self._content(), self._made
        if made is None or made.knowledge is not knowledge:
            authors = {source.id: source.author for source in knowledge.sources if source.author and source.publisher}
            golden = [question.question for question in knowledge.golden]
            made = self._made = _Made(knowledge, authors, golden, Suggestions(golden))
        return made

"""What people type for a country, a level or a skill, read by the content's own synonyms. Pure."""

import re

from knowledge.records import Synonyms


class Words:
    """The groups of words that mean the same."""

    def __init__(self, synonyms: Synonyms) -> None:
        """Index every word of every group by its group."""
        groups = [tuple(" ".join(word.lower().split()) for word in group.words) for group in synonyms.synonyms]
        self._group_of = {word: group for group in groups for word in group}

    def group(self, text: str) -> tuple[str, ...]:
        """Return all words that mean the same as a text, in small letters; at least itself."""
        said = " ".join(text.lower().split())
        return self._group_of.get(said.removeprefix("the "), self._group_of.get(said, (said,)))

    def same(self, one: str, other: str) -> bool:
        """Tell whether two texts mean the same."""
        return self.group(one)[0] == self.group(other)[0]

    def within(self, text: str, *others: str) -> bool:
        """Tell whether any word of a text's group stands as a word of its own in one of the others."""
        either = "|".join(re.escape(word) for word in self.group(text) if word)
        pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
        return bool(either) and any(pattern.search(other) for other in others)

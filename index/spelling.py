"""Mend what is misspelt in a question, with the words of the passages."""

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.names import NAMES
from index.tokens import STOP_WORDS, words_of

# Letters; in a shorter word one slip makes another word as easily. In one of four a letter may be missing or two may
# have changed places, but none is replaced ("prod" is not "pros"), unless by that it becomes a word that people use all
# the time ("nead"). In one of three such a word's letters may have changed places ("teh").
_SHORTEST = 4
_COMMON = 400  # most frequent words of the passages, or a tenth of them where they are few
_LONG = 8  # letters from which two slips are forgiven


class Spelling:
    """Words of the passages, and which of them a misspelt word was meant to be."""

    def __init__(
        self,
        words: Sequence[str],
        is_word: Callable[[str], bool],
        stem: Callable[[str], str],
        elsewhere: Sequence[str] = (),
    ) -> None:
        """Take the passages' words, the most frequent first, and a test for words that are right though not there.

        `elsewhere` are texts that people wrote of other things: an "electrician" in them is not taken for electrical.
        """
        self._is_word = is_word
        self._stem = stem
        self._known = frozenset(words)
        self._elsewhere = frozenset(stem(word) for text in elsewhere for word in words_of(text))
        self._common = frozenset(words[: min(_COMMON, len(words) // 10)])
        self._by_length: dict[int, list[str]] = {}
        for word in words:
            if len(word) >= _SHORTEST - 1 and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._answers: dict[str, str] = {}

    def corrections(self, text: str) -> dict[str, str]:
        """Return what to read for each misspelt word of a text, in folded letters."""
        return {
            word: better
            for word in dict.fromkeys(words_of(text))
            if self._may_be_misspelt(word) and (better := self._better(word)) != word
        }

    def _may_be_misspelt(self, word: str) -> bool:
        if len(word) < _SHORTEST - 1 or not word.isalpha():
            return False
        if word in self._known or word in STOP_WORDS or word in NAMES:
            return False
        # "toying" is no slip where "toy" is a word: the encoder's vocabulary has few inflected forms.
        return not (self._is_word(word) or self._is_word(self._stem(word)))

    def _better(self, word: str) -> str:
        answer = self._answers.get(word)
        if answer is None:
            if len(self._answers) > 10_000:  # a stranger's vocabulary must not fill the memory
                self._answers.clear()
            answer = self._answers[word] = self._nearest(word) or self._two_words(word) or word
        return answer

    def _nearest(self, word: str) -> str:
        """Return the known word with the fewest slips (a swap of neighbours is one), or ""."""
        # Those who wrote of other things may have slipped too, but hardly twice in a word.
        slips = 2 if len(word) >= _LONG and self._stem(word) not in self._elsewhere else 1
        found = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            near = process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=5
            )
            # People rarely miss the first letter; then the more frequent word, which comes first.
            found += [
                (distance, near_word[0] != word[0], place, near_word)
                for near_word, distance, place in near
                if self._is_near(word, near_word)
            ]
        if not found:
            return ""
        distance, other_start, _, best = min(found)
        return "" if distance + other_start > slips else best

    def _is_near(self, word: str, near: str) -> bool:
        """Tell whether a short word may be meant by one that is as near as that."""
        swapped = sorted(near) == sorted(word)
        if len(word) < _SHORTEST:
            return swapped and near in self._common
        replaced = len(near) == len(word) and near[0] == word[0] and near in self._common
        return len(word) > _SHORTEST or len(near) > len(word) or swapped or replaced

    def _two_words(self, word: str) -> str:
        """Return "data scientist" for "datascientist" and for "datasceintist", or ""."""
        if self._stem(word) in self._elsewhere:
            return ""
        for start, end in _halves(word):
            right = end if end in self._known else self._nearest(end) if start in self._known and len(end) > 5 else ""
            left = (
                start if start in self._known else self._nearest(start) if end in self._known and len(start) > 5 else ""
            )
            if left and right:
                return f"{left} {right}"
        return ""


def _halves(word: str) -> Iterator[tuple[str, str]]:
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        yield word[:cut], word[cut:]

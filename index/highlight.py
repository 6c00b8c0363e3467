"""Which sentence of a passage answers best. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.records import Passage
from index.tokens import Analyzer
from index.vector import Vectors

_WORDS = 0.4  # what the question's own words count beside the meaning, as in the ranking of passages


def highlights(
    passage: Passage, vectors: Vectors, question: Vectors, terms: Mapping[str, float], analyzer: Analyzer
) -> tuple[tuple[int, int], ...]:
    """Return [start, end) of the best sentence: nearest in meaning, and in the question's words by their rarity.

    `vectors` are the sentences' unit rows, `question` the question's unit vector, `terms` its terms and their rarity.
    """
    if not passage.sentences:
        return ()
    total = sum(terms.values()) or 1.0

    def held(words: str) -> float:
        there = set(analyzer.terms(words))
        return sum(rarity for term, rarity in terms.items() if term in there) / total  # in one order in every process

    near: Sequence[float] = (vectors @ question).tolist()
    scores = [cosine + _WORDS * held(sentence.words) for cosine, sentence in zip(near, passage.sentences, strict=True)]
    best = passage.sentences[int(np.argmax(scores))]
    return ((best.start, best.end),)

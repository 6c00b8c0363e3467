"""Which sentence of a passage answers best. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.records import Passage
from index.tokens import has_number
from index.vector import Vectors

_FIGURE = 0.15  # for a sentence with a figure, where a figure is asked for
_WORDS = 0.4  # what the question's own words count beside the meaning, as in the ranking of passages


def highlights(
    passage: Passage,
    held: Sequence[frozenset[str]],
    vectors: Vectors,
    question: Vectors,
    terms: Mapping[str, float],
    *,
    figure: bool = False,
) -> tuple[tuple[int, int], ...]:
    """Return [start, end) of the best sentence: nearest in meaning, and in the question's words by their rarity.

    `held` are the sentences' terms and `vectors` their unit rows, `question` is the question's unit vector, `terms` are
    its terms and their rarity, `figure` says that it asks for one.
    """
    if not passage.sentences:
        return ()
    total = sum(terms.values()) or 1.0
    # In the order of the terms and not of a set: a sum's last bit must be the same in every process.
    shares = (sum(rarity for term, rarity in terms.items() if term in found) / total for found in held)
    near: Sequence[float] = (vectors @ question).tolist()
    scores = [
        # "The figures are:" only announces the answer.
        cosine + _WORDS * share + _FIGURE * (figure and has_number(sentence.words)) - 2 * sentence.words.endswith(":")
        for cosine, share, sentence in zip(near, shares, passage.sentences, strict=True)
    ]
    best = passage.sentences[int(np.argmax(scores))]
    return ((best.start, best.end),)

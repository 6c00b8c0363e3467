"""Which sentence of a passage answers best. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.records import Passage
from index.vector import Vectors

_WORDS = 0.4  # what the question's own words count beside the meaning, as in the ranking of passages


def highlights(
    passage: Passage,
    held: Sequence[frozenset[str]],
    vectors: Vectors,
    question: Vectors,
    terms: Mapping[str, float],
) -> tuple[tuple[int, int], ...]:
    """Return [start, end) of the best sentence: nearest in meaning, and in the question's words by their rarity.

    `held` are the sentences' terms and `vectors` their unit rows, `question` is the question's unit vector, `terms` are
    its terms and their rarity.
    """
    if not passage.sentences:
        return ()
    total = sum(terms.values()) or 1.0
    # In the order of the terms and not of a set: a sum's last bit must be the same in every process.
    shares = (sum(rarity for term, rarity in terms.items() if term in found) / total for found in held)
    near: Sequence[float] = (vectors @ question).tolist()
    scores = [cosine + _WORDS * share for cosine, share in zip(near, shares, strict=True)]
    best = passage.sentences[int(np.argmax(scores))]
    return ((best.start, best.end),)

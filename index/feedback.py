"""The best passages → more words to look for."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import Lexical
from index.vector import Vectors

_BEST = 3  # passages that lend words; people see them anyway, so they are read in any case
_WORDS = 30  # the rarest of what they say; the rest is mostly noise


def with_borrowed(
    scores: Vectors,
    rows: NDArray[np.int64],
    weight: float,
    lexical: Lexical,
    read: Callable[[int], tuple[object, Sequence[frozenset[str]]]],
) -> Vectors:
    """Add to each score BM25 of the words that the best passages lend, times a weight.

    `rows` are the passages that the scores are of; `read` gives a passage and the terms of each of its sentences.
    """
    if not weight:
        return scores
    best = rows[np.argsort(-scores, kind="stable")[:_BEST]]
    terms = [frozenset[str]().union(*read(int(row))[1]) for row in best]
    return scores + np.float32(weight) * lexical.weighted(borrowed(terms, lexical.idf))[rows]


def borrowed(best: Sequence[Iterable[str]], rarity: Callable[[str], float]) -> dict[str, float]:
    """Return the terms that tell the best passages from all others, with weights that add up to 1.

    `best` are the terms of a few passages, the best first, each term once. A term has its rarity for the first
    passage that holds it, half of that for the second, a third for the third. This is relevance feedback (Lavrenko
    and Croft 2001, "Relevance-Based Language Models", SIGIR) without asking anyone: what answers a question in other
    words than it was asked in often shares words with what is found at once.
    """
    weights: dict[str, float] = {}
    for place, terms in enumerate(best, start=1):
        for term in terms:
            weights[term] = weights.get(term, 0.0) + rarity(term) / place
    kept = sorted(weights, key=lambda term: (-weights[term], term))[:_WORDS]
    total = sum(weights[term] for term in kept)
    return {term: weights[term] / total for term in kept}

"""Several scores of a passage → one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from index.vector import Vectors

_SHOWN = 3  # passages that people see at first
_SMOOTHED = 50  # of the best passages
_LIKENESS = 8  # power of the cosine between two passages


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts, where moderators wrote questions for the sections.

    Fitted as a choice among all passages (softmax over the weighted signals, a right one the likelier the better) to
    the development questions, each half checked with what the other gave, and rounded: from half to twice of a weight
    changes little.
    """

    semantic: float = 0.45  # of the mixed cosines
    question: float = 0.5  # of the semantic score: the questions written for the section
    heading: float = 0.4  # of the rest: the passage's own heading
    sentence: float = 0.5  # of what then remains: the nearest sentence; the other part is the whole passage
    lexical: float = 0.32  # of the share of the question's terms
    words: float = 0.62  # of what the question's words find, word by word
    length: float = 0.04  # of the passage's length, a step for each factor of e: all the facts are sooner in a long one
    keywords: float = 0.0  # of BM25 times rarity
    borrowed: float = 0.0  # of BM25 of the best passages' own words, see index/feedback.py
    neighbours: float = 0.2  # of a score: what the passages most like this one got
    variety: float = (
        0.1  # share by which a passage of a guide not yet shown may be worse, to stand among the first three
    )
    source: float = 0.2  # added when the question names the guide


# How much each signal counts in any other folder; found on 21 collections of judged questions made from public data
# sets, from FAQs to scientific claims (see `scripts.collection`). Headings and sentences say less there than in guides
# written for this. 0.007: a rare word of 7 nats that a passage is full of is worth 0.34, a common one of 2 nats 0.03;
# from 0.008 on, short questions for a fact lose. Single words of the encoder gain nothing there, and every page is a
# guide of its own: variety would only shuffle them.
PLAIN = Weights(
    semantic=1.0,
    question=0.0,
    heading=0.1,
    sentence=0.3,
    lexical=0.0,
    words=0.0,
    length=0.0,
    keywords=0.007,
    borrowed=0.07,
    neighbours=0.3,
    variety=0.0,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """One score a candidate from each signal; `rows` says which passages these are."""

    rows: NDArray[np.int64]
    passage: Vectors
    sentence: Vectors
    heading: Vectors
    question: Vectors  # mean over the questions written for the section
    nearest: Vectors  # the nearest of these
    lexical: Vectors  # BM25 as a share of what a passage full of every term would get
    keywords: Vectors  # BM25 times rarity, not bounded
    length: Vectors  # logarithm of how many times longer than usual

    def only(self, kept: NDArray[np.bool_]) -> "Signals":
        """Return the signals of some candidates."""
        return Signals(*(getattr(self, field.name)[kept] for field in fields(self)))


def fused(signals: Signals, weights: Weights) -> Vectors:
    """Return one score a candidate.

    Cosines of passage, sentence, heading and question, mixed, plus BM25 as a share of what a passage full of every term
    would get: where no passage holds much of a question, keywords count for little. What words find word by word is
    added by who has it.

    Keywords that are not scaled by what the question could get are simply added. They weigh the more, the more and the
    rarer words there are to match: a question of common words in a small folder is left to the meaning. Where keywords
    have only the passages' own words to go by, that beat shares, z-scores and ranks on nearly every collection.
    """
    content = (1 - weights.sentence) * signals.passage + weights.sentence * signals.sentence
    content = (1 - weights.heading) * content + weights.heading * signals.heading
    scores = weights.semantic * ((1 - weights.question) * content + weights.question * signals.question)
    scores = scores + weights.lexical * signals.lexical + weights.length * signals.length
    if weights.keywords:
        scores = scores + weights.keywords * signals.keywords
    return np.asarray(scores, np.float32)


def smoothed(scores: Vectors, rows: NDArray[np.int64], passages: Vectors, share: float) -> Vectors:
    """Let passages that are alike share their scores: what is near to good answers is more often good.

    Regularised retrieval scores (Diaz 2005, CIKM) over the best passages only; the high power keeps only near twins.
    `passages` are the unit rows of all passages, `rows` those of the candidates. The rest keeps its order, below.
    """
    if not share or len(scores) < 3:
        return scores
    order = np.argsort(-scores, kind="stable")
    best, rest = order[:_SMOOTHED], order[_SMOOTHED:]
    vectors = passages[rows[best]]
    alike = np.maximum(vectors @ vectors.T, 0) ** _LIKENESS
    np.fill_diagonal(alike, 0)
    alike /= alike.sum(axis=1, keepdims=True) + 1e-9
    result = scores.copy()
    result[best] = (1 - share) * scores[best] + share * (alike @ scores[best])
    if len(rest):
        result[rest] = np.minimum(scores[rest], result[best].min() - 1e-3)
    return result


def side_by_side(best: Sequence[int], scores: Vectors, guides: NDArray[np.int32], variety: float) -> list[int]:
    """Move a guide that is not yet shown up into the first places, where it comes close to what would stand there.

    `best` are places in `scores` and `guides`, in the order of the scores; so are those that are not moved.
    """
    first: list[int] = []
    rest = list(best)
    while rest and len(first) < _SHOWN:
        shown = {int(guides[place]) for place in first}
        # Only a passage that is nearly as good moves up; far from the question, nothing is near enough to move.
        close = (1 - variety) * float(scores[rest[0]])
        others = (place for place in rest if int(guides[place]) not in shown and float(scores[place]) >= close > 0)
        chosen = next(others, rest[0]) if first else rest[0]
        rest.remove(chosen)
        first.append(chosen)
    return first + rest

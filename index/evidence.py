"""What speaks for and against an answer being in the passages: a few numbers, each with a meaning."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from index.asked import NONE
from index.vector import Vectors, mean_of_few

if TYPE_CHECKING:
    from index.asked import Near
    from index.fusion import Signals
    from index.retrieve import Retriever
    from index.word_search import Matched


@dataclass(frozen=True, slots=True)
class Evidence:
    """Numbers about one search, and the words that no passage has. Cosines are -1 to 1, shares 0 to 1."""

    question: float  # cosine of the nearest question that moderators wrote
    asked: float  # mean cosine of the few nearest of these questions: one may be near by chance
    sentence: float  # cosine of the nearest sentence
    passage: float  # cosine of the nearest passage
    agreement: float  # mean of question, sentence and passage for the best-ranked: they should mean the same one
    held: float  # share of the question's words, by rarity, in the best passage
    known: float  # share of the question's words, by rarity, in any passage at all
    # Of a folder without examples out of scope, the next three are NaN: nothing is known, for or against.
    example: float  # mean cosine of the few nearest questions known to be out of scope
    example_of_kind: float  # of the nearest one among those of this question's kind: with an unknown word, or without
    scope: float  # leaning to questions for the guides, about 1, or to those out of scope, about -1
    lead: float  # how far the best score is above the twentieth
    length: float  # logarithm of one more than the number of words that carry meaning
    mended: float  # share of words that were misspelt
    matched: float  # mean of what the question's words find in the best passage, word by word; NaN without words kept
    unknown: tuple[str, ...] = ()  # words of the question that no passage has

    def numbers(self) -> tuple[float, ...]:
        """Return the numbers in the order of `NAMES`."""
        return tuple(getattr(self, name) for name in NAMES)


NAMES = tuple(field.name for field in fields(Evidence))[:-1]


def content(terms: Sequence[str]) -> list[str]:
    """Return the different terms that carry meaning: no numbers, no pairs, no single letters."""
    return [
        term
        for term in dict.fromkeys(terms)
        if "#" not in term and not term.isdigit() and (len(term) > 1 or not term.isascii())
    ]


def gather(
    retriever: "Retriever",
    vector: Vectors,
    terms: Sequence[str],
    signals: "Signals",
    matched: "Matched",
    asked: "Near",
    scores: Vectors,
    mended: int,
) -> Evidence:
    """Weigh up one search; `terms` are the question's, `mended` how many of its words were misspelt."""
    lexical = retriever.lexical
    words = content(terms)
    rarity = {term: lexical.idf(term) for term in words}
    total = sum(rarity.values())
    best = int(np.argmax(scores))
    ordered = np.sort(scores)[::-1]
    unknown = tuple(term for term in words if term not in lexical)
    near = retriever.data.arrays.examples @ vector
    leaning = retriever.data.arrays.scope
    return Evidence(
        question=float(signals.nearest.max()),
        asked=asked.few if asked.few > NONE else float(signals.nearest.max()),
        sentence=float(signals.sentence.max()),
        passage=float(signals.passage.max()),
        agreement=float((signals.nearest[best] + signals.sentence[best] + signals.passage[best]) / 3),
        held=float(signals.lexical.max()),
        known=sum(rarity[term] for term in words if term in lexical) / total if total else 0.0,
        example=mean_of_few(near) if len(near) else math.nan,
        example_of_kind=float(near.max(initial=0.0, where=retriever.plain_examples | bool(unknown)))
        if len(near)
        else math.nan,
        scope=float(vector @ leaning[:-1] + leaning[-1]) if len(near) else math.nan,
        lead=float(ordered[0] - ordered[min(19, len(ordered) - 1)]),
        length=math.log1p(len(words)),
        mended=min(mended / max(len(words), 1), 1.0),  # two slips may be of one word
        matched=matched.best,
        unknown=unknown,
    )

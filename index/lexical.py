"""Keyword search: BM25 over terms; the only home of bm25s."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# What works over many collections of passages; lower than the textbook's 1.2 and 0.75 because passages are short and
# alike in length (Trotman et al. 2014, "Improvements to BM25 and Language Models Examined", ADCS).
K1 = 0.9
B = 0.4

Scores = NDArray[np.float32]


def write_lexical(folder: Path, documents: Sequence[Sequence[str]]) -> None:
    """Index the terms of every passage and write the result to a folder; same terms, same bytes."""
    import bm25s  # here: only building needs it

    vocabulary = {term: number for number, term in enumerate(sorted({term for terms in documents for term in terms}))}
    if not vocabulary:
        vocabulary = {"": 0}  # nothing but stop words: bm25s wants one term, and divides by the mean length
        documents = [[""]] * len(documents)
    ids = [[vocabulary[term] for term in terms] for terms in documents]
    engine = bm25s.BM25(k1=K1, b=B, method="lucene")
    engine.index((ids, vocabulary), create_empty_token=False, show_progress=False)
    engine.save(str(folder), show_progress=False)


class Lexical:
    """BM25 scores, in two measures: see `shares` and `keywords`.

    bm25s computes every term's score in every passage once, when the index is built. Adding them up for a question
    takes a few lines, and importing the library a quarter of a cold start.
    """

    def __init__(self, folder: Path, passages: int) -> None:
        """Open what `write_lexical` wrote, for that many passages."""
        self._vocabulary: dict[str, int] = json.loads((folder / "vocab.index.json").read_text(encoding="utf-8"))
        self._scores = _array(folder, "data")
        self._holders = _array(folder, "indices")  # passages that have a term, term by term
        self._starts = np.array(_array(folder, "indptr"), np.int64)
        self._passages = passages
        self._frequencies = np.diff(self._starts)
        self._rarities: dict[str, float] = {}  # of known terms, once asked for

    def __contains__(self, term: str) -> bool:
        """Tell whether any passage has the term."""
        return term in self._vocabulary

    def frequency(self, term: str) -> int:
        """Return in how many passages a term stands."""
        number = self._vocabulary.get(term)
        return 0 if number is None else int(self._frequencies[number])

    def idf(self, term: str) -> float:
        """Return how rare a term is (Lucene's BM25); a term that no passage has is the rarest."""
        rarity = self._rarities.get(term)
        if rarity is None:
            frequency = self.frequency(term)
            rarity = math.log(1 + (self._passages - frequency + 0.5) / (frequency + 0.5))
            if frequency:  # what strangers type must not fill the memory
                self._rarities[term] = rarity
        return rarity

    def shares(self, terms: Sequence[str]) -> Scores:
        """Return BM25 as a share of what a passage full of every term would get, 0 to 1, shape (passages,)."""
        counts = Counter(terms)
        full = sum(self.idf(term) * count for term, count in counts.items())
        scores = self.weighted(counts)
        return scores / np.float32(full) if full else scores

    def keywords(self, terms: Sequence[str]) -> Scores:
        """Return BM25 with each term's part once more times its rarity, shape (passages,); it has no upper bound.

        This is what is fused: vectors know the common words of a question already, and blur names, codes and rare
        terms. Not divided by what the question could get, so that it weighs the more, the more there is to match. A
        term that is asked for n times counts as the root of n: a long question repeats words without meaning them more.
        """
        return self.weighted({term: self.idf(term) * math.sqrt(count) for term, count in Counter(terms).items()})

    def weighted(self, weights: Mapping[str, float]) -> Scores:
        """Return BM25 with each term's part times its weight, shape (passages,)."""
        scores = np.zeros(self._passages, np.float32)
        holders, parts = [], []
        for term, weight in weights.items():
            number = self._vocabulary.get(term)
            if number is not None:
                first, last = self._starts[number : number + 2]
                holders.append(self._holders[first:last])
                parts.append(np.float32(weight) * self._scores[first:last])
        if parts:  # added in one go, in the order of the terms: half the time of term by term, and the same bits
            np.add.at(scores, np.concatenate(holders), np.concatenate(parts))
        return scores


def _array(folder: Path, name: str) -> NDArray[Any]:
    return np.asarray(np.load(folder / f"{name}.csc.index.npy", mmap_mode="r"))

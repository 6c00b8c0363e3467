"""How well the best passages answer word by word; only these few, for it costs far more than one product a passage."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.data import Data
from index.vector import Vectors
from index.words import Words, found

_BEST = 16  # passages that are looked at; 20 find as many at first place, 12 a little fewer, and each costs time


@dataclass(frozen=True, slots=True)
class Matched:
    """What the words of a question find."""

    scores: Vectors  # for each candidate the mean over the words of the cosine of the word most like it
    best: float  # the highest of these; NaN where no words are kept


class WordSearch:
    """The words of one version's passages, with those of the questions written for their sections."""

    def __init__(self, data: Data) -> None:
        """Find out where each section's questions stand: they are in the order of the sections."""
        self._arrays = data.arrays
        self._starts = data.arrays.word_starts
        sections = np.asarray(data.arrays.sections)
        places = np.searchsorted(data.arrays.question_sections, [sections, sections + 1])
        self._question_starts, self._question_ends = data.arrays.question_word_starts[places]

    def match(self, asked: Words, rows: NDArray[np.int64], scores: Vectors) -> Matched:
        """Return what the words of a question, given as sketches, find in the best of the candidates by `scores`.

        Candidates that are not among these get the lowest score of these.
        """
        if not len(asked) or not len(self._arrays.words):
            return Matched(np.zeros(len(rows), np.float32), 0.0 if len(self._arrays.words) else math.nan)
        best = np.argsort(-scores, kind="stable")[:_BEST]
        means = found(asked, [self._words(row) for row in rows[best]])
        every = np.full(len(rows), means.min(), np.float32)
        every[best] = means
        return Matched(every, float(means.max()))

    def _words(self, row: int) -> tuple[Words, Words]:
        return (
            self._arrays.words[self._starts[row] : self._starts[row + 1]],
            self._arrays.question_words[self._question_starts[row] : self._question_ends[row]],
        )

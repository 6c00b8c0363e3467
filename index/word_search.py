"""How well the best passages answer word by word; only these few, for it costs far more than one product a passage."""

import numpy as np
from numpy.typing import NDArray

from index.data import Data
from index.vector import Vectors
from index.words import Words, found

_BEST = 20  # passages that are looked at; 40 find no better, 10 a little worse


class WordSearch:
    """The words of one version's passages, with those of the questions written for their sections."""

    def __init__(self, data: Data) -> None:
        """Find out where each section's questions stand: they are in the order of the sections."""
        self._arrays = data.arrays
        self._starts = data.arrays.word_starts
        sections = np.asarray(data.arrays.sections)
        places = np.searchsorted(data.arrays.question_sections, [sections, sections + 1])
        self._question_starts, self._question_ends = data.arrays.question_word_starts[places]

    def scores(self, asked: Words, rows: NDArray[np.int64], scores: Vectors) -> Vectors:
        """Return one score a row, 0 to 1, for the words of a question; `asked` are their sketches.

        Rows that are not among the best by `scores` get the lowest score of these.
        """
        if not len(asked) or not len(self._arrays.words):
            return np.zeros(len(rows), np.float32)
        best = np.argsort(-scores, kind="stable")[:_BEST]
        near = found(asked, [self._words(row) for row in rows[best]])
        every = np.full(len(rows), near.min(initial=1.0), np.float32)
        every[best] = near
        return every

    def _words(self, row: int) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        return (
            self._arrays.words[self._starts[row] : self._starts[row + 1]],
            self._arrays.question_words[self._question_starts[row] : self._question_ends[row]],
        )

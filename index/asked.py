"""The questions that moderators wrote for the sections: how near each section's are to a question. Pure."""

import numpy as np
from numpy.typing import NDArray

from index.vector import Vectors

NONE = -2.0  # the score of a section that nobody wrote questions for; no cosine is so low


class Asked:
    """Questions by section."""

    def __init__(self, questions: Vectors, question_sections: NDArray[np.int32], sections: NDArray[np.int32]) -> None:
        """Take the questions' unit rows, the section of each, in ascending order, and the section of each passage."""
        self._questions = questions
        # The last section may have questions and no words: then it has no passage.
        self._count = 1 + max(int(sections.max(initial=0)), int(question_sections.max(initial=0)))
        written = np.bincount(question_sections, minlength=self._count)
        # Not np.unique, whose first call imports a tenth of a cold start.
        self.sections = np.flatnonzero(written)  # that have questions
        self._numbers = written[self.sections]
        self._starts = np.cumsum(self._numbers) - self._numbers

    def scores(self, vector: Vectors) -> tuple[Vectors, Vectors]:
        """Return for each section the cosine of its nearest question, and the mean over all of its questions.

        The nearest of many is near by chance more often than the nearest of few; the mean says what they are about.
        """
        nearest, mean = np.full((2, self._count), NONE, np.float32)
        if len(self.sections):
            cosines = self._questions @ vector
            nearest[self.sections] = np.maximum.reduceat(cosines, self._starts)
            mean[self.sections] = np.add.reduceat(cosines, self._starts) / self._numbers
        return nearest, mean

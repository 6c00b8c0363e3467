"""The questions that moderators wrote for the sections: how near each section's are to a question. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.vector import Vectors, mean_of_few

NONE = -2.0  # the score of a section that nobody wrote questions for; no cosine is so low


@dataclass(frozen=True, slots=True)
class Near:
    """How near the questions of each section are to one that is asked; NONE for a section without."""

    nearest: Vectors  # the cosine of the nearest one, shape (sections,)
    mean: Vectors  # over all of them: the nearest of many is near by chance more often than the nearest of few
    few: float  # mean cosine of the few nearest of all questions; NONE without any


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

    def near(self, vector: Vectors) -> "Near":
        """Return how near the questions are to one that is asked, given as a unit vector."""
        nearest, mean = np.full((2, self._count), NONE, np.float32)
        if not len(self.sections):
            return Near(nearest, mean, NONE)
        cosines = self._questions @ vector
        nearest[self.sections] = np.maximum.reduceat(cosines, self._starts)
        mean[self.sections] = np.add.reduceat(cosines, self._starts) / self._numbers
        return Near(nearest, mean, mean_of_few(cosines))

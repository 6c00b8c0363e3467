"""The questions that moderators wrote for the sections."""

import numpy as np
import pytest

from index.asked import NONE, Asked

# Section 0 has two questions, 2 has one, 1 and 3 have none; 4 has a question and no passage.
SECTIONS = np.array([0, 0, 1, 2, 3], np.int32)
QUESTIONS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0, 1]], np.float32)
ASKED = Asked(QUESTIONS, np.array([0, 0, 2, 4], np.int32), SECTIONS)


def test_a_section_has_the_cosine_of_its_nearest_question_and_the_mean_of_all():
    near = ASKED.near(np.array([1, 0], np.float32))

    assert near.nearest == pytest.approx([1, NONE, 0.6, NONE, 0])
    assert near.mean == pytest.approx([0.5, NONE, 0.6, NONE, 0])
    assert (near.nearest.dtype, near.mean.dtype) == (np.float32, np.float32)
    assert near.few == pytest.approx(0.4)  # of all four


def test_of_many_questions_the_five_nearest_are_averaged():
    cosines = [0.1, 0.9, 0.2, 0.8, 0.7, 0.0, 0.6, 0.5]
    asked = Asked(np.array([[cosine, 0] for cosine in cosines], np.float32), np.arange(8, dtype=np.int32), SECTIONS)

    assert asked.near(np.array([1, 0], np.float32)).few == pytest.approx(0.7)


def test_the_sections_with_questions_are_known():
    assert ASKED.sections.tolist() == [0, 2, 4]


def test_without_any_question_no_section_has_a_score():
    none = Asked(np.empty((0, 2), np.float32), np.empty(0, np.int32), SECTIONS)

    near = none.near(np.array([1, 0], np.float32))

    assert (near.nearest.tolist(), near.mean.tolist(), near.few) == ([NONE] * 4, [NONE] * 4, NONE)
    assert none.sections.tolist() == []

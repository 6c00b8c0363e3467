"""Guides that come close stand side by side among the first three."""

import numpy as np

from index.fusion import side_by_side

GUIDES = np.array([0, 0, 0, 1, 1], np.int32)


def test_another_guide_that_comes_close_stands_before_a_second_passage_of_the_first():
    scores = np.array([0.9, 0.8, 0.7, 0.75, 0.2], np.float32)

    assert side_by_side([0, 1, 3, 2, 4], scores, GUIDES, 0.2) == [0, 3, 1, 2, 4]


def test_the_best_passage_stays_first_however_close_another_guide_comes():
    scores = np.array([0.9, 0.8, 0.7, 0.899, 0.2], np.float32)

    assert side_by_side([0, 3, 1, 2, 4], scores, GUIDES, 0.2)[0] == 0


def test_a_guide_that_is_far_behind_stays_there():
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.2], np.float32)

    assert side_by_side([0, 1, 2, 3, 4], scores, GUIDES, 0.1) == [0, 1, 2, 3, 4]


def test_places_after_the_third_keep_their_order():
    scores = np.array([0.9, 0.8, 0.7, 0.69, 0.68], np.float32)

    assert side_by_side([0, 1, 2, 3, 4], scores, GUIDES, 0.0) == [0, 1, 2, 3, 4]


def test_far_from_the_question_nothing_moves():
    scores = np.array([0.1, -0.1, -0.2, -0.11, -0.3], np.float32)

    assert side_by_side([0, 1, 3, 2, 4], scores, GUIDES, 0.2) == [0, 1, 3, 2, 4]

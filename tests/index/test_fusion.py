"""Several scores to one."""

from dataclasses import fields, replace

import numpy as np
import pytest

from index.fusion import PLAIN, Signals, Weights, fused, smoothed


def signals(**given):
    """Return signals for three passages; what is not given is 0."""
    names = [field.name for field in fields(Signals)[1:]]
    return Signals(np.arange(3), **{name: np.array(given.get(name, (0, 0, 0)), np.float32) for name in names})


ROUND = Weights(semantic=1.0, question=0.5, heading=0.0, sentence=0.5, lexical=0.4, neighbours=0.2, source=0.2)


def test_the_score_is_the_formula_that_the_docstring_gives():
    scores = fused(
        signals(passage=(0.2, 0.4, 0.6), sentence=(0.4, 0.2, 0.0), question=(0.1, 0.9, 0.5), lexical=(0.25, 0.0, 0.16)),
        ROUND,
    )

    assert scores == pytest.approx([0.5 * 0.3 + 0.05 + 0.4 * 0.25, 0.5 * 0.3 + 0.45, 0.5 * 0.3 + 0.25 + 0.4 * 0.16])
    assert scores.dtype == np.float32


def test_a_heading_takes_its_share_of_the_content():
    scores = fused(signals(passage=(0.4, 0.4, 0.4), heading=(0.0, 1.0, 0.5)), replace(ROUND, heading=0.25))

    assert scores == pytest.approx([0.5 * 0.75 * 0.2, 0.5 * (0.75 * 0.2 + 0.25), 0.5 * (0.75 * 0.2 + 0.125)])


@pytest.mark.parametrize(
    ("weights", "signal"),
    [
        *((Weights(), signal) for signal in ("passage", "sentence", "heading", "question", "lexical", "length")),
        *((PLAIN, signal) for signal in ("passage", "sentence", "heading", "keywords")),
    ],
)
def test_each_signal_alone_decides_when_all_else_is_equal(weights, signal):
    assert fused(signals(**{signal: (0.1, 0.3, 0.2)}), weights).argsort().tolist() == [0, 2, 1]


def test_in_a_plain_folder_keywords_count_as_they_are():
    scores = fused(signals(keywords=(50.0, 0.0, 100.0), lexical=(0.1, 0.9, 0.2), question=(0.1, 0.9, 0.2)), PLAIN)

    assert scores == pytest.approx([0.35, 0.0, 0.7])


def test_without_any_keyword_the_meaning_alone_counts():
    with_keywords = Weights(semantic=1.0, lexical=0.9, question=0.0, heading=0.0, sentence=0.0)

    assert fused(signals(passage=(0.1, 0.3, 0.2)), with_keywords) == pytest.approx([0.1, 0.3, 0.2])


def test_of_two_passages_that_fit_alike_the_longer_comes_first_and_a_much_better_one_before_both():
    alike = signals(passage=(0.4, 0.4, 0.4), question=(0.5, 0.5, 1.0), length=(0.0, 1.0, -1.0))

    assert fused(alike, Weights()).argsort()[::-1].tolist() == [2, 1, 0]
    assert fused(alike, Weights()).tolist()[1] - fused(alike, Weights()).tolist()[0] == pytest.approx(Weights().length)
    assert fused(alike, PLAIN).tolist()[:2] == [fused(alike, PLAIN).tolist()[0]] * 2


def test_a_keyword_match_adds_its_share():
    scores = fused(signals(lexical=(0.09, 0.0, 0.04)), ROUND)

    assert scores == pytest.approx([0.4 * 0.09, 0.0, 0.4 * 0.04])


def test_a_passage_like_the_good_ones_rises_above_one_that_is_like_none():
    vectors = np.array([[1, 0, 0], [0.99, 0.14, 0], [0, 0, 1]], np.float32)
    scores = np.array([0.9, 0.50, 0.51], np.float32)

    assert smoothed(scores, np.arange(3), vectors, 0.2).argsort()[::-1].tolist() == [0, 1, 2]
    assert scores.tolist() == pytest.approx([0.9, 0.5, 0.51])  # what was given is not changed


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_to_be_alike_stay_as_they_are(count):
    scores = np.arange(count, dtype=np.float32)

    assert smoothed(scores, np.arange(count), np.eye(3, dtype=np.float32), 0.2).tolist() == scores.tolist()


def test_a_share_of_nothing_changes_nothing():
    scores = np.array([3, 1, 2], np.float32)

    assert smoothed(scores, np.arange(3), np.ones((3, 2), np.float32), 0.0).tolist() == [3, 1, 2]


def test_the_candidates_may_be_any_rows_of_all_passages():
    vectors = np.array([[0, 1], [1, 0], [0, 1], [1, 0], [0, 1]], np.float32)
    scores = np.array([0.8, 0.4, 0.2], np.float32)

    assert smoothed(scores, np.array([0, 2, 3]), vectors, 0.5) == pytest.approx([0.6, 0.6, 0.1])


def test_all_past_the_best_stay_below_them():
    random = np.random.default_rng(1)
    vectors = random.standard_normal((200, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = random.random(200).astype(np.float32)
    after = smoothed(scores, np.arange(200), vectors, 0.5)
    order = np.argsort(-scores)

    assert set(np.argsort(-after)[:50]) == set(order[:50])
    assert after[order[50:]].max() < after[order[:50]].min()

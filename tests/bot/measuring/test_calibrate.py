"""Fitting on toy data: what separates gets the weight, and the thresholds keep what they promise."""

import numpy as np
import pytest

from bot.confidence import Status
from bot.measuring.calibrate import KEPT, Samples, fit
from index.evidence import NAMES, Evidence

SHA256 = "ab" * 32


def toy(seed: int, count: int, **slopes: float) -> tuple[np.ndarray, np.ndarray]:
    """Return normal noise and labels drawn from a logistic model with these slopes."""
    random = np.random.default_rng(seed)
    numbers = random.normal(size=(count, len(NAMES)))
    odds = sum(slope * numbers[:, NAMES.index(name)] for name, slope in slopes.items())
    return numbers, random.random(count) < 1 / (1 + np.exp(-odds))


def separable(count: int = 400) -> tuple[np.ndarray, np.ndarray]:
    numbers, _ = toy(1, count)
    answerable = np.arange(count) % 2 == 0
    numbers[:, NAMES.index("question")] = np.where(answerable, 0.9, 0.1) + 0.01 * numbers[:, 0]
    return numbers, answerable


def fitted(numbers, answerable, right):
    return fit(Samples(numbers, answerable, np.ones(len(answerable), bool), right), SHA256)


def test_classes_that_can_be_told_apart_are():
    numbers, answerable = separable()

    calibration = fitted(numbers, answerable, answerable)

    found = [calibration.confidence(Evidence(*row)) for row in numbers]
    assert min(np.array(found)[answerable]) > max(np.array(found)[~answerable])
    weights = dict(zip(NAMES, calibration.weights, strict=True))
    assert max(weights, key=lambda name: abs(weights[name])) == "question"
    assert weights["question"] > 0


def test_the_slopes_of_a_known_model_come_back():
    numbers, answerable = toy(2, 20_000, passage=2.0, example=-1.0)

    calibration = fitted(numbers, answerable, answerable)

    weights = dict(zip(NAMES, calibration.weights, strict=True))
    assert weights.pop("passage") == pytest.approx(2.0, abs=0.15)
    assert weights.pop("example") == pytest.approx(-1.0, abs=0.15)
    assert max(map(abs, weights.values())) < 0.1


def test_units_do_not_matter():
    numbers, answerable = toy(3, 2_000, passage=1.0)
    calibration = fitted(numbers, answerable, answerable)
    stretched = fitted(numbers * 100 + 7, answerable, answerable)

    assert stretched.weights == pytest.approx(calibration.weights, abs=1e-4)
    assert stretched.confidence(Evidence(*(numbers[0] * 100 + 7))) == pytest.approx(
        calibration.confidence(Evidence(*numbers[0])), abs=1e-3
    )


def test_a_number_that_is_alike_for_all_questions_does_no_harm():
    numbers, answerable = separable()
    numbers[:, NAMES.index("mended")] = 0

    calibration = fitted(numbers, answerable, answerable)

    assert dict(zip(NAMES, calibration.weights, strict=True))["mended"] == 0
    assert calibration.confidence(Evidence(*numbers[0])) > 0.9


def test_a_class_counts_the_same_however_many_questions_it_has():
    numbers, answerable = separable()
    more = np.concatenate([numbers, np.repeat(numbers[~answerable], 9, axis=0)])
    labels = np.concatenate([answerable, np.zeros(len(more) - len(numbers), bool)])

    calibration = fitted(more, labels, labels)

    middle = Evidence(*np.where(np.array(NAMES) == "question", 0.5, numbers.mean(axis=0)))
    assert 0.2 < calibration.confidence(middle) < 0.8


def test_the_threshold_keeps_the_promised_share_of_answerable_questions():
    numbers, answerable = toy(4, 3_000, passage=1.5)
    numbers[:, NAMES.index("question")] = 0.5  # nobody wrote any of these questions for a section

    calibration = fitted(numbers, answerable, answerable)

    shown = [
        calibration.status(calibration.confidence(Evidence(*row))) is not Status.NOT_COVERED
        for row in numbers[answerable]
    ]
    assert np.mean(shown) == pytest.approx(KEPT, abs=0.005)


def test_answered_is_never_below_related_and_impossible_when_nothing_is_ever_right():
    numbers, answerable = toy(5, 500, passage=1.0)

    wrong = fitted(numbers, answerable, np.zeros(500, bool))

    assert wrong.answered == 1.0
    assert fitted(numbers, answerable, answerable).answered >= wrong.related


def test_the_same_numbers_give_the_same_calibration():
    numbers, answerable = toy(6, 300, passage=1.0)

    assert fitted(numbers, answerable, answerable) == fit(
        Samples(numbers, answerable, np.ones(len(answerable), bool), answerable), SHA256
    )
    assert fitted(numbers, answerable, answerable).encoder_sha256 == SHA256

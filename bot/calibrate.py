"""Fit the confidence to labelled questions. Logistic regression by Newton's method, a few lines of numpy."""

import numpy as np
from numpy.typing import NDArray

from bot.confidence import Calibration
from index.evidence import NAMES

Numbers = NDArray[np.float64]

RIDGE = 1.0  # on standardised features; keeps ten features from fitting the quirks of a few hundred questions
KEPT = 0.965  # of answerable questions that are shown passages; asked for is 0.95, the rest is for the unseen
SURE = 0.95  # of questions that are called answered have their answer among the first three passages


def fit(numbers: Numbers, answerable: NDArray[np.bool_], right: NDArray[np.bool_], encoder_sha256: str) -> Calibration:
    """Fit weights and thresholds; `numbers` has a row a question, in the order of `index.evidence.NAMES`.

    `answerable` says which questions have an answer, `right` which were shown it among the first three passages.
    """
    mean, scale = numbers.mean(axis=0), numbers.std(axis=0) + 1e-9
    rows = np.column_stack(((numbers - mean) / scale, np.ones(len(numbers))))
    # Both classes weigh the same, however many questions of each somebody wrote.
    importance = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (1 - answerable.mean()))
    ridge = np.append(np.full(numbers.shape[1], RIDGE), 0.0)
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (importance * (chance - answerable)) + ridge * weights
        curve = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-10:
            break
    chance = 1 / (1 + np.exp(-rows @ weights))
    related = float(np.quantile(chance[answerable], 1 - KEPT))
    return Calibration(
        encoder_sha256=encoder_sha256,
        features=NAMES,
        mean=_rounded(mean),
        scale=_rounded(scale),
        weights=_rounded(weights[:-1]),
        bias=round(float(weights[-1]), 6),
        related=round(related, 4),
        answered=round(max(related, _sure_from(chance, right)), 4),
    )


def _sure_from(chance: Numbers, right: NDArray[np.bool_]) -> float:
    """Return the lowest threshold above which SURE of the questions are answered rightly; 1.0 when there is none."""
    order = np.argsort(-chance, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= SURE)
    return float(chance[order][enough[-1]]) if len(enough) else 1.0


def _rounded(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)

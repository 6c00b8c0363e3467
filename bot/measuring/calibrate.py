"""Fit the confidence to labelled questions. Logistic regression by Newton's method, a few lines of numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.confidence import Calibration
from bot.measuring.evaluation import Abstention, abstention, evidence, halves, ranks
from index.evidence import NAMES
from index.retrieve import Retriever
from knowledge.labelled import Labelled
from knowledge.records import GoldenQuestion

Numbers = NDArray[np.float64]

RIDGE = 0.3  # on standardised features; keeps the features from fitting the quirks of a few hundred questions
KEPT = 0.97  # of answerable questions that are shown passages; asked for is 0.95, the rest is for harder ones
FOLDS = 10  # each is judged by a fit to the others: a fit is too sure of the questions that it has seen
# Of questions that are called answered have a passage among the first three that is labelled right. Of all answerable
# ones 0.96 have: more would turn good answers into "the closest I have".
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Samples:
    """Labelled questions as numbers, a row a question."""

    numbers: Numbers  # the evidence, in the order of `index.evidence.NAMES`
    answerable: NDArray[np.bool_]
    judged: NDArray[np.bool_]  # whether it is known which passage is right
    right: NDArray[np.bool_]  # whether a right passage is among the first three


def samples(retriever: Retriever, labelled: Labelled, golden: Sequence[GoldenQuestion] = ()) -> Samples:
    """Ask every question; golden and in-scope ones are answerable, whichever passage answers them.

    Raises ValueError when there are not questions of both kinds.
    """
    if not labelled.answerable or not labelled.unanswerable:
        raise ValueError("needs questions of both kinds, answerable and unanswerable")
    known, answerable = evidence(retriever, labelled)
    more = [retriever.search(asked.question, context=asked.context).evidence for asked in golden]
    more += [retriever.search(question).evidence for question in labelled.in_scope]
    rows = [one.numbers() for one in (*known, *more)]
    right = np.zeros(len(rows), bool)
    right[: len(labelled.answerable)] = [1 <= rank <= 3 for rank in ranks(retriever, labelled.answerable)]
    return Samples(
        numbers=np.array(rows),
        answerable=np.append(answerable, np.ones(len(more), bool)),
        judged=np.arange(len(rows)) < len(known),
        right=right,
    )


def fit(found: Samples, encoder_sha256: str) -> Calibration:
    """Fit weights to all labelled questions, and thresholds to what each fold gets from a fit to the others."""
    numbers, answerable = np.nan_to_num(found.numbers), found.answerable
    folds = np.arange(len(numbers)) % FOLDS
    chance = np.empty(len(numbers))
    for fold in range(FOLDS):
        others = _regression(numbers[folds != fold], answerable[folds != fold])
        chance[folds == fold] = others.chance(numbers[folds == fold])
    regression = _regression(numbers, answerable)
    related = float(np.quantile(chance[answerable & found.judged], 1 - KEPT))
    return Calibration(
        encoder_sha256=encoder_sha256,
        features=NAMES,
        mean=_rounded(regression.mean),
        scale=_rounded(regression.scale),
        weights=_rounded(regression.weights[:-1]),
        bias=round(float(regression.weights[-1]), 6),
        related=round(related, 4),
        answered=round(max(related, _sure_from(chance[found.judged], found.right[found.judged])), 4),
    )


@dataclass(frozen=True, slots=True)
class _Regression:
    mean: Numbers
    scale: Numbers
    weights: Numbers  # the last one is the bias

    def chance(self, numbers: Numbers) -> Numbers:
        odds = ((numbers - self.mean) / self.scale) @ self.weights[:-1] + self.weights[-1]
        result: Numbers = 1 / (1 + np.exp(-odds))
        return result


def _regression(numbers: Numbers, answerable: NDArray[np.bool_]) -> _Regression:
    mean, spread = numbers.mean(axis=0), numbers.std(axis=0)
    scale = np.where(spread > 1e-6, spread, 1.0)  # what is alike for all questions tells nothing, and divides nothing
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
    return _Regression(mean, scale, weights)


def cross_fitted(
    retriever: Retriever, labelled: Labelled, golden: Sequence[GoldenQuestion] = ()
) -> tuple[Abstention, Abstention]:
    """Measure the confidence on each half of the questions, fitted on the other half: what it is worth on unseen ones.

    Raises ValueError when there are not questions of both kinds.
    """
    even, odd = halves(labelled)
    encoder = retriever.encoder.info.weights_sha256
    first, second = (
        fit(samples(retriever, even, golden[0::2]), encoder),
        fit(samples(retriever, odd, golden[1::2]), encoder),
    )
    return abstention(retriever, first, odd), abstention(retriever, second, even)


def _sure_from(chance: Numbers, right: NDArray[np.bool_]) -> float:
    """Return the lowest threshold above which SURE of the questions are answered rightly; 1.0 when there is none."""
    order = np.argsort(-chance, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= SURE)
    return float(chance[order][enough[-1]]) if len(enough) else 1.0


def _rounded(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)

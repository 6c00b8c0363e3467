"""How well the mentor does on labelled questions: is the right passage first, and does it know what it can't answer?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.confidence import Calibration, Status
from index.evidence import Evidence
from index.fusion import Weights
from index.retrieve import Retriever
from knowledge.labelled import Answerable, Labelled

DEPTH = 10  # ranks that are looked at
MISSING = 0  # the rank of a passage that is not among them

_NONE = Weights(question=0, heading=0, sentence=0, lexical=0, words=0, length=0, neighbours=0)
SIGNALS: dict[str, Weights] = {
    "passage vectors alone": _NONE,
    "sentence vectors alone": replace(_NONE, sentence=1),
    "heading vectors alone": replace(_NONE, heading=1),
    "question vectors alone": replace(_NONE, question=1),
    "BM25 alone": replace(_NONE, semantic=0, lexical=1),
    "fused without questions": replace(Weights(), question=0),
    "fused without headings": replace(Weights(), heading=0),
    "fused without sentences": replace(Weights(), sentence=0),
    "fused without BM25": replace(Weights(), lexical=0),
    "fused without words": replace(Weights(), words=0),
    "fused without length": replace(Weights(), length=0),
    "fused without neighbours": replace(Weights(), neighbours=0),
    "fused": Weights(),
}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where the right passage stood, over some questions."""

    questions: int
    hit1: float  # share whose first passage is right
    hit3: float
    mrr: float  # mean of 1 / rank, 0 where the right passage is not among the first ten

    @classmethod
    def of(cls, ranks: Sequence[int]) -> "Ranking":
        """Sum up ranks, counted from 1."""
        count = max(len(ranks), 1)
        return cls(
            questions=len(ranks),
            hit1=sum(rank == 1 for rank in ranks) / count,
            hit3=sum(1 <= rank <= 3 for rank in ranks) / count,
            mrr=sum(1 / rank for rank in ranks if rank) / count,
        )


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well the confidence tells what can be answered from what cannot."""

    auc: float  # probability that an answerable question gets more confidence than an unanswerable one
    kept: float  # share of answerable questions that get passages
    refused: dict[str, float]  # share of unanswerable questions that get none, by kind
    precision: float  # of `not_covered`: share that really has no answer
    recall: float  # of `not_covered`: share of the unanswerable that gets it

    @classmethod
    def mean(cls, found: Sequence["Abstention"]) -> "Abstention":
        """Return the mean of several; a kind counts where there is one of it."""

        def mean(value: Callable[[Abstention], float]) -> float:
            return sum(map(value, found)) / len(found)

        kinds = dict.fromkeys(kind for one in found for kind in one.refused)
        shares = {kind: [one.refused[kind] for one in found if kind in one.refused] for kind in kinds}
        return cls(
            auc=mean(lambda one: one.auc),
            kept=mean(lambda one: one.kept),
            refused={kind: sum(values) / len(values) for kind, values in shares.items()},
            precision=mean(lambda one: one.precision),
            recall=mean(lambda one: one.recall),
        )


def halves(labelled: Labelled) -> tuple[Labelled, Labelled]:
    """Part the questions in two: the even ones to tune and calibrate on, the odd ones to report on."""

    def half(offset: int) -> Labelled:
        return labelled.model_copy(
            update={
                "answerable": labelled.answerable[offset::2],
                "unanswerable": labelled.unanswerable[offset::2],
                "in_scope": labelled.in_scope[offset::2],
            }
        )

    return half(0), half(1)


def ranks(retriever: Retriever, questions: Iterable[Answerable]) -> Iterator[int]:
    """Yield the rank of the first right passage of each question, MISSING where there is none."""
    for question in questions:
        found = retriever.search(question.question, context=question.context, top=DEPTH)
        right = (
            place
            for place, hit in enumerate(found.hits, start=1)
            if question.answered_by(hit.passage.source, hit.passage.text)
        )
        yield next(right, MISSING)


def evidence(retriever: Retriever, labelled: Labelled) -> tuple[list[Evidence], NDArray[np.bool_]]:
    """Return the evidence for every question, and which of them are answerable."""
    found = [retriever.search(asked.question, context=asked.context).evidence for asked in labelled.answerable]
    found += [retriever.search(asked.question).evidence for asked in labelled.unanswerable]
    return found, np.arange(len(found)) < len(labelled.answerable)


def abstention(retriever: Retriever, calibration: Calibration, labelled: Labelled) -> Abstention:
    """Measure the confidence on labelled questions."""
    found, answerable = evidence(retriever, labelled)
    confidence = np.array([calibration.confidence(one) for one in found])
    refused = np.array([calibration.status(float(value)) is Status.NOT_COVERED for value in confidence])
    kinds = np.array([*("" for _ in labelled.answerable), *(asked.kind for asked in labelled.unanswerable)])
    return Abstention(
        auc=roc_auc(confidence[answerable], confidence[~answerable]),
        kept=float((~refused[answerable]).mean()),
        refused={str(kind): float(refused[kinds == kind].mean()) for kind in dict.fromkeys(kinds[~answerable])},
        precision=float((~answerable)[refused].mean()) if refused.any() else 1.0,
        recall=float(refused[~answerable].mean()),
    )


def roc_auc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the area under the ROC curve: how often a positive is above a negative, ties counted half."""
    above = (positive[:, None] > negative[None, :]).mean()
    return float(above + (positive[:, None] == negative[None, :]).mean() / 2)


def by_kind(questions: Sequence[Answerable], found: Sequence[int]) -> dict[str, Ranking]:
    """Return a ranking a kind of question, in the order of the kinds' names."""
    kinds: dict[str, list[int]] = {}
    for question, rank in zip(questions, found, strict=True):
        kinds.setdefault(question.kind, []).append(rank)
    return {kind: Ranking.of(ranked) for kind, ranked in sorted(kinds.items())}


def by_signal(make: Callable[[Weights], Retriever], questions: Sequence[Answerable]) -> Iterator[tuple[str, Ranking]]:
    """Yield what each signal does alone, and what the whole loses without it."""
    for name, weights in SIGNALS.items():
        yield name, Ranking.of(list(ranks(make(weights), questions)))

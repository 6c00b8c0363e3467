"""Everything that is measured on labelled and golden questions, as values; `scripts.evaluate` shows them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.confidence import Calibration
from bot.measuring.calibrate import cross_fitted
from bot.measuring.evaluation import SIGNALS, Abstention, Ranking, abstention, by_kind, by_signal, halves, ranks
from bot.measuring.remembering import Remembering
from index.reindex import GATE_TOP, rank
from index.retrieve import Retriever
from knowledge.labelled import Labelled
from knowledge.records import GoldenQuestion

Searched = Callable[[], None]  # called after each search


@dataclass(frozen=True, slots=True)
class Below:
    """A figure that falls short of its floor."""

    file: str
    figure: str
    value: float
    floor: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one file of labelled questions."""

    file: str
    unseen: bool  # measured whole, with the confidence as shipped; else half by half
    ranking: Ranking  # of all questions, or of the half to report on
    kinds: Mapping[str, Ranking]
    tuning: Ranking | None = None  # of the half that is tuned on
    signals: Mapping[str, Ranking] = field(default_factory=dict)
    abstention: Abstention | None = None  # None without questions of both kinds
    floors: Mapping[str, float] = field(default_factory=dict)

    def named(self) -> dict[str, float]:
        """Return the figures by the names that floors have."""
        figures = {"hit@1": self.ranking.hit1, "hit@3": self.ranking.hit3, "mrr@10": self.ranking.mrr}
        if (found := self.abstention) is not None:
            figures |= {"auc": found.auc, "kept": found.kept, "precision": found.precision, "refused": found.recall}
            figures |= {f"refused, {kind}": share for kind, share in found.refused.items()}
            figures |= {"refused, lowest kind": min(found.refused.values())}
        return figures

    def below(self) -> list[Below]:
        """Return what falls short of its floor; a figure that there is not is 0."""
        figures = self.named()
        values = [(name, figures.get(name, 0.0), floor) for name, floor in self.floors.items()]
        return [Below(self.file, name, value, floor) for name, value, floor in values if value < floor]

    def as_json(self) -> dict[str, Any]:
        """Return all of it for a program."""
        found, figures = self.abstention, self.named()
        return {
            "file": self.file,
            "unseen": self.unseen,
            "ranking": _ranking(self.ranking),
            "kinds": {kind: _ranking(ranking) for kind, ranking in self.kinds.items()},
            "tuning": self.tuning and _ranking(self.tuning),
            "signals": {name: _ranking(ranking) for name, ranking in self.signals.items()},
            "abstention": found
            and {
                "auc": _rounded(found.auc),
                "kept": _rounded(found.kept),
                "precision": _rounded(found.precision),
                "recall": _rounded(found.recall),
                "refused": {kind: _rounded(share) for kind, share in found.refused.items()},
            },
            "floors": {
                name: {"value": _rounded(figures.get(name, 0.0)), "floor": floor} for name, floor in self.floors.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Unfound:
    """A golden question none of whose sections is among the first passages; a rank of 0 is not among ten either."""

    question: str
    sections: tuple[str, ...]
    rank: int


def figures_of(
    file: str,
    retriever: Retriever,
    labelled: Labelled,
    golden: Sequence[GoldenQuestion],
    *,
    ablation: bool,
    searched: Searched,
) -> Figures:
    """Measure one file: a file that is tuned on half by half, any other whole with the confidence as it is shipped."""
    tuned, report = halves(labelled)
    asked = labelled if labelled.unseen else report
    found = list(ranks(retriever, asked.answerable))

    def make(weights: Any) -> Retriever:
        return Remembering(retriever.data, retriever.encoder, weights, searched)

    refusing = None
    if asked.answerable and asked.unanswerable:
        each = (
            [abstention(retriever, Calibration.read(), labelled)]
            if labelled.unseen
            else cross_fitted(retriever, labelled, golden)
        )
        refusing = Abstention.mean(each)
    return Figures(
        file=file,
        unseen=labelled.unseen,
        ranking=Ranking.of(found),
        kinds=by_kind(asked.answerable, found),
        tuning=None if labelled.unseen else Ranking.of(list(ranks(retriever, tuned.answerable))),
        signals=dict(by_signal(make, report.answerable)) if ablation and not labelled.unseen else {},
        abstention=refusing,
        floors=labelled.floors,
    )


def unfound(retriever: Retriever, golden: Sequence[GoldenQuestion]) -> list[Unfound]:
    """Return the golden questions that do not find their section, as the gate of a reindex looks for it."""
    places = [(question, rank(retriever, question)) for question in golden]
    return [
        Unfound(question.question, question.sections, place) for question, place in places if not 0 < place <= GATE_TOP
    ]


def searches(files: Sequence[Labelled], golden: Sequence[GoldenQuestion], *, ablation: bool) -> int:
    """Return how many searches all of that takes, each question once."""
    asked = {(question.question, tuple(question.context)) for question in golden}
    signals = 0
    for labelled in files:
        asked |= {(question.question, question.context) for question in labelled.answerable}
        asked |= {(question.question, ()) for question in labelled.unanswerable}
        report = halves(labelled)[1]
        if not labelled.unseen and report.answerable and report.unanswerable:
            asked |= {(question, ()) for question in labelled.in_scope}
        if not labelled.unseen and ablation:
            signals += len(SIGNALS) * len({(question.question, question.context) for question in report.answerable})
    return len(asked) + signals


def _ranking(ranking: Ranking) -> dict[str, float]:
    figures = {"hit@1": ranking.hit1, "hit@3": ranking.hit3, "mrr@10": ranking.mrr}
    return {"questions": ranking.questions, **{name: _rounded(value) for name, value in figures.items()}}


def _rounded(value: float) -> float:
    return round(value, 4)

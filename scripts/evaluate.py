"""Measure the mentor on labelled questions, against the floors in their file: `python -m scripts.evaluate`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import index.one_thread  # noqa: F401 (before numpy)
from bot.calibrate import cross_fitted
from bot.confidence import Calibration
from bot.config import HELD_OUT, QUESTIONS, ROOT, Settings, SettingsError
from bot.evaluation import Abstention, Ranking, abstention, by_kind, by_signal, halves, ranks
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.retrieve import Retriever
from index.versions import Versions
from knowledge.errors import ContentError
from knowledge.labelled import Labelled, read_labelled
from knowledge.load import load
from knowledge.records import GoldenQuestion


def main(argv: Sequence[str] | None = None) -> int:
    """Print every figure; 1 when one is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m scripts.evaluate", description=__doc__)
    parser.add_argument(
        "--questions",
        type=Path,
        action="append",
        help="file of labelled questions, once or more often; without it the two in knowledge/questions",
    )
    parser.add_argument("--index", type=Path, help="folder of the index")
    parser.add_argument("--no-ablation", action="store_true", help="leave out the table by signal")
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        files = [(path, read_labelled(path)) for path in options.questions or (QUESTIONS, HELD_OUT)]
        versions = Versions(options.index or settings.index_folder)
        retriever = open_retriever(versions, settings.encoder, settings.encoders_folder)
        golden = load(settings.content).golden
    except (ContentError, IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    below = 0
    for number, (path, labelled) in enumerate(files):
        print(f"{'' if number == 0 else chr(10)}{path.name}")
        if labelled.unseen:
            figures = _unseen(retriever, labelled)
        else:
            figures = _tuned(retriever, labelled, golden, ablation=not options.no_ablation)
        for name, floor in labelled.floors.items():
            if figures.get(name, 0.0) < floor:
                print(f"BELOW ITS FLOOR: {name} is {figures.get(name, 0.0):.3f}, must be {floor}")
                below += 1
    return 1 if below else 0


def _tuned(
    retriever: Retriever, labelled: Labelled, golden: Sequence[GoldenQuestion], *, ablation: bool
) -> dict[str, float]:
    """Measure a file that is tuned on: half by half."""
    tuned, report = halves(labelled)
    _print_ranking("tuning half", Ranking.of(list(ranks(retriever, tuned.answerable))))
    figures = _ranking("report half", retriever, report)
    if ablation:
        print("\nby signal, report half")
        for name, ranking in by_signal(
            lambda weights: Retriever(retriever.data, retriever.encoder, weights), report.answerable
        ):
            _print_ranking(f"  {name}", ranking)
    if report.answerable and report.unanswerable:
        print("\nabstention, each half with a confidence fitted on the other")
        figures |= _abstention(cross_fitted(retriever, labelled, golden))
    return figures


def _unseen(retriever: Retriever, labelled: Labelled) -> dict[str, float]:
    """Measure a file that nothing was tuned on: whole, with the confidence as it is shipped."""
    figures = _ranking("unseen", retriever, labelled)
    if labelled.answerable and labelled.unanswerable:
        print("\nabstention, with the confidence as shipped")
        figures |= _abstention([abstention(retriever, Calibration.read(), labelled)])
    return figures


def _ranking(name: str, retriever: Retriever, labelled: Labelled) -> dict[str, float]:
    found = list(ranks(retriever, labelled.answerable))
    total = Ranking.of(found)
    _print_ranking(name, total)
    for kind, ranking in by_kind(labelled.answerable, found).items():
        _print_ranking(f"  {kind}", ranking)
    return {"hit@1": total.hit1, "hit@3": total.hit3, "mrr@10": total.mrr}


def _print_ranking(name: str, ranking: Ranking) -> None:
    print(
        f"{name:28} {ranking.questions:4} questions   hit@1 {ranking.hit1:.3f}   hit@3 {ranking.hit3:.3f}   "
        f"MRR@10 {ranking.mrr:.3f}"
    )


def _abstention(found: Sequence[Abstention]) -> dict[str, float]:
    def mean(value: Callable[[Abstention], float]) -> float:
        return sum(map(value, found)) / len(found)

    figures = {"auc": mean(lambda half: half.auc), "kept": mean(lambda half: half.kept)}
    print(f"  ROC AUC of the confidence     {figures['auc']:.3f}")
    print(f"  answerable questions kept     {figures['kept']:.3f}")
    print(f"  not_covered: precision        {mean(lambda half: half.precision):.3f}")
    print(f"  not_covered: recall           {mean(lambda half: half.recall):.3f}")
    kinds: dict[str, float] = {}
    for kind in dict.fromkeys(kind for half in found for kind in half.refused):
        shares = [half.refused[kind] for half in found if kind in half.refused]  # a lone question is in one half only
        kinds[kind] = sum(shares) / len(shares)
    for kind, share in kinds.items():
        print(f"    refused, {kind:20} {share:.3f}")
    figures |= {f"refused, {kind}": share for kind, share in kinds.items()}
    return {**figures, "refused": mean(lambda half: half.recall), "refused, lowest kind": min(kinds.values())}


if __name__ == "__main__":
    raise SystemExit(main())

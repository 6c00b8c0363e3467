"""Measure the mentor on labelled questions, against the floors in their file: `python -m scripts.evaluate`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import index.one_thread  # noqa: F401 (before numpy)
from bot.calibrate import cross_fitted
from bot.config import QUESTIONS, ROOT, Settings, SettingsError
from bot.evaluation import Abstention, Ranking, by_kind, by_signal, halves, ranks
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.retrieve import Retriever
from index.versions import Versions
from knowledge.errors import ContentError
from knowledge.labelled import read_labelled
from knowledge.load import load


def main(argv: Sequence[str] | None = None) -> int:
    """Print every figure; 1 when one is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m scripts.evaluate", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="file of labelled questions")
    parser.add_argument("--index", type=Path, help="folder of the index")
    parser.add_argument("--no-ablation", action="store_true", help="leave out the table by signal")
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        labelled = read_labelled(options.questions)
        versions = Versions(options.index or settings.index_folder)
        retriever = open_retriever(versions, settings.encoder, settings.encoders_folder)
        golden = load(settings.content).golden
    except (ContentError, IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    tuned, held_out = halves(labelled)
    figures: dict[str, float] = {}
    _print_ranking("tuning half", Ranking.of(list(ranks(retriever, tuned.answerable))))
    found = list(ranks(retriever, held_out.answerable))
    total = Ranking.of(found)
    _print_ranking("report half", total)
    figures |= {"hit@1": total.hit1, "hit@3": total.hit3, "mrr@10": total.mrr}
    for kind, ranking in by_kind(held_out.answerable, found).items():
        _print_ranking(f"  {kind}", ranking)
    if not options.no_ablation:
        print("\nby signal, report half")
        for name, ranking in by_signal(
            lambda weights: Retriever(retriever.data, retriever.encoder, weights), held_out.answerable
        ):
            _print_ranking(f"  {name}", ranking)
    if held_out.answerable and held_out.unanswerable:
        figures |= _abstention(cross_fitted(retriever, labelled, golden))
    below = {name: floor for name, floor in labelled.floors.items() if figures.get(name, 0.0) < floor}
    for name, floor in below.items():
        print(f"BELOW ITS FLOOR: {name} is {figures.get(name, 0.0):.3f}, must be {floor}")
    return 1 if below else 0


def _print_ranking(name: str, ranking: Ranking) -> None:
    print(
        f"{name:28} {ranking.questions:4} questions   hit@1 {ranking.hit1:.3f}   hit@3 {ranking.hit3:.3f}   "
        f"MRR@10 {ranking.mrr:.3f}"
    )


def _abstention(found: Sequence[Abstention]) -> dict[str, float]:
    def mean(value: Callable[[Abstention], float]) -> float:
        return sum(map(value, found)) / len(found)

    figures = {"auc": mean(lambda half: half.auc), "kept": mean(lambda half: half.kept)}
    print("\nabstention, each half with a confidence fitted on the other")
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
    return {**figures, "refused": mean(lambda half: half.recall), "refused, lowest kind": min(kinds.values())}


if __name__ == "__main__":
    raise SystemExit(main())

"""Measure the mentor on labelled questions, against the floors in their file: `python -m scripts.evaluate`."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import index.one_thread  # noqa: F401 (before numpy)
from bot.config import HELD_OUT, QUESTIONS, ROOT, Settings, SettingsError
from bot.measuring.evaluation import Abstention, Ranking
from bot.measuring.figures import Below, Figures, Unfound, figures_of, searches, unfound
from bot.measuring.remembering import Remembering
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.reindex import GATE_TOP
from index.versions import Versions
from knowledge.errors import ContentError
from knowledge.labelled import read_labelled
from knowledge.load import load
from scripts.progress import Progress, progress


def main(argv: Sequence[str] | None = None) -> int:
    """Print every figure; 1 when one is below its floor."""
    options = _options(argv)
    began = time.monotonic()
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        files = [(path.name, read_labelled(path)) for path in options.questions or (QUESTIONS, HELD_OUT)]
        golden = load(settings.content, settings.taught_folder).golden
        ablation = not options.no_ablation
        total = searches([labelled for _, labelled in files], golden, ablation=ablation)
        searched = _Searched(progress("searching", lines=options.progress), total)
        versions = Versions(options.index or settings.index_folder)
        make = partial(Remembering, searched=searched)
        retriever = open_retriever(versions, settings.encoder, settings.encoders_folder, make=make)
    except ContentError as error:
        return _failed({"problems": [str(problem) for problem in error.problems]}, str(error), options.json)
    except (IndexUnavailable, OSError, SettingsError) as error:
        return _failed({"error": str(error)}, str(error), options.json)
    version = retriever.data.manifest.version
    try:
        figures = [
            figures_of(name, retriever, labelled, golden, ablation=ablation, searched=searched)
            for name, labelled in files
        ]
        missed = unfound(retriever, golden)
    except OSError as error:
        swept = f"Version {version} was removed while it was measured: reindexes came between. Evaluate again."
        said = str(error) if retriever.data.folder.exists() else swept
        return _failed({"error": said}, said, options.json)
    below = [one for found in figures for one in found.below()]
    if options.json:
        seconds = round(time.monotonic() - began, 1)
        print(json.dumps(_as_json(version, seconds, figures, below, len(golden), missed), ensure_ascii=False))
    else:
        print("\n\n".join(_as_text(found) for found in figures))
        print("\n" + _golden(len(golden), missed))
        for one in below:
            print(f"BELOW ITS FLOOR in {one.file}: {one.figure} is {one.value:.3f}, must be {one.floor}")
    return 1 if below else 0


class _Searched:
    """Counts the searches, and shows how far they are."""

    def __init__(self, show: Progress | None, total: int) -> None:
        self._show = show
        self._total = total
        self._done = 0

    def __call__(self) -> None:
        self._done += 1
        if self._show and (self._done % 10 == 0 or self._done == self._total):
            self._show(self._done, self._total)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.evaluate", description=__doc__)
    parser.add_argument(
        "--questions",
        type=Path,
        action="append",
        help="file of labelled questions, once or more often; without it the two in knowledge/questions",
    )
    parser.add_argument("--index", type=Path, help="folder of the index")
    parser.add_argument("--no-ablation", action="store_true", help="leave out the table by signal")
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument("--progress", action="store_true", help="print JSON lines on standard error while searching")
    return parser.parse_args(argv)


def _failed(value: dict[str, object], text: str, as_json: bool) -> int:
    if as_json:
        print(json.dumps(value, ensure_ascii=False))
    else:
        print(text, file=sys.stderr)
    return 1


def _as_json(
    version: str,
    seconds: float,
    figures: Sequence[Figures],
    below: Sequence[Below],
    asked: int,
    missed: Sequence[Unfound],
) -> dict[str, object]:
    return {
        "version": version,
        "seconds": seconds,
        "files": [found.as_json() for found in figures],
        "below": [
            {"file": one.file, "figure": one.figure, "value": round(one.value, 4), "floor": one.floor} for one in below
        ],
        "golden": {
            "asked": asked,
            "found": asked - len(missed),
            "missed": [{"question": one.question, "sections": one.sections, "rank": one.rank} for one in missed],
        },
    }


def _as_text(found: Figures) -> str:
    lines = [found.file]
    if found.tuning:
        lines.append(_row("tuning half", found.tuning))
    lines.append(_row("unseen" if found.unseen else "report half", found.ranking))
    lines += [_row(f"  {kind}", ranking) for kind, ranking in found.kinds.items()]
    if found.signals:
        lines += ["", "by signal, report half", *(_row(f"  {name}", one) for name, one in found.signals.items())]
    if found.abstention:
        how = "with the confidence as shipped" if found.unseen else "each half with a confidence fitted on the other"
        lines += ["", f"abstention, {how}", *_abstention(found.abstention)]
    return "\n".join(lines)


def _row(name: str, ranking: Ranking) -> str:
    return (
        f"{name:28} {ranking.questions:4} questions   hit@1 {ranking.hit1:.3f}   hit@3 {ranking.hit3:.3f}   "
        f"MRR@10 {ranking.mrr:.3f}"
    )


def _abstention(found: Abstention) -> list[str]:
    return [
        f"  ROC AUC of the confidence     {found.auc:.3f}",
        f"  answerable questions kept     {found.kept:.3f}",
        f"  not_covered: precision        {found.precision:.3f}",
        f"  not_covered: recall           {found.recall:.3f}",
        *(f"    refused, {kind:20} {share:.3f}" for kind, share in found.refused.items()),
    ]


def _golden(asked: int, missed: Sequence[Unfound]) -> str:
    lines = [f"golden questions: {asked - len(missed)} of {asked} find their section among the first {GATE_TOP}"]
    return "\n".join([*lines, *(f"  not found: {one.question}" for one in missed)])


if __name__ == "__main__":
    raise SystemExit(main())

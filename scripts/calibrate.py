"""Fit the confidence to the labelled questions and write bot/calibration.json: `python -m scripts.calibrate`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bot.calibrate import fit
from bot.confidence import CALIBRATION
from bot.config import QUESTIONS, ROOT, Settings, SettingsError
from bot.evaluation import evidence, halves, ranks
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.versions import Versions
from knowledge.errors import ContentError
from knowledge.labelled import read_labelled


def main(argv: Sequence[str] | None = None) -> int:
    """Fit on the tuning half only; `scripts.evaluate` reports on the other."""
    parser = argparse.ArgumentParser(prog="python -m scripts.calibrate", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="file of labelled questions")
    parser.add_argument("--output", type=Path, default=CALIBRATION, help="file to write")
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        labelled, _ = halves(read_labelled(options.questions))
        retriever = open_retriever(Versions(settings.index_folder), settings.encoder, settings.encoders_folder)
    except (ContentError, IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    if not labelled.answerable or not labelled.unanswerable:
        print(f"{options.questions.name}: needs questions of both kinds, answerable and unanswerable", file=sys.stderr)
        return 1
    found, answerable = evidence(retriever, labelled)
    numbers = np.array([one.numbers() for one in found])
    right = np.zeros(len(found), bool)
    right[: len(labelled.answerable)] = [1 <= rank <= 3 for rank in ranks(retriever, labelled.answerable)]
    calibration = fit(numbers, answerable, right, retriever.encoder.info.weights_sha256)
    options.output.write_text(json.dumps(asdict(calibration), indent=2) + "\n", encoding="utf-8")
    print(f"{options.output}: related from {calibration.related}, answered from {calibration.answered}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

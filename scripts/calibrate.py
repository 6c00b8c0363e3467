"""Fit the confidence to the labelled questions and write bot/calibration.json: `python -m scripts.calibrate`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import index.one_thread  # noqa: F401 (before numpy)
from bot.confidence import CALIBRATION
from bot.config import QUESTIONS, ROOT, Settings, SettingsError
from bot.measuring.calibrate import fit, samples
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.versions import Versions
from knowledge.errors import ContentError
from knowledge.labelled import read_labelled
from knowledge.load import load


def main(argv: Sequence[str] | None = None) -> int:
    """Fit on all labelled questions; what that is worth on unseen ones, `scripts.evaluate` measures half by half."""
    parser = argparse.ArgumentParser(prog="python -m scripts.calibrate", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="file of labelled questions")
    parser.add_argument("--output", type=Path, default=CALIBRATION, help="file to write")
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        labelled = read_labelled(options.questions)
        retriever = open_retriever(Versions(settings.index_folder), settings.encoder, settings.encoders_folder)
        found = samples(retriever, labelled, load(settings.content).golden)
    except (ContentError, IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"{options.questions.name}: {error}", file=sys.stderr)
        return 1
    calibration = fit(found, retriever.encoder.info.weights_sha256)
    options.output.write_text(json.dumps(asdict(calibration), indent=2) + "\n", encoding="utf-8")
    print(f"{options.output}: related from {calibration.related}, answered from {calibration.answered}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Measure the ranking on judged queries: `python -m scripts.collection FOLDER`, a collection in the BEIR layout."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.config import ROOT, Settings, SettingsError
from bot.measuring.collection import NotACollection, measured, read_collection, write_pages
from index.errors import EncoderUnavailable, IndexUnavailable
from index.open import open_retriever
from index.reindex import reindex
from index.versions import Versions
from knowledge.errors import ContentError
from knowledge.load import load


def main(argv: Sequence[str] | None = None) -> int:
    """Index a collection as any folder is indexed, and print nDCG@10 of each signal and of the whole; 1 on failure."""
    parser = argparse.ArgumentParser(prog="python -m scripts.collection", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds corpus.jsonl, queries.jsonl and qrels/test.tsv")
    parser.add_argument("--index", type=Path, help="folder to keep the index in (default: none is kept)")
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        collection = read_collection(options.folder)
        with tempfile.TemporaryDirectory() as beside:
            ids = write_pages(collection, Path(beside) / "pages")
            versions = Versions(options.index or Path(beside) / "index")
            knowledge = load(Path(beside) / "pages")
            reindex(knowledge, versions, settings.encoders_folder, settings.encoder, say=_say)
            retriever = open_retriever(versions, settings.encoder, settings.encoders_folder)
            print(f"{len(ids)} documents, {len(retriever.data)} passages, {len(collection.judged)} queries; nDCG@10")
            for name, value in measured(collection, ids, retriever).items():
                print(f"{name:14} {value:.3f}")
    except (ContentError, EncoderUnavailable, IndexUnavailable, NotACollection, OSError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())

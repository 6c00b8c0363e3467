"""Whether imported pages are accepted by the content they are for."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from knowledge.errors import ContentError, Problem
from knowledge.files import Unreadable, read_text, read_yaml
from knowledge.importing.page import ImportedPage
from knowledge.load import load

_SOURCES = "sources.yaml"


def problems_of(pages: Sequence[ImportedPage], content: Path, to: Path | None, source: str | None) -> list[Problem]:
    """Return what the check of the content would say of the pages, and does not say without them; changes nothing.

    A page in the folder `to` of the content takes the place of one that is there. Without a source, one is supposed
    that is named as the page is.
    """
    if not (content / _SOURCES).is_file():
        if source is None:
            return []
        message = f"the content in {content} has no {_SOURCES}, so there is no source '{source}'; leave --source out"
        return [Problem(page.name, message, "front matter", "source") for page in pages]
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "content"
        shutil.copytree(content, trial, ignore=shutil.ignore_patterns(".*"))
        before = _said(trial)
        _put(pages, trial, _below(content, to))
        if source is None:
            _suppose_sources(pages, trial / _SOURCES)
        return [problem for problem in _said(trial) if problem not in before]


def _below(content: Path, to: Path | None) -> Path:
    """Return the folder of the pages below the content: the one they are to go to, if it is there."""
    if to is not None and to.resolve().is_relative_to(content.resolve()):
        return to.resolve().relative_to(content.resolve())
    return Path("imported pages")


def _put(pages: Sequence[ImportedPage], trial: Path, below: Path) -> None:
    (trial / below).mkdir(parents=True, exist_ok=True)
    for page in pages:
        (trial / below / page.name).write_text(page.text, encoding="utf-8", newline="\n")


def _suppose_sources(pages: Sequence[ImportedPage], path: Path) -> None:
    try:
        there = read_yaml(read_text(path))
    except Unreadable:  # the check of the content says so, with or without the pages
        return
    known = {entry.get("id") for entry in there if isinstance(entry, dict)} if isinstance(there, list) else set()
    new = [{"id": Path(page.name).stem, "title": page.title} for page in pages]
    missing = [entry for entry in new if entry["id"] not in known]
    if missing and isinstance(there, list):
        path.write_text(yaml.safe_dump([*there, *missing], allow_unicode=True), encoding="utf-8", newline="\n")


def _said(folder: Path) -> Sequence[Problem]:
    try:
        load(folder)
    except ContentError as error:
        return error.problems
    return ()

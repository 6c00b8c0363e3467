"""A small content folder of ours, written to disk for each test."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.load import load

Files = Mapping[str, str | bytes | None]  # None removes one of the files below

OURS: Files = {
    "sources.yaml": "- {id: zen, title: The Zen guide, author: Zen van Riel}\n- {id: aiu, title: The AIU guide}\n",
    "articles/zen.md": "# Zen\n\n## Pay\n\nSeniors earn more.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Files], Path]:
    """Write files below tmp_path and return the folder."""

    def write(files: Files) -> Path:
        for name, text in files.items():
            if text is None:
                continue
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


@pytest.fixture
def ours(folder: Callable[[Files], Path]) -> Callable[[Files], Path]:
    """Write files into a valid content folder of ours."""
    return lambda files: folder({**OURS, **files})


@pytest.fixture
def faults(ours: Callable[[Files], Path]) -> Callable[[Files], list[str]]:
    """Return what the loader says about a content folder of ours with these files; nothing when it loads."""

    def read(files: Files) -> list[str]:
        try:
            load(ours(files))
        except ContentError as error:
            assert str(error).split("\n") == [str(problem) for problem in error.problems]
            return [str(problem) for problem in error.problems]
        return []

    return read


@pytest.fixture
def content(bread_files: Mapping[str, str], tmp_path: Path) -> Path:
    """Return a folder of the pages about bread."""
    for name, text in bread_files.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    return tmp_path / "content"

"""The scripts as processes: what they print, and how they end."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.config import ROOT

Run = Callable[..., subprocess.CompletedProcess[bytes]]

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("MENTOR_")},
    "MENTOR_DATA": str(ROOT / "data"),
    "COLUMNS": "97",  # whatever the terminal is that the tests run in
}


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a function that runs a script to its end; nobody's real database is touched."""
    database = f"sqlite:///{tmp_path_factory.mktemp('database') / 'mentor.sqlite3'}"

    def process(
        name: str, *arguments: str | bytes | Path, stdin: bytes = b"", **environ: str
    ) -> subprocess.CompletedProcess[bytes]:
        command: Sequence[str | bytes | Path] = [sys.executable, "-m", f"scripts.{name}", *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**ENVIRONMENT, "MENTOR_DATABASE": database, **environ},
            input=stdin,
            capture_output=True,
            timeout=120,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    return process


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Write plain pages, Markdown and text, without any front matter, and return their folder."""
    folder = tmp_path / "garden"
    (folder / "deep").mkdir(parents=True)
    (folder / "roses.md").write_text("# Roses\n\n## Pruning\n\nPrune roses in March, above an outward bud.\n")
    (folder / "deep" / "tomato.txt").write_text("Tomatoes need six hours of sun a day.\n\nWater them at the root.\n")
    return folder

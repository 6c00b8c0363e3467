"""The mentor over the real content, and small ones over a garden that tests may change."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.commands import Commands, Own
from bot.compose import make_mentor
from bot.config import ROOT, Settings
from bot.facts.service import Facts
from bot.learning.service import Learning
from bot.mentor import Mentor
from index.encoder import Encoder
from index.encoders import DEFAULT_MODEL
from index.records import Hit, Passage
from index.reindex import Outcome, reindex
from index.versions import Versions
from knowledge.load import Knowledge, load
from tests.bot.memory import Clock, MemoryLearners, MemoryReminders

GARDEN = {
    "roses.md": "# Roses\n\n## Pruning\n\nPrune roses in March, above an outward bud.\n",
    "tomato.txt": "Tomatoes\n\nTomatoes need six hours of sun a day.\n",
}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder and return it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def reindexed(content: Path, index: Path) -> Outcome:
    """Bring an index up to a content folder."""
    return reindex(load(content), Versions(index), ROOT / "data" / "encoders", DEFAULT_MODEL, say=print)


@pytest.fixture(scope="session")
def settings(real_index: Path) -> Settings:
    """Return settings that name the index of the real content."""
    return Settings.from_env({"MENTOR_INDEX": str(real_index), "MENTOR_DATA": str(ROOT / "data")})


@pytest.fixture(scope="session")
def mentor(settings: Settings, encoder: Encoder) -> Mentor:
    """Return the mentor over the real content."""
    return make_mentor(settings, encoder)


@pytest.fixture(scope="session")
def garden_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the index of the garden, once a run; only for copying."""
    folder = tmp_path_factory.mktemp("garden")
    reindexed(written(folder / "garden", GARDEN), folder / "index")
    return folder / "index"


@pytest.fixture
def garden(garden_index: Path, tmp_path: Path) -> Callable[[Mapping[str, str]], Outcome]:
    """Return a function that changes files of the garden and takes them into its index, `tmp_path / "index"`."""
    written(tmp_path / "garden", GARDEN)
    shutil.copytree(garden_index, tmp_path / "index")

    def change(files: Mapping[str, str]) -> Outcome:
        return reindexed(written(tmp_path / "garden", files), tmp_path / "index")

    return change


@pytest.fixture
def garden_mentor(garden: Callable[[Mapping[str, str]], Outcome], tmp_path: Path, encoder: Encoder) -> Mentor:
    """Return a mentor over the garden."""
    places = {"MENTOR_INDEX": str(tmp_path / "index"), "MENTOR_DATA": str(ROOT / "data")}
    return make_mentor(Settings.from_env(places), encoder)


@pytest.fixture
def hit() -> Callable[..., Hit]:
    """Return a function that makes a hit by hand."""

    def make(text: str, *highlights: tuple[int, int], **fields: object) -> Hit:
        values = {
            "id": "guide/pay",
            "section": "guide/pay",
            "document": "articles/guide.md",
            "source": "guide",
            "title": "The guide",
            "path": ("Pay", "Seniors"),
            "heading": "",
            "sentences": (),
            "attribution": "Ann Author",
        }
        return Hit(Passage(text=text, **{**values, **fields}), 0.5, highlights)

    return make


@pytest.fixture(scope="session")
def content() -> Knowledge:
    """Return the real content."""
    return load(ROOT / "knowledge" / "content")


@pytest.fixture
def clock() -> Clock:
    """Return a clock that tests set: Thursday, 26 November 2026, noon in UTC."""
    return Clock()


@pytest.fixture
def learners() -> MemoryLearners:
    """Return learners in memory."""
    return MemoryLearners()


@pytest.fixture
def reminders() -> MemoryReminders:
    """Return reminders in memory."""
    return MemoryReminders()


@pytest.fixture
def learning(content: Knowledge, learners: MemoryLearners, reminders: MemoryReminders, clock: Clock) -> Learning:
    """Return the learners' service over the real content."""
    return Learning(lambda: content, learners, reminders, clock)


@pytest.fixture
def facts(content: Knowledge) -> Facts:
    """Return the typed facts of the real content."""
    return Facts(lambda: content)


@pytest.fixture
def commands(facts: Facts, learning: Learning) -> Commands:
    """Return the typed commands over the real content."""
    return Commands(facts, learning, lambda: Own(learning, None))

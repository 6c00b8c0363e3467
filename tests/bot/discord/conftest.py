"""The real bot over the real content, connected to the local Discord."""

import asyncio
import contextlib
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.compose import make_content, make_mentor
from bot.compose_discord import Parts, make_bot
from bot.config import Settings
from bot.content import Content
from bot.database.answers import Answers, KeptAnswer, new_id
from bot.database.channels import Channels
from bot.database.database import Database
from bot.database.learners import Learners
from bot.database.open import open_database
from bot.database.reminders import Reminders
from bot.database.sqlite import PATIENCE
from bot.places import Places
from index.encoders import DEFAULT_MODEL
from index.reindex import reindex
from index.versions import Versions
from knowledge.load import load
from tests.bot.discord.roses import FILES


@pytest.fixture(scope="session")
def content(settings: Settings) -> Content:
    """Return the real content."""
    return make_content(settings)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """Make a database in which nothing is, once a run; only for copying."""
    path = tmp_path_factory.mktemp("database") / "mentor.sqlite3"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def patience() -> float:
    """Return how many seconds the database waits for another process."""
    return PATIENCE


@pytest.fixture
def database(empty_database: Path, tmp_path: Path, patience: float):
    """Return a fresh database."""
    shutil.copy(empty_database, tmp_path)
    opened = open_database(f"sqlite:///{tmp_path / 'mentor.sqlite3'}", patience=patience)
    yield opened
    opened.close()


@pytest.fixture
def made(settings, mentor, content, database: Database):
    """Return a function that builds a bot, with other settings and a clock where given; restarts are made with it."""
    built: list[Parts] = []

    def make(*, now=None, **changes) -> Parts:
        parts = make_bot(
            settings.model_copy(update={"questions_per_minute": 6_000.0, **changes}),
            mentor,
            content,
            database,
            guild_ready_timeout=0.05,
            **({"now": now} if now else {}),
        )
        built.append(parts)
        return parts

    yield make
    for parts in built:
        parts.asking.close()


@pytest.fixture
def kept(answers):
    """Return a function that keeps an answer as if it had been given at a moment, and returns its id."""

    def keep(guild, at, status="answered", question="why?", passages=("salaries/atlia/uk",)):
        id = new_id()
        answers.keep(KeptAnswer(id, at, question, (), None, status, 0.5, passages, guild, 1, "version"))
        return id

    return keep


@pytest.fixture
def garden_bot(settings, database, tmp_path):
    """Return a function that builds a bot over the garden, whose index a test may change."""

    def make(mentor) -> Parts:
        content = Content(tmp_path / "garden", lambda: 0)
        often = settings.model_copy(update={"questions_per_minute": 6_000.0})
        return make_bot(often, mentor, content, database, guild_ready_timeout=0.05)

    return make


@pytest_asyncio.fixture
async def bot(made, connect):
    """Return the bot, connected."""
    return await connect(made().bot)


@pytest.fixture
def locked(tmp_path: Path):
    """Return a function that locks the database as another process may, until its block ends."""

    @contextlib.contextmanager
    def lock():
        with contextlib.closing(sqlite3.connect(tmp_path / "mentor.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    return lock


@pytest.fixture
def answers(database: Database) -> Answers:
    """Return what the database keeps of answers."""
    return Answers(database)


@pytest.fixture
def later() -> datetime:
    """Return a moment after everything in the test."""
    return datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def places() -> type[Places]:
    """Return what decides where answers are public."""
    return Places


@pytest.fixture
def until():
    """Return a function that waits until something is true."""

    async def wait(true: Callable[[], object], seconds: float = 5.0) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "not within the time"
            await asyncio.sleep(0.005)

    return wait


@pytest.fixture
def learners(database: Database) -> Learners:
    """Return what the database keeps of learners."""
    return Learners(database)


@pytest.fixture
def reminders(database: Database) -> Reminders:
    """Return what the database keeps of reminders."""
    return Reminders(database)


@pytest.fixture
def channels(database: Database) -> Channels:
    """Return what the database keeps of channels."""
    return Channels(database)


@pytest.fixture
def taught_bot(settings, content, database, connect, tmp_path, real_index, encoder):
    """Return a function that connects a bot over a copy of the real index, which moderators may teach."""
    shutil.copytree(real_index, tmp_path / "index")
    own = settings.model_copy(
        update={"index": tmp_path / "index", "taught": tmp_path / "taught", "questions_per_minute": 6_000.0}
    )
    built: list[Parts] = []

    async def make(**options) -> Parts:
        parts = make_bot(
            own, make_mentor(own, encoder), make_content(own), database, guild_ready_timeout=0.05, **options
        )
        built.append(parts)
        await connect(parts.bot)
        return parts

    yield make
    for parts in built:
        parts.asking.close()


@pytest.fixture
def ask(discord_server):
    """Return a function that asks questions as somebody, and returns the handle of the last."""

    async def asking(who, *questions):
        for question in questions:
            handle = discord_server.slash(who, "ask", question=question)
            await handle.final()
        return handle

    return asking


@pytest.fixture
def selects():
    """Return a function that gives the selects of a message, as they were sent."""

    def of(message):
        found, waiting = [], [*message.json["components"]]
        while waiting:
            part = waiting.pop(0)
            found += [part] if part["type"] == 3 else []
            waiting += part.get("components") or []
        return found

    return of


@pytest.fixture
def open_gap(discord_server, selects):
    """Return a function that opens a gap from the first page of the list, and returns its message."""

    async def opened(who, question):
        listed = await discord_server.slash(who, "mentor", "gaps").final()
        (select,) = selects(listed)
        option = next(one for one in select["options"] if question in one["label"])
        return await discord_server.select(who, listed, option["value"], name="gap-item").final()

    return opened


@pytest.fixture(scope="session")
def rose_folder(tmp_path_factory, encoders):
    """Make the page about roses, and its index, once a run; only for copying."""
    folder = tmp_path_factory.mktemp("roses")
    for name, text in FILES.items():
        (folder / "roses" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "roses" / name).write_text(text)
    assert reindex(load(folder / "roses"), Versions(folder / "index"), encoders, DEFAULT_MODEL, say=print).published
    return folder


@pytest.fixture
def rose_mentor(tmp_path, settings, rose_folder, encoder):
    """Return a mentor over the page about roses."""
    shutil.copytree(rose_folder, tmp_path, dirs_exist_ok=True)
    return make_mentor(settings.model_copy(update={"index": tmp_path / "index"}), encoder)


@pytest.fixture
def rose_settings(settings, tmp_path):
    """Return the settings of a bot over the page about roses."""
    changes = {"content": tmp_path / "roses", "index": tmp_path / "index", "taught": tmp_path / "taught"}
    changes["questions_per_minute"] = 6_000.0
    return settings.model_copy(update={**changes, "database": f"sqlite:///{tmp_path / 'mentor.sqlite3'}"})


@pytest.fixture
async def rose_bot(connect, rose_mentor, database, tmp_path):
    """Return a function that connects a bot over the page about roses."""
    built: list[Parts] = []

    async def make(settings: Settings, **options) -> Parts:
        content = Content(tmp_path / "roses", lambda: 0)
        built.append(make_bot(settings, rose_mentor, content, database, guild_ready_timeout=0.05, **options))
        await connect(built[-1].bot)
        return built[-1]

    yield make
    for parts in built:
        parts.asking.close()


@pytest.fixture
async def club(discord_server, rose_bot, rose_settings):
    """Return the server, with a bot over a page about roses whose moderators may reindex it."""
    await rose_bot(rose_settings)
    return discord_server


@pytest.fixture
def versions(tmp_path):
    """Return the versions of the index that a test may change."""
    return Versions(tmp_path / "index")


@pytest.fixture
def roses(tmp_path):
    """Return a function that changes the page about roses."""
    return lambda text: (tmp_path / "roses" / "articles" / "roses.md").write_text(text)

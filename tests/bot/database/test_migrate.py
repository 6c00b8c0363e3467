"""From an older revision to the newest: nothing is lost, and what there was is copied before."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database.answers import Answers, KeptAnswer
from bot.database.errors import DatabaseUnavailable
from bot.database.learners import Learners
from bot.database.migrate import REVISIONS
from bot.database.open import open_database

BEFORE_GAPS = "0002"  # the revision whose next step makes the table of gaps

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANSWER = KeptAnswer("answer-00000", NOON, "why?", ("how?",), None, "related", 0.5, ("a/b",), 7, 8, "version")


def path_of(url):
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def older(url):
    """Return the URL of a database of the revision before, with an answer and a vote in it."""
    return filled(url)


def filled(url, revision=BEFORE_GAPS):
    database = open_database(url, revision=revision)
    Answers(database).keep(ANSWER)
    Answers(database).vote(ANSWER.id, 1, True)
    database.close()
    return url


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_what_was_kept_is_there_after_every_step(url, revision, opened):
    database = opened(filled(url, revision))

    assert Answers(database).find(ANSWER.id) == ANSWER
    assert Answers(database).votes(ANSWER.id) == (1, 0)
    assert Learners(database).tick(1, ["numpy"], NOON) == ("numpy",)


def test_a_copy_of_the_file_is_made_before_and_can_be_opened(sqlite_url, opened):
    opened(filled(sqlite_url)).close()

    copy = path_of(sqlite_url).with_name(f"mentor-{BEFORE_GAPS}.sqlite3")
    assert sorted(file.name for file in copy.parent.iterdir()) == [copy.name, "mentor.sqlite3"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM mentor_version").fetchone() == (BEFORE_GAPS,)
        assert connection.execute("SELECT question FROM answers").fetchone() == ("why?",)
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'gaps'").fetchone() is None


def test_no_copy_is_made_of_a_new_database_or_of_one_that_is_up_to_date(sqlite_url, opened):
    opened(sqlite_url).close()
    opened(sqlite_url).close()

    assert [file.name for file in path_of(sqlite_url).parent.iterdir()] == ["mentor.sqlite3"]


def test_a_copy_goes_where_it_is_wanted_and_replaces_no_other(sqlite_url, opened, tmp_path):
    backups = tmp_path / "deep" / "backups"
    for _ in range(2):
        opened(filled(sqlite_url), backups).close()
        path_of(sqlite_url).unlink()

    assert sorted(file.name for file in backups.iterdir()) == [
        f"mentor-{BEFORE_GAPS}-2.sqlite3",
        f"mentor-{BEFORE_GAPS}.sqlite3",
    ]


def test_without_a_copy_nothing_is_changed(sqlite_url, tmp_path):
    filled(sqlite_url)
    (tmp_path / "file").write_text("")

    with pytest.raises(DatabaseUnavailable) as caught:
        open_database(sqlite_url, tmp_path / "file")
    assert str(caught.value) == (
        f"The database {path_of(sqlite_url)} has to be brought up to date and could not be backed up to "
        f"{tmp_path}/file first ([Errno 17] File exists: '{tmp_path}/file'); "
        "make space there or give this user the right to write. Nothing was changed"
    )
    assert revision_in(sqlite_url) == BEFORE_GAPS


def test_a_damaged_database_is_not_migrated(sqlite_url):
    database = open_database(sqlite_url, revision=BEFORE_GAPS)
    answers = Answers(database)
    for number in range(100):
        answers.keep(KeptAnswer(f"{number:012}", NOON, "why? " * 500, (), None, "related", 0.5, (), 7, 8, "version"))
    database.close()
    damaged = bytearray(path_of(sqlite_url).read_bytes())
    middle = len(damaged) // 2 // 4096 * 4096
    damaged[middle : middle + 4096 * 8] = bytes(4096 * 8)
    path_of(sqlite_url).write_bytes(damaged)

    with pytest.raises(DatabaseUnavailable, match="is damaged; put a backup in its place"):
        open_database(sqlite_url)
    assert path_of(sqlite_url).read_bytes() == bytes(damaged)
    assert [file.name for file in path_of(sqlite_url).parent.iterdir()] == ["mentor.sqlite3"]


def test_a_step_that_fails_leaves_the_database_as_it_was(older, opened):
    before = opened(older, revision=BEFORE_GAPS)
    with before.writing() as connection:
        connection.execute(text("CREATE VIEW gap_questions AS SELECT 1 AS one"))  # in the way of the last table
    before.close()

    with pytest.raises(Exception, match="gap_questions"):
        open_database(older)
    after = opened(older, revision=BEFORE_GAPS)
    assert Answers(after).find(ANSWER.id) == ANSWER
    with after.writing() as connection:
        connection.execute(text("DROP VIEW gap_questions"))
    after.close()
    assert Learners(opened(older)).tick(1, ["numpy"], NOON) == ("numpy",)


def revision_in(url):
    with closing(sqlite3.connect(path_of(url))) as connection:
        return connection.execute("SELECT version_num FROM mentor_version").fetchone()[0]

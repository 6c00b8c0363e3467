"""Opening: a database is made, brought up to date, or refused with one clear sentence."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.config import ROOT
from bot.database.errors import DatabaseUnavailable
from bot.database.kept import Kept
from bot.database.migrate import FOLDER, REVISIONS, VERSION_TABLE
from bot.database.open import open_database
from bot.database.tables import metadata


def path_of(url):
    return Path(url.removeprefix("sqlite:///"))


def refused(url):
    with pytest.raises(DatabaseUnavailable) as caught:
        open_database(url)
    return str(caught.value)


def set_revision(database, revision):
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{revision}'"))  # noqa: S608


def in_process(code, *args):
    return subprocess.Popen(
        [sys.executable, "-c", code, *args], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_the_migrations_make_the_tables_that_the_program_uses(database):
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        for table in metadata.tables.values():  # what alembic does not compare
            found = inspect(connection).get_foreign_keys(table.name)
            wanted = {key.parent.name for key in table.foreign_keys}
            assert {key["constrained_columns"][0] for key in found} == wanted
            assert all(key["options"]["ondelete"] == "CASCADE" for key in found)


def test_the_known_revisions_are_those_of_the_migrations():
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    assert tuple(step.revision for step in reversed(list(script.walk_revisions()))) == REVISIONS


def test_what_is_kept_is_there_when_it_is_opened_again(url, opened):
    first = opened(url)
    Kept(first).put("commands", "hash")
    first.close()

    assert Kept(opened(url)).get("commands") == "hash"


def test_processes_that_start_at_once_do_not_collide(url, opened):
    code = """
import sys
from bot.database.kept import Kept
from bot.database.open import open_database
sys.stdin.readline()
Kept(open_database(sys.argv[1])).put(sys.argv[2], "was here")
"""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, url, str(number)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        assert child.communicate(timeout=60)[1] == ""
        assert child.returncode == 0

    kept = Kept(opened(url))
    assert [kept.get(str(number)) for number in range(4)] == ["was here"] * 4


def test_a_newer_database_is_refused_and_not_touched(url, opened):
    database = opened(url)
    set_revision(database, "9999")

    assert refused(url) == (
        f"The database {database.place} was written by a newer version of Roadmap Mentor (revision 9999); "
        "update Roadmap Mentor, or name another database in MENTOR_DATABASE"
    )
    with database.reading() as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == "9999"  # noqa: S608


def test_a_database_of_another_program_is_refused_and_not_touched(url, opened):
    database = opened(url)
    with database.writing() as connection:
        connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))

    assert "has tables of another program (answers, " in refused(url)
    with database.reading() as connection:
        assert not inspect(connection).has_table(VERSION_TABLE)


def test_a_migration_that_fails_leaves_nothing_behind(sqlite_url):
    path = path_of(sqlite_url)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIEW kept AS SELECT 1")  # the last table that the first step makes

    with pytest.raises(Exception, match="kept"):
        open_database(sqlite_url)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]


def test_a_file_is_made_with_its_folder_and_for_its_owner_only(sqlite_url, opened):
    Kept(opened(sqlite_url)).put("a", "b")

    files = sorted(path_of(sqlite_url).parent.iterdir())
    assert [file.name for file in files] == ["mentor.sqlite3", "mentor.sqlite3-shm", "mentor.sqlite3-wal"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_path_may_have_any_characters(tmp_path, opened):
    path = tmp_path / "50% of #1?" / "Größe.db"
    Kept(opened(f"sqlite:///{str(path).replace('%', '%25').replace('?', '%3F')}")).put("a", "b")

    assert path.is_file()


@pytest.mark.parametrize(
    "content", [b"this is no database, but a letter to somebody. " * 200, b"SQLite format 3\0" * 99]
)
def test_a_damaged_file_is_refused_and_not_touched(sqlite_url, content):
    path_of(sqlite_url).parent.mkdir()
    path_of(sqlite_url).write_bytes(content)

    assert refused(sqlite_url) == (
        f"The database {path_of(sqlite_url)} is damaged or no SQLite database; "
        "put a backup in its place, or move it away to begin anew"
    )
    assert path_of(sqlite_url).read_bytes() == content


def test_damage_further_in_is_named_when_it_is_met(sqlite_url, opened):
    database = opened(sqlite_url)
    kept = Kept(database)
    for number in range(200):
        kept.put(f"{number:03}" * 30, "x" * 3000)
    database.close()
    damaged = bytearray(path_of(sqlite_url).read_bytes())
    damaged[4096 * 2 :] = bytes(len(damaged) - 4096 * 2)
    path_of(sqlite_url).write_bytes(damaged)

    with pytest.raises(DatabaseUnavailable) as caught:
        again = opened(sqlite_url)
        for number in range(200):
            Kept(again).get(f"{number:03}" * 30)
    assert str(caught.value).startswith(f"The database {path_of(sqlite_url)} is damaged")


def test_a_place_that_cannot_be_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    assert refused(f"sqlite:///{tmp_path}/file/mentor.sqlite3") == (
        f"The database {tmp_path}/file/mentor.sqlite3 cannot be opened or made (File exists); "
        "give this user the right to write there, or name another place in MENTOR_DATABASE"
    )
    assert f"The database {tmp_path} cannot be opened or made (Is a directory)" in refused(f"sqlite:///{tmp_path}")


def test_a_file_that_is_taken_away_is_missed_and_not_made_anew(sqlite_url, opened):
    database = opened(sqlite_url)
    for file in path_of(sqlite_url).parent.iterdir():
        file.unlink()

    missed = "cannot be opened; see that the file is there"
    with database.reading(), pytest.raises(DatabaseUnavailable, match=missed):
        Kept(database).get("a")  # on a connection of its own: the first one still has the file
    assert not path_of(sqlite_url).exists()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_memory_is_no_place_to_keep_things(url):
    assert refused(url) == (
        "A database in memory would forget everything; name a file in MENTOR_DATABASE, "
        "like sqlite:///data/mentor.sqlite3"
    )


@pytest.mark.parametrize(
    "url", ["hunter2", "", "data/mentor.sqlite3", "://u:hunter2@h/d", "postgresql://u:hunter2@h:port/d"]
)
def test_what_is_no_url_is_refused_without_repeating_it(url):
    assert refused(url) == (
        "MENTOR_DATABASE is no URL of a database; write it like "
        "sqlite:///data/mentor.sqlite3 or postgresql://user:password@host/database"
    )


def test_another_kind_of_server_is_refused():
    said = refused("mysql+pymysql://u:hunter2@h/d")

    assert said.startswith("MENTOR_DATABASE names mysql, which is not supported; write it like sqlite:///")
    assert "hunter2" not in said


def test_a_server_that_is_not_there_is_named_without_the_password():
    pytest.importorskip("psycopg")

    said = refused("postgresql://someone:hunter2@127.0.0.1:1/mentor")

    assert said.startswith("The database mentor at 127.0.0.1:1 cannot be reached (Connection refused")
    assert said.endswith("; start the server, or mend MENTOR_DATABASE")
    assert "hunter2" not in said
    assert "\n" not in said


def test_a_database_that_a_server_does_not_have_is_named(postgres):
    said = refused(postgres.replace("/postgres?", "/elsewhere?"))

    assert 'cannot be reached (database "elsewhere" does not exist); start the server' in said


def test_a_missing_driver_is_named_with_the_command_that_installs_it():
    code = """
import sys
sys.modules["psycopg"] = None
from bot.database.errors import DatabaseUnavailable
from bot.database.open import open_database
try:
    open_database("postgresql://u:hunter2@h/d")
except DatabaseUnavailable as error:
    print(error)
"""
    assert in_process(code).communicate(timeout=60)[0] == (
        "The database d at h needs the driver psycopg, which is not installed; "
        "run: .venv/bin/pip install -e '.[postgres]'\n"
    )


def test_the_terminal_starts_without_the_database():
    code = "import sys, scripts.chat; print([name for name in ('sqlalchemy', 'alembic') if name in sys.modules])"

    assert in_process(code).communicate(timeout=60) == ("[]\n", "")


def test_a_database_that_is_up_to_date_is_opened_without_alembic(sqlite_url, opened):
    opened(sqlite_url).close()
    code = """
import sys
from bot.database.open import open_database
open_database(sys.argv[1])
print("alembic" in sys.modules)
"""
    assert in_process(code, sqlite_url).communicate(timeout=60) == ("False\n", "")


def test_a_file_that_may_not_be_written_is_named(sqlite_url, opened):
    opened(sqlite_url).close()
    path_of(sqlite_url).chmod(0o400)

    with nobody_special():
        assert "cannot be opened or made (Permission denied); give this user the right" in refused(sqlite_url)


@contextmanager
def nobody_special():
    """Be a user who may not do everything, if this is root."""
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(65534)
        yield
    finally:
        if root:
            os.seteuid(0)

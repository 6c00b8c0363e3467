"""Transactions: whole or not at all, again after a collision, off the event loop, and failures in words."""

import asyncio
import sqlite3
import threading
import time
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from bot.database.database import PAUSES, Database
from bot.database.errors import DatabaseUnavailable
from bot.database.kept import Kept, get_in, put_in
from bot.database.open import kind_of
from bot.database.tables import kept


def path_of(url):
    return Path(url.removeprefix("sqlite:///"))


class Deadlock(Exception):
    """What a server says to one of two transactions that wait for each other."""

    sqlstate = "40P01"
    sqlite_errorname = "SQLITE_BUSY_SNAPSHOT"


def test_an_exception_undoes_all_of_a_transaction(database):
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        put_in(connection, "a", "1")
        1 / 0  # noqa: B018

    assert Kept(database).get("a") is None


def test_reading_sees_one_moment_and_does_not_stop_a_writer(sqlite_url, opened):
    database = opened(sqlite_url)
    with database.reading() as connection:
        assert get_in(connection, "a") is None
        Kept(database).put("a", "1")

        assert get_in(connection, "a") is None
    assert Kept(database).get("a") == "1"


def test_a_transaction_that_collides_is_done_again(database):
    tries = []

    def work(connection):
        tries.append(1)
        put_in(connection, f"try {len(tries)}", "kept")
        if len(tries) < 3:
            raise OperationalError("UPDATE", {}, Deadlock())
        return "done"

    assert database.write(work) == "done"
    assert [Kept(database).get(f"try {number}") for number in (1, 2, 3)] == [None, None, "kept"]


def test_a_transaction_that_always_collides_is_given_up_after_some_pauses(url, opened):
    opened(url)
    pauses, kind = [], kind_of(url)
    patient = Database(kind.engine(1), kind, sleep=pauses.append)

    def work(connection):
        raise OperationalError("UPDATE", {}, Deadlock())

    with pytest.raises(DatabaseUnavailable, match=r"in use by another program|is too busy"):
        patient.write(work)
    patient.close()
    assert len(pauses) == len(PAUSES)
    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, PAUSES, strict=True))


def test_two_that_wait_for_each_other_are_parted_and_both_succeed(postgres_url, opened):
    database = opened(postgres_url)
    Kept(database).put("a", "0")
    Kept(database).put("b", "0")
    both = threading.Barrier(2)

    def work(first, second):
        met = []

        def change(connection):
            put_in(connection, first, "1")
            if not met:
                met.append(both.wait(10))
            put_in(connection, second, "1")

        database.write(change)

    threads = [threading.Thread(target=work, args=names) for names in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [Kept(database).get(name) for name in "ab"] == ["1", "1"]


def test_who_means_to_write_is_alone_before_reading(sqlite_url, opened):
    with opened(sqlite_url).writing(), closing(sqlite3.connect(path_of(sqlite_url), timeout=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_writers_of_many_threads_and_two_processes_lose_nothing(url, opened):
    databases = [opened(url), opened(url)]  # they know of each other no more than processes do
    Kept(databases[0]).put("count", "0")

    def add(connection):
        number = connection.scalar(select(kept.c.value).where(kept.c.key == "count").with_for_update())
        put_in(connection, "count", str(int(number) + 1))

    def work(number):
        for _ in range(20):
            databases[number % 2].write(add)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert Kept(databases[0]).get("count") == "160"


def test_a_lock_that_is_held_too_long_is_named(sqlite_url, opened):
    opened(sqlite_url)
    kind = kind_of(sqlite_url)
    impatient = Database(kind.engine(1), kind, sleep=lambda _: None)
    with impatient.reading() as connection:  # the only one of its pool
        connection.execute(text("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(path_of(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseUnavailable) as caught:
            Kept(impatient).put("a", "1")
        assert Kept(impatient).get("a") is None  # reading goes on
    impatient.close()
    assert str(caught.value) == (
        f"The database {path_of(sqlite_url)} is in use by another program that does not let go of it; "
        "close that program, or try again"
    )


def test_a_full_disk_is_named_and_nothing_is_half_written(sqlite_url, opened):
    opened(sqlite_url)
    kind = kind_of(sqlite_url)
    small = Database(kind.engine(1), kind)
    with small.reading() as connection:  # the only one of its pool
        connection.execute(text(f"PRAGMA max_page_count = {connection.scalar(text('PRAGMA page_count')) + 10}"))

    with pytest.raises(DatabaseUnavailable) as caught:
        Kept(small).put("a", "x" * 100_000)
    assert str(caught.value) == f"The database {path_of(sqlite_url)} has no space left on its disk; free some"
    Kept(small).put("b", "fits")
    assert (Kept(small).get("a"), Kept(small).get("b")) == (None, "fits")
    small.close()


def test_what_fails_gives_its_connection_back(sqlite_url, opened):
    opened(sqlite_url)
    kind = kind_of(sqlite_url)
    engine = kind.engine(1)
    database = Database(engine, kind, sleep=lambda _: None)
    with database.reading() as connection:
        connection.execute(text("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(path_of(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable):
            Kept(database).put("a", "1")

    assert (engine.pool.checkedout(), engine.pool.checkedin()) == (0, 1)
    database.close()


def test_a_mistake_of_ours_is_not_called_unavailable(database):
    with pytest.raises((OperationalError, ProgrammingError), match="nowhere"), database.reading() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(text("INSERT INTO kept (key, value) VALUES ('a', NULL)"))


def test_what_people_asked_is_not_in_an_error_which_may_be_logged(database):
    asked = "can I hide from my boss that I study?"
    with pytest.raises((OperationalError, ProgrammingError)) as raised, database.writing() as connection:
        connection.execute(text("UPDATE kept SET nowhere = :asked"), {"asked": asked})

    said = "".join(traceback.format_exception(raised.value))
    assert "nowhere" in said
    assert "my boss" not in said


def test_a_blocking_function_leaves_the_event_loop_free(database):
    async def both():
        turns = 0
        waiting = asyncio.ensure_future(database.run(time.sleep, 0.2))
        while not waiting.done():
            await asyncio.sleep(0.01)
            turns += 1
        return turns, await database.run(Kept(database).get, "a")

    turns, found = asyncio.run(both())

    assert turns >= 5
    assert found is None


def test_an_exception_of_a_blocking_function_comes_back(database):
    async def failing():
        await database.run(int, "many")

    with pytest.raises(ValueError, match="many"):
        asyncio.run(failing())


def test_closing_lets_what_was_begun_finish_and_refuses_the_rest(url, opened):
    database = opened(url)
    begun = [database.submit(Kept(database).put, str(number), "kept") for number in range(20)]

    database.close()
    database.close()

    assert [future.result(0) for future in begun] == [None] * 20
    for refused in (lambda: Kept(database).get("1"), lambda: Kept(database).put("1", ""), lambda: database.submit(int)):
        with pytest.raises(DatabaseUnavailable, match="was closed"):
            refused()
    again = opened(url)
    assert all(Kept(again).get(str(number)) == "kept" for number in range(20))


def test_a_closed_file_stands_alone(sqlite_url, opened):
    database = opened(sqlite_url)
    Kept(database).put("a", "1")
    database.close()

    assert [file.name for file in path_of(sqlite_url).parent.iterdir()] == ["mentor.sqlite3"]


def test_a_tick_is_written_through_to_the_disk_and_a_question_is_not(sqlite_url, opened):
    database = opened(sqlite_url)
    found = []
    for durable in (True, False, True):
        with database.writing(durable=durable) as connection:
            found.append(connection.scalar(text("PRAGMA synchronous")))

    assert found == [2, 1, 2]  # FULL, NORMAL, FULL


def test_a_server_that_goes_away_is_named_and_found_again(postgres_url, opened):
    database, other = opened(postgres_url), opened(postgres_url)
    Kept(database).put("a", "1")
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> :me"
    )

    def cut_others():
        with other.reading() as connection:
            connection.execute(cut, {"me": connection.scalar(text("SELECT pg_backend_pid()"))})

    with pytest.raises(DatabaseUnavailable) as caught, database.writing() as connection:
        put_in(connection, "a", "2")
        cut_others()
        put_in(connection, "a", "3")
    assert "; ask" in str(caught.value) or "; start the server" in str(caught.value)
    cut_others()
    assert Kept(database).get("a") == "1"


def test_the_place_of_a_server_has_no_password():
    assert kind_of("postgresql://u:hunter2@h:5433/d").place == "d at h:5433"
    assert kind_of("postgres://u@/d?host=/run/pg&password=hunter2").place == "d at /run/pg"

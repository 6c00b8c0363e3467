"""What is stored of a person is shown, and is gone after one delete: every table is looked through."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, inspect, select

from bot.database import privacy
from bot.database.answers import Answers, KeptAnswer
from bot.database.audit import Audit
from bot.database.channels import Channels
from bot.database.digests import Digest, Digests
from bot.database.gaps import Gaps, Leader
from bot.database.learners import Learners
from bot.database.reminders import Reminders
from bot.database.tables import metadata
from bot.learning.records import Enrolment, Pause, Reminder

ANN, BEN, GUILD, OTHER = 4611686018427387001, 4611686018427387002, 4611686018427387003, 4611686018427387004
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALL = {"votes", "escalations", "enrolments", "ticks", "reminders", "gaps", "audit"}  # tables that have people
ENROLMENT = Enrolment(
    ANN, "atlia", date(2026, 1, 5), 7.5, "UTC", "python-and-data", (Pause(date(2026, 2, 1)),), guild=GUILD
)
REMINDER = Reminder(ANN, 0, time(9, 30), "Europe/Berlin", NOON)


@pytest.fixture
def full(database):
    """Return a database in which Ann and Ben have a row in every table that has people, and two guilds in all."""
    answers, learners, reminders = Answers(database), Learners(database), Reminders(database)
    for guild in (GUILD, OTHER):
        answers.keep(
            KeptAnswer(f"answer-{guild}"[-12:], NOON, "why?", (), None, "related", 0.5, (), guild, 1, "version")
        )
        Channels(database).set(guild, 1, "open")
        Digests(database).put(Digest(guild, 1, NOON))
    for person in (ANN, BEN):
        answers.vote(f"answer-{GUILD}"[-12:], person, False, f"reason of {person}")
        answers.to_moderators(f"answer-{OTHER}"[-12:], person, f"note of {person}")
        learners.enrol(replace(ENROLMENT, person=person))
        learners.tick(person, ["numpy", "sql"], NOON)
        reminders.put(replace(REMINDER, person=person))
        leader = Leader(bytes(8), (), 1.0)
        answer = f"answer-{GUILD}"[-12:] if person == ANN else f"answer-{OTHER}"[-12:]
        guild = GUILD if person == ANN else OTHER
        stamp, _ = Gaps(database).leaders(guild, "encoder")
        assert Gaps(database).put(guild, "encoder", stamp, [leader], {answer: leader})
        _, (made,) = Gaps(database).leaders(guild, "encoder")
        assert Gaps(database).act(made.id, [guild], "dismissed", person, NOON) is None
        Audit(database).record(guild, person, "dismiss", "a gap", "", NOON)
    return database


def rows_with(database, number):
    """Return the names of tables that hold a number, in whatever column and as whatever text."""
    with database.reading() as connection:
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "mentor_version"}
        return {
            table.name
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
            if any(str(number) in str(value) for value in row)
        }


def test_the_example_has_people_in_every_table_that_may_hold_them(full):
    """A table that is added later fails here first, until it is marked and takes part in these tests."""
    people = {table.name for table in metadata.sorted_tables if any("person" in c.info for c in table.c)}

    assert rows_with(full, ANN) == people == ALL


def test_every_column_that_may_hold_a_person_or_a_guild_is_marked():
    """Numbers of Discord are big integers; those that are neither are named here."""
    unmarked = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, BigInteger) and not column.info
    }

    assert unmarked == {
        "answers.channel",
        "channels.channel",
        "reminders.channel",
        "digests.channel",
        "gaps.id",
        "gap_questions.gap",
    }


def test_one_delete_leaves_nothing_of_a_person_in_any_table(full):
    assert privacy.delete(full, ANN) == {
        "escalations": 1,
        "votes": 1,
        "enrolments": 1,
        "ticks": 2,
        "reminders": 1,
        "gaps": 1,
        "audit": 1,
    }
    assert rows_with(full, ANN) == set()
    assert rows_with(full, BEN) == ALL
    assert privacy.delete(full, ANN) == {}


def test_a_delete_that_fails_half_way_deletes_nothing(full):
    def fail(*_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        full.write(lambda connection: (privacy._erase(connection, "person", ANN), fail()))
    assert rows_with(full, ANN) == ALL


def test_what_was_deleted_is_overwritten_in_the_file_too(sqlite_url, opened):
    database, path = opened(sqlite_url), Path(sqlite_url.removeprefix("sqlite:///"))
    answers = Answers(database)
    answers.keep(KeptAnswer("answer-00000", NOON, "why?", (), None, "related", 0.5, (), GUILD, 1, "version"))
    answers.vote("answer-00000", ANN, False, "a most private reason")
    database.close()
    assert b"a most private reason" in path.read_bytes()

    database = opened(sqlite_url)
    privacy.delete(database, ANN)
    database.close()
    assert b"a most private reason" not in path.read_bytes()


def test_the_export_has_everything_and_is_json(full):
    assert json.loads(json.dumps(privacy.export(full, ANN))) == {
        "person": ANN,
        "audit": [
            {"guild": GUILD, "action": "dismiss", "target": "a gap", "details": "", "at": "2026-03-01T12:00:00+00:00"}
        ],
        "gaps": [{"id": 1, "guild": GUILD, "state": "dismissed", "acted_at": "2026-03-01T12:00:00+00:00"}],
        "votes": [{"answer": f"answer-{GUILD}"[-12:], "helpful": False, "reason": f"reason of {ANN}"}],
        "escalations": [{"answer": f"answer-{OTHER}"[-12:], "note": f"note of {ANN}"}],
        "enrolments": [
            {
                "roadmap": "atlia",
                "started": "2026-01-05",
                "hours": 7.5,
                "zone": "UTC",
                "first_phase": "python-and-data",
                "pauses": [{"start": "2026-02-01", "end": None}],
                "guild": GUILD,
            }
        ],
        "ticks": [
            {"item": "numpy", "at": "2026-03-01T12:00:00+00:00"},
            {"item": "sql", "at": "2026-03-01T12:00:00+00:00"},
        ],
        "reminders": [
            {
                "weekday": 0,
                "at": "09:30:00",
                "zone": "Europe/Berlin",
                "next_at": "2026-03-01T12:00:00+00:00",
                "channel": None,
                "guild": None,
                "closed": False,
            }
        ],
    }


def test_the_export_of_a_stranger_is_empty(full):
    assert {table: rows for table, rows in privacy.export(full, 7).items() if rows != []} == {"person": 7}


def test_a_guild_takes_with_it_what_belongs_to_it_and_leaves_what_is_its_members(full):
    channels = Channels(full)
    Reminders(full).put(replace(REMINDER, person=BEN, guild=GUILD, channel=5))

    assert privacy.purge_guild(full, GUILD) == {
        "answers": 1,
        "channels": 1,
        "enrolments": 2,
        "reminders": 1,
        "gaps": 1,
        "audit": 1,
        "digests": 1,
    }
    assert rows_with(full, GUILD) == set()
    assert rows_with(full, OTHER) == {"answers", "channels", "gaps", "audit", "digests"}
    assert (Digests(full).get(GUILD), Digests(full).get(OTHER)) == (None, Digest(OTHER, 1, NOON))
    assert Learners(full).enrolments(ANN) == (replace(ENROLMENT, guild=None),)
    assert Reminders(full).get(ANN) == REMINDER
    channels.refresh()
    assert channels.of_guild(GUILD) == {}
    assert channels.of_guild(OTHER) == {1: "open"}


def test_the_guilds_that_something_is_stored_of_are_known(full):
    Audit(full).record(0, ANN, "dismiss", "a gap of a direct message", "", NOON)

    assert privacy.guilds_stored(full) == {GUILD, OTHER}

    privacy.purge_guild(full, GUILD)

    assert privacy.guilds_stored(full) == {OTHER}


def test_retention_forgets_questions_and_not_learners(full):
    assert privacy.retention(full, NOON) == 0
    assert privacy.retention(full, NOON + timedelta(microseconds=1)) == 2
    assert rows_with(full, ANN) == {"enrolments", "ticks", "reminders", "audit"}

"""The weekly nudge: sent once, whatever crashes, and stopped when nobody is there to read it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.learning.records import Enrolment
from bot.routine import Routine

NOW = datetime.now(UTC)  # the tests may run an hour later
DAY = f"{NOW + timedelta(days=3):%A}".lower()  # so that the next regular nudge is never near


def soon(moment):
    """Tell whether a moment is that of another try."""
    return datetime.now(UTC) < moment < datetime.now(UTC) + timedelta(minutes=15)


def regular(moment):
    """Tell whether a moment is that of the next nudge of all."""
    return datetime.now(UTC) + timedelta(days=1) < moment <= datetime.now(UTC) + timedelta(days=7)


@pytest.fixture
async def parts(made, connect):
    """Return a bot that is connected, with its services."""
    built = made()
    await connect(built.bot)
    return built


@pytest.fixture
async def reminded(discord_server, parts, learners, reminders):
    """Return a function that puts Alice on a roadmap and makes her reminder due."""
    club = discord_server

    async def due(where="direct message", ago=timedelta(minutes=1)):
        alice = int(club.alice.id)
        learners.enrol(Enrolment(alice, "atlia", NOW.date(), 10, "Europe/London", "python-and-data"))
        handle = club.slash(club.alice, "remind", "on", options={"weekday": DAY, "time": "18:00", "where": where})
        await handle.final()
        assert "The first comes on " in handle.text
        reminders.put(replace(reminders.get(alice), next_at=NOW - ago))
        return alice

    return due


async def test_what_is_due_is_sent_once_and_is_due_again_next_week(discord_server, parts, reminded, reminders):
    club = discord_server
    alice = await reminded()

    assert await parts.nudges.sweep() == 1
    assert await parts.nudges.sweep() == 0

    sent = club.sent(club.world.direct(club.alice))
    assert len(sent) == 1
    assert "Phase 1: Python & Data Fundamentals" in sent[0].text
    assert sent[0].labels == ["My phase", "Tomorrow", "Stop"]
    assert regular(reminders.get(alice).next_at)


async def test_after_weeks_of_downtime_one_nudge_catches_up(discord_server, parts, reminded, reminders):
    club = discord_server
    await reminded(ago=timedelta(weeks=5))

    assert [await parts.nudges.sweep(), await parts.nudges.sweep()] == [1, 0]

    assert len(club.sent(club.world.direct(club.alice))) == 1


async def test_a_nudge_in_a_channel_names_its_person_and_nobody_else(discord_server, parts, reminded):
    club = discord_server
    await reminded(where="this channel")

    await parts.nudges.sweep()

    sent = club.sent(club.general)[-1]
    assert sent.text.startswith(club.alice.mention)
    assert sent.pings.users == {club.alice.id}
    assert not sent.pings.everyone
    mine = club.click(club.alice, sent, "My phase")
    await mine.final()
    assert mine.ephemeral
    assert sent.text.startswith(club.alice.mention)


async def test_snooze_and_stop_are_one_tap(discord_server, parts, reminded, reminders):
    club = discord_server
    alice = await reminded()
    await parts.nudges.sweep()
    sent = club.sent(club.world.direct(club.alice))[0]

    await club.click(club.alice, sent, "Tomorrow").final()
    assert sent.text.startswith("I come again on ")
    assert reminders.get(alice).next_at < datetime.now(UTC) + timedelta(days=2)
    shown = await club.slash(club.alice, "remind", "show").final()
    await club.click(club.alice, shown, "Stop").final()

    assert reminders.get(alice) is None


async def test_closed_direct_messages_stop_the_reminder(discord_server, parts, reminded, reminders):
    club = discord_server
    alice = await reminded()
    club.alice.open_to_dms = False

    assert await parts.nudges.sweep() == 0

    assert reminders.get(alice) is None
    assert reminders.was_closed(alice)


@pytest.mark.parametrize(("status", "code"), [(400, 40062), (408, 0), (403, 20016)])
async def test_a_refusal_of_the_moment_is_tried_again_later(discord_server, parts, reminded, reminders, status, code):
    alice = await reminded()
    discord_server.faults.fail("POST", "/messages$", status, code=code)

    assert await parts.nudges.sweep() == 0

    assert soon(reminders.get(alice).next_at)


@pytest.mark.parametrize("route", [r"\d/messages$", "/users/@me/channels$"])
async def test_a_refusal_that_stays_ends_this_nudge_and_not_the_reminder(
    discord_server, parts, reminded, reminders, route
):
    """Tried again every ten minutes it would be refused for ever."""
    alice = await reminded()
    discord_server.faults.fail("POST", route, 400, code=50035, times=10)

    assert await parts.nudges.sweep() == 0

    assert regular(reminders.get(alice).next_at)
    assert [call.answer.status for call in posts(discord_server)][-1:] == [400]
    assert await parts.nudges.sweep() == 0
    assert [call.answer.status for call in posts(discord_server)].count(400) == 1


@pytest.mark.parametrize("code", [10003, 10013, 50001, 50007, 50013, 50278])
async def test_codes_that_close_the_way_end_the_reminder(discord_server, parts, reminded, reminders, code):
    alice = await reminded()
    discord_server.faults.fail("POST", "/messages$", 403, code=code)

    assert await parts.nudges.sweep() == 0

    assert reminders.get(alice) is None
    assert reminders.was_closed(alice)


async def test_what_surely_was_not_sent_is_tried_six_times_and_then_comes_next_week(
    discord_server, parts, reminded, reminders
):
    club = discord_server
    alice = await reminded()
    club.faults.fail("POST", "/users/@me/channels$", 503, times=100)
    reminder = reminders.get(alice)

    for tried in range(1, 7):
        assert await parts.nudges.sweep() == 0
        assert soon(reminders.get(alice).next_at) == (tried < 6)
        if tried < 6:
            reminders.snooze(alice, NOW - timedelta(seconds=60 - tried))
    assert len(posts(club)) == 6

    club.faults.clear()
    reminders.put(replace(reminder, next_at=NOW - timedelta(seconds=30)))
    assert await parts.nudges.sweep() == 1
    assert len(club.sent(club.world.direct(club.alice))) == 1


async def test_what_could_not_be_sent_because_the_connection_failed_is_not_counted(
    discord_server, parts, reminded, reminders
):
    club = discord_server
    alice = await reminded()
    club.faults.cut("POST", "/users/@me/channels$", times=10)

    assert await parts.nudges.sweep() == 0

    assert club.sent(club.world.direct(club.alice)) == []
    assert soon(reminders.get(alice).next_at)


async def test_one_nudge_that_cannot_be_made_does_not_keep_the_others_waiting(
    discord_server, parts, reminded, reminders, learners
):
    club = discord_server
    alice = await reminded()
    bob = int(club.bob.id)
    learners.enrol(Enrolment(bob, "atlia", NOW.date(), 10, "Nowhere/Land", "python-and-data"))
    reminders.put(replace(reminders.get(alice), person=bob, next_at=NOW - timedelta(hours=1)))  # due before Alice's

    assert await parts.nudges.sweep() == 1

    assert len(club.sent(club.world.direct(club.alice))) == 1
    assert club.sent(club.world.direct(club.bob)) == []
    assert soon(reminders.get(bob).next_at)
    assert regular(reminders.get(alice).next_at)


async def test_a_nudge_that_went_out_is_never_sent_again_though_that_could_not_be_kept(
    discord_server, parts, reminded, reminders, database
):
    club = discord_server
    await reminded()
    with database.writing() as connection:  # what is to come in a week cannot be written, what is to come soon can
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON reminders WHEN NEW.next_at > datetime('now', '+1 day') "
            "BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    assert await parts.nudges.sweep() == 0
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")

    assert len(club.sent(club.world.direct(club.alice))) == 1
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert reminders.due(tomorrow, 10, timedelta(minutes=5), "another") == ()
    assert [left.person for left in reminders.interrupted(tomorrow, 10)] == [int(club.alice.id)]


async def test_a_bot_that_stops_during_a_sweep_sends_what_it_has_begun(discord_server, parts, reminded, reminders):
    """What was begun is never sent again: cut off here, it would be lost."""
    club = discord_server
    alice = await reminded()
    club.faults.slow("POST", "/messages$", 0.5)
    routine = Routine()
    parts.begin(routine)
    await club.until(lambda: any(call.path.endswith("/messages") for call in club.calls))

    await parts.bot.close()
    await routine.close()

    assert len(club.sent(club.world.direct(club.alice))) == 1
    assert regular(reminders.get(alice).next_at)
    assert reminders.interrupted(NOW + timedelta(days=30), 10) == ()


@pytest.mark.slow
async def test_what_may_have_been_sent_is_tried_again_as_the_same_message(discord_server, parts, reminded, reminders):
    """Discord knows it by its nonce, so it is there once."""
    club = discord_server
    alice = await reminded()
    club.faults.fail("POST", "/messages$", 503, late=True)

    assert await parts.nudges.sweep() == 1

    assert len(club.called("POST", "/channels/{channel_id}/messages")) == 2
    assert len(club.sent(club.world.direct(club.alice))) == 1
    assert regular(reminders.get(alice).next_at)


async def test_a_channel_that_was_made_silent_since_stays_silent_and_the_person_is_written_to(
    discord_server, parts, reminded, reminders
):
    club = discord_server
    alice = await reminded(where="this channel")
    await club.slash(club.mona, "mentor", "channel", mode="silent").final()
    before = club.sent(club.general)

    assert await parts.nudges.sweep() == 1

    assert club.sent(club.general) == before
    (sent,) = club.sent(club.world.direct(club.alice))
    assert "Phase 1: Python & Data Fundamentals" in sent.text
    assert f"-# Here, as I am to be silent in <#{club.general.id}>." in sent.texts
    assert reminders.get(alice).channel == int(club.general.id)


async def test_a_thread_of_a_silent_channel_is_silent_too(discord_server, made, connect, learners, reminders):
    club = discord_server
    thread = club.world.thread(club.general, "study group")
    parts = made()
    await connect(parts.bot)
    alice = int(club.alice.id)
    learners.enrol(Enrolment(alice, "atlia", NOW.date(), 10, "Europe/London", "python-and-data"))
    options = {"weekday": DAY, "time": "18:00", "where": "this channel"}
    await club.slash(club.alice, "remind", "on", where=thread, options=options).final()
    await club.slash(club.mona, "mentor", "channel", mode="silent").final()
    reminders.put(replace(reminders.get(alice), next_at=NOW - timedelta(minutes=1)))

    assert await parts.nudges.sweep() == 1

    assert len(club.sent(club.world.direct(club.alice))) == 1


def posts(club):
    """Return the attempts to write to somebody."""
    return [call for call in club.calls if call.method == "POST" and call.path.endswith(("/messages", "@me/channels"))]


async def test_two_processes_send_one_nudge(discord_server, made, connect, parts, reminded):
    import asyncio

    club = discord_server
    await reminded()
    other = made()
    await other.bot.login(club.token)

    sent = await asyncio.gather(*(one.nudges.sweep() for one in (parts, other) for _ in range(5)))
    await other.bot.close()

    assert sum(sent) == 1
    assert len(club.sent(club.world.direct(club.alice))) == 1


async def test_who_left_every_roadmap_is_reminded_of_nothing(discord_server, parts, reminded, reminders, learners):
    club = discord_server
    alice = await reminded()
    learners.leave(alice, "atlia")

    assert await parts.nudges.sweep() == 0

    assert club.sent(club.world.direct(club.alice)) == []
    assert reminders.get(alice) is None

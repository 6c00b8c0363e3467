"""/remind "this channel": in threads, where the mentor may not write, where it is to be silent, and where none is."""

from datetime import UTC, datetime

import pytest
from discord_server import permissions

from bot.learning.records import Enrolment


@pytest.fixture
def thread(discord_server):
    """Return a thread below #general."""
    return discord_server.world.thread(discord_server.general, "study group")


@pytest.fixture
async def remind(discord_server, thread, bot, learners):
    """Return a function with which Alice, who is on a roadmap, asks to be reminded in a channel."""
    club = discord_server
    today = datetime.now(UTC).date()
    learners.enrol(Enrolment(int(club.alice.id), "atlia", today, 10, "Europe/London", "python-and-data"))

    async def on(channel, where="this channel"):
        options = {"weekday": "monday", "time": "18:00", "where": where}
        return (await club.slash(club.alice, "remind", "on", where=channel, options=options).final()).text

    return on


def deny(club, bits):
    """Take permissions from the bot in #general."""
    club.general.overwrites[club.world.bot.id] = (0, bits)


async def test_in_a_thread_it_takes_the_permission_of_threads(discord_server, thread, remind, reminders):
    club = discord_server
    deny(club, permissions.SEND_MESSAGES)
    assert "in this channel" in await remind(thread)
    assert reminders.get(int(club.alice.id)).channel == int(thread.id)
    reminders.remove(int(club.alice.id))

    deny(club, permissions.SEND_MESSAGES_IN_THREADS)
    said = await remind(thread)

    assert said == "I may not write in this channel; choose another, or a direct message."
    assert reminders.get(int(club.alice.id)) is None
    assert "in this channel" in await remind(club.general)


async def test_a_channel_that_the_mentor_cannot_write_in_is_refused(discord_server, remind, reminders):
    club = discord_server
    deny(club, permissions.SEND_MESSAGES)

    said = await remind(club.general)

    assert said == "I may not write in this channel; choose another, or a direct message."
    assert reminders.get(int(club.alice.id)) is None
    assert "by direct message" in await remind(club.general, "direct message")


async def test_a_channel_that_moderators_made_silent_is_refused_and_its_threads(
    discord_server, thread, remind, reminders
):
    club = discord_server
    await club.slash(club.mona, "mentor", "channel", mode="silent").final()

    for place in (club.general, thread):
        said = await remind(place)
        assert said == "Moderators want me to be silent in this channel; choose another, or a direct message."

    assert reminders.get(int(club.alice.id)) is None
    assert "in this channel" in await remind(club.questions)


async def test_this_channel_in_direct_messages_is_said_to_be_a_direct_message(discord_server, remind, reminders):
    club = discord_server

    said = await remind(club.world.direct(club.alice))

    assert "by direct message" in said
    assert said.splitlines()[2] == "-# There is no other channel here, so I write to you directly."
    assert reminders.get(int(club.alice.id)).channel is None
    assert "There is no other channel" not in await remind(club.world.direct(club.alice), "direct message")

"""The modes of channels: read from memory, set by moderators, seen by other processes within seconds."""

import time

import pytest

from bot.database.channels import Channels
from bot.database.privacy import purge_guild
from tests.bot.memory import Seconds

GUILD, OTHER = 2**62, 2**62 + 1


@pytest.fixture
def clock():
    return Seconds()


def eventually(condition):
    """Wait for what a thread of the database does."""
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.005)
    return condition()


def test_a_mode_is_set_changed_and_taken_away(database, clock):
    channels = Channels(database, clock)
    channels.set(GUILD, 1, "open")
    channels.set(GUILD, 2, "silent")
    channels.set(OTHER, 1, "private")
    channels.set(GUILD, 1, "private")

    assert channels.mode(GUILD, 1) == "private"
    assert channels.mode(GUILD, 3) is None
    assert channels.of_guild(GUILD) == {1: "private", 2: "silent"}
    assert channels.of_guild(7) == {}
    channels.set(GUILD, 1, None)
    assert channels.of_guild(GUILD) == {2: "silent"}
    assert Channels(database, clock).of_guild(OTHER) == {1: "private"}


def test_what_is_no_mode_is_refused(database, clock):
    with pytest.raises(ValueError, match="'loud' is no mode of a channel; it is one of open, private, silent"):
        Channels(database, clock).set(GUILD, 1, "loud")


def test_what_another_process_sets_is_seen_within_seconds(url, opened, clock):
    ours, theirs = Channels(opened(url), clock), Channels(opened(url), clock)
    theirs.set(GUILD, 1, "silent")

    assert ours.mode(GUILD, 1) is None  # from memory
    clock.seconds += 3
    assert eventually(lambda: ours.mode(GUILD, 1) == "silent")
    theirs.set(GUILD, 1, None)
    ours.refresh()
    assert ours.mode(GUILD, 1) is None


def test_reading_asks_the_database_for_nothing_while_the_memory_is_fresh(url, opened, clock):
    database = opened(url)
    channels = Channels(database, clock)
    channels.set(GUILD, 1, "open")
    database.close()

    assert channels.mode(GUILD, 1) == "open"


def test_reading_goes_on_when_the_database_is_gone(url, opened, clock, caplog):
    database = opened(url)
    channels = Channels(database, clock)
    channels.set(GUILD, 1, "open")
    database.close()
    clock.seconds += 3

    assert channels.mode(GUILD, 1) == "open"
    assert channels.mode(GUILD, 1) == "open"
    assert len(caplog.messages) == 1


def test_a_guild_is_forgotten_and_another_is_not(database, clock):
    channels = Channels(database, clock)
    channels.set(GUILD, 1, "open")
    channels.set(GUILD, 2, "open")
    channels.set(OTHER, 1, "open")

    assert purge_guild(database, GUILD) == {"channels": 2}
    channels.refresh()
    assert channels.of_guild(GUILD) == {}
    assert Channels(database, clock).of_guild(OTHER) == {1: "open"}

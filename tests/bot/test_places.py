"""Where answers are for all to see, and where the mentor is silent."""

import pytest

from bot.places import Places

MODES = {(1, 10): "open", (1, 20): "private", (1, 30): "silent", (2, 40): "open"}


@pytest.fixture
def places():
    return Places(lambda guild, channel: MODES.get((guild, channel)))


@pytest.mark.parametrize(
    ("guild", "channels", "is_open", "is_silent"),
    [
        (None, [99], True, False),  # a direct message
        (None, [], True, False),
        (1, [10], True, False),
        (1, [20], False, False),
        (1, [30], False, True),
        (1, [99], False, False),  # nothing is set: private, and mentions are answered
        (1, [], False, False),
        (2, [10], False, False),  # another guild's channel
    ],
)
def test_a_place_is_what_moderators_made_it(places, guild, channels, is_open, is_silent):
    assert places.is_open(guild, channels) is is_open
    assert places.is_silent(guild, channels) is is_silent


def test_a_thread_is_as_its_channel_unless_it_has_a_mode_of_its_own(places):
    assert places.is_open(1, [99, 10])
    assert places.is_silent(1, [99, 30])
    assert not places.is_open(1, [20, 10])
    assert not places.is_silent(1, [10, 30])


def test_a_change_counts_at_once():
    modes = {}
    places = Places(lambda guild, channel: modes.get(channel))
    assert not places.is_open(1, [5])

    modes[5] = "open"

    assert places.is_open(1, [5])

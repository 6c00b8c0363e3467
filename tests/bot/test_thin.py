"""What is filled into events that are thinner than the library reads."""

import pytest

from bot.thin import filled, forgive


def test_what_is_missing_is_filled_in_and_what_is_there_stays():
    assert filled("READY", {"v": 10}) == {"v": 10, "shard": [0, 1]}
    assert filled("READY", {"shard": [1, 2]}) == {"shard": [1, 2]}
    assert filled("GUILD_CREATE", {"channels": [{"id": "1"}, {"id": "2", "position": 7, "name": "x"}]}) == {
        "channels": [{"id": "1", "position": 0, "name": ""}, {"id": "2", "position": 7, "name": "x"}]
    }
    assert filled("GUILD_CREATE", {"id": "1"}) == {"id": "1"}
    assert filled("MESSAGE_CREATE", {"id": "1"}) == {"id": "1"}


def test_an_interaction_gets_its_channel_and_the_size_of_files():
    assert filled("INTERACTION_CREATE", {"id": "1", "channel_id": "2"}) == {
        "id": "1",
        "version": 1,
        "attachment_size_limit": 10_485_760,
        "channel_id": "2",
        "channel": {"id": "2", "type": 1},
    }
    in_guild = filled("INTERACTION_CREATE", {"guild_id": "3", "channel_id": "2", "attachment_size_limit": 5})
    assert in_guild["channel"] == {"id": "2"}
    assert in_guild["attachment_size_limit"] == 5
    whole = {"channel": {"id": "9", "type": 0}, "channel_id": "9", "version": 2}
    assert filled("INTERACTION_CREATE", whole) == whole | {"attachment_size_limit": 10_485_760}


def test_an_event_that_cannot_be_read_is_logged_and_left_out_but_never_the_first(caplog):
    read = []

    def fragile(data):
        read.append(data["id"])

    parsers = {"READY": fragile, "TYPING_START": fragile}
    forgive(parsers)

    parsers["TYPING_START"]({"id": "1"})
    parsers["TYPING_START"]({})
    parsers["TYPING_START"](None)
    with pytest.raises(KeyError):
        parsers["READY"]({})

    assert read == ["1"]
    assert [record.name_of_event for record in caplog.records] == ["TYPING_START"] * 2

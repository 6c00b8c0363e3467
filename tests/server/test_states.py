"""The life of an interaction: one first answer, in time, of a fitting type; then messages until the token ends."""

import discord
import pytest


async def test_a_second_first_answer_is_refused(discord_server, bot):
    handle = discord_server.slash(discord_server.alice, "answer", after=0.0, times=2)

    await handle.until(lambda _: bot.errors)

    assert handle.text == "here"
    assert [(error.status, error.code) for error in bot.errors] == [(400, 40060)]


@pytest.mark.slow
async def test_an_answer_after_three_seconds_is_too_late(discord_server, bot):
    discord_server.may_miss_deadline = True
    handle = discord_server.slash(discord_server.alice, "answer", after=3.1, times=1)

    with pytest.raises(AssertionError, match="no first answer within 3 s"):
        await handle.acked()
    await handle.until(lambda _: bot.errors)

    assert [(error.status, error.code) for error in bot.errors] == [(404, 10062)]
    assert handle.original is None


@pytest.fixture
async def opened(discord_server, rest):
    """Return a function that opens an interaction and gives it with its callback's and its webhook's address."""
    bot = discord_server.world.bot
    await rest("PUT", f"/applications/{bot.id}/commands", [{"name": "ask", "description": "Ask"}])

    def start():
        handle = discord_server.slash(discord_server.alice, "ask")
        one = handle.interaction
        return handle, f"/interactions/{one.id}/{one.token}/callback", f"/webhooks/{bot.id}/{one.token}"

    discord_server.may_miss_deadline = True
    return start


async def refused(sent):
    """Return status and code of what is refused."""
    with pytest.raises(discord.HTTPException) as error:
        await sent
    return error.value.status, error.value.code


async def test_only_fitting_types_answer(discord_server, rest, opened):
    _, callback, _ = opened()

    for type in (1, 6, 7, 8, 99):
        assert await refused(rest("POST", callback, {"type": type, "data": {"content": "x"}})) == (400, 50035)


async def test_a_defer_takes_the_ephemeral_flag_only(discord_server, rest, opened):
    handle, callback, hook = opened()

    for data in ({"flags": 1 << 15}, {"content": "x"}, {"flags": 64, "components": [{"type": 1}]}):
        assert await refused(rest("POST", callback, {"type": 5, "data": data})) == (400, 50035)
    await rest("POST", callback, {"type": 5, "data": {"flags": 64}})
    shown = {"flags": 1 << 15, "components": [{"type": 10, "content": "hello"}]}
    await rest("PATCH", f"{hook}/messages/@original", shown)

    assert handle.ephemeral
    assert handle.texts == ["hello"]
    assert handle.message.json["flags"] == 1 << 15 | 64


async def test_an_invalid_answer_leaves_the_interaction_open(discord_server, rest, opened):
    handle, callback, _ = opened()

    assert await refused(rest("POST", callback, {"type": 4, "data": {"content": "x" * 2001}})) == (400, 50035)
    await rest("POST", callback, {"type": 4, "data": {"content": "x"}})

    assert handle.text == "x"


async def test_there_is_no_message_before_an_answer(discord_server, rest, opened):
    _, callback, hook = opened()

    assert await refused(rest("GET", f"{hook}/messages/@original")) == (404, 10008)
    assert await refused(rest("POST", hook, {"content": "x"})) == (404, 10015)
    assert await refused(rest("POST", callback[:-20] + "wrong/callback", {"type": 5})) == (404, 10062)


async def test_messages_of_an_answer_are_read_changed_and_deleted(discord_server, rest, opened):
    handle, callback, hook = opened()
    await rest("POST", callback, {"type": 4, "data": {"content": "one"}})
    second = await rest("POST", f"{hook}?wait=true", {"content": "two"})

    await rest("PATCH", f"{hook}/messages/{second['id']}", {"content": "three"})
    read = await rest("GET", f"{hook}/messages/{second['id']}")
    await rest("DELETE", f"{hook}/messages/@original")

    assert read["content"] == handle.followups[0].text == "three"
    assert handle.message.deleted
    assert await refused(rest("GET", f"{hook}/messages/@original")) == (404, 10008)
    channel = f"/channels/{discord_server.general.id}/messages"
    assert [message["content"] for message in await rest("GET", channel)] == ["three"]


async def test_a_token_ends_after_fifteen_minutes(discord_server, rest, opened):
    handle, callback, hook = opened()
    await rest("POST", callback, {"type": 5})

    handle.interaction.expire()

    assert await refused(rest("PATCH", f"{hook}/messages/@original", {"content": "x"})) == (401, 50027)
    assert handle.loading


async def test_an_ephemeral_message_lives_with_its_interaction_only(discord_server, rest, opened):
    handle, callback, _ = opened()
    await rest("POST", callback, {"type": 4, "data": {"content": "x", "flags": 64}})

    at = f"/channels/{discord_server.general.id}/messages"
    assert await rest("GET", at) == []
    assert await refused(rest("GET", f"{at}/{handle.message.id}")) == (404, 10008)
    assert await refused(rest("DELETE", f"{at}/{handle.message.id}")) == (404, 10008)


MODAL = {"title": "Why?", "custom_id": "why"}
FIELD = {"type": 18, "label": "Reason", "component": {"type": 4, "custom_id": "reason", "style": 1}}


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"title": "t" * 45}, True),
        ({"title": "t" * 46}, False),
        ({"custom_id": "c" * 101}, False),
        ({"components": []}, False),
        ({"components": [FIELD] * 2}, False),  # two fields of one custom id
        ({"components": [{**FIELD, "label": "l" * 46}]}, False),
        ({"components": [{"type": 1, "components": [FIELD["component"]]}]}, False),  # no label
        ({"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "B", "custom_id": "b"}]}]}, False),
    ],
)
async def test_a_modal_has_limits(discord_server, rest, opened, change, right):
    handle, callback, _ = opened()
    sent = rest("POST", callback, {"type": 9, "data": {**MODAL, "components": [FIELD], **change}})

    if right:
        await sent
        assert handle.modal["custom_id"] == "why"
    else:
        assert await refused(sent) == (400, 50035)


async def test_autocomplete_has_limits(discord_server, rest):
    bot = discord_server.world.bot
    option = {"type": 3, "name": "question", "description": "d", "autocomplete": True}
    command = {"name": "ask", "description": "Ask", "options": [option]}
    await rest("PUT", f"/applications/{bot.id}/commands", [command])
    handle = discord_server.autocomplete(discord_server.alice, "ask", question="how")
    callback = f"/interactions/{handle.interaction.id}/{handle.interaction.token}/callback"

    def choices(count=1, name="n", value="v"):
        return {"type": 8, "data": {"choices": [{"name": name, "value": value}] * count}}

    assert await refused(rest("POST", callback, {"type": 5})) == (400, 50035)  # it cannot be deferred
    for wrong in (choices(26), choices(name="n" * 101), choices(value="v" * 101), choices(value=3)):
        assert await refused(rest("POST", callback, wrong)) == (400, 50035)
    await rest("POST", callback, choices(25))

    assert len(handle.choices) == 25

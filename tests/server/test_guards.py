"""What is found out at the end of every test: calls that are not as Discord describes them, errors, late answers."""

import json
import logging

import pytest
from discord_server.calls import Answer, Call
from discord_server.spec import Spec

NAME = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
ERROR = {"type": "object", "required": ["code", "message"]}


def body(schema):
    return {"content": {"application/json": {"schema": schema}}}


DOCUMENT = {
    "paths": {
        "/channels/{channel}/messages": {
            "post": {
                "requestBody": body({"$ref": "#/components/schemas/Name"}),
                "responses": {"200": body(NAME), "4XX": {"$ref": "#/components/responses/Error"}},
            }
        }
    },
    "components": {"schemas": {"Name": NAME}, "responses": {"Error": body(ERROR)}},
}


def call(sent, answer, method="POST", template="/channels/{channel_id}/messages"):
    return Call(method, "/channels/1/messages", {}, {}, sent, {}, 0.0, template, {"channel_id": "1"}, answer)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (call({"id": "1"}, Answer(json={"id": "2"})), []),
        (call({"id": 1 << 60}, Answer(json={"id": "2"})), []),  # an id may come as a whole number
        (call({"name": "a"}, Answer(json={"id": "2"})), ["request of POST", '"id" is a required property']),
        (call({"id": "1", "name": 3}, Answer(json={"id": "2"})), ["request of POST", "name: 3 is not of type"]),
        (call({"id": "1"}, Answer(json={"id": 2})), ["answer 200 of POST", "id: 2 is not of type"]),
        (call({}, Answer(400, {"code": 1, "message": "m"})), []),  # refused, so it need not be right
        (call({}, Answer(400, {"code": 1})), ["answer 400 of POST", '"message" is a required property']),
        (call({"id": "1"}, Answer(302, {})), ["does not answer 302"]),
        (call({"id": "1"}, Answer(), method="PUT"), ["PUT /channels/{channel_id}/messages is not described"]),
    ],
)
def test_calls_are_compared_with_the_description(made, found):
    violations = Spec(DOCUMENT).violations([made])

    assert len(violations) == bool(found)
    assert all(text in violations[0] for text in found)


def test_the_description_is_read_from_a_file_that_the_environment_names(tmp_path):
    (tmp_path / "api.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    wrong = call({"id": "1"}, Answer(json={}))

    assert Spec.from_environment({}).violations([wrong]) == []
    assert len(Spec.from_environment({"MENTOR_OPENAPI": str(tmp_path / "api.json")}).violations([wrong])) == 1


async def test_what_goes_wrong_in_a_bot_is_found(discord_server, connect, baker):
    class Clumsy(baker):
        async def on_message(self, message):
            logging.getLogger("discord.test").error("lost a message")

    await connect(Clumsy())
    discord_server.say(discord_server.alice, discord_server.general, "hello")
    handle = discord_server.slash(discord_server.alice, "answer", after=0.2, times=1)
    await discord_server.until(lambda: discord_server.logged)

    assert discord_server.wrong() == [
        "logged: lost a message",
        f"not answered within 3 s: {handle.interaction.data}",
    ]
    await handle.acked()
    discord_server.may_log = ["lost a message"]
    assert discord_server.wrong() == []


async def test_a_client_that_dies_is_found(discord_server, connect, baker):
    discord_server.may_stop = True
    bot = await connect(baker())
    assert connect.died == []

    discord_server.gateway.dispatch("MESSAGE_CREATE", {"author": {"id": "1"}, "mentions": []}, discord_server.general)
    await discord_server.until(lambda: connect.died)

    assert connect.died == ["KeyError('channel_id')"]
    assert not bot.is_closed()


async def test_a_client_that_was_closed_did_not_die(connect, baker):
    bot = await connect(baker())

    await bot.close()

    assert await connect.close() == []

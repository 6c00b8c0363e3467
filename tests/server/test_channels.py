"""Messages in channels: who hears what, who may what where, and what is gone."""

import discord
import pytest
from discord_server import permissions
from discord_server.clients import Clients
from discord_server.pointing import pointed_at


async def refused(sent):
    """Return status and code of what is refused."""
    with pytest.raises(discord.HTTPException) as error:
        await sent
    return error.value.status, error.value.code


async def test_the_bot_reads_what_is_for_it_and_nothing_else(discord_server, bot):
    club = discord_server
    me = club.world.bot.mention

    said = club.say(club.alice, club.general, f"{me} how do I start?")
    answer = await said.answer()
    club.say(club.bob, club.general, "not for you")
    club.say(club.bob, club.general, "yes, you", reply_to=answer)
    club.say(club.bob, club.general, "quietly", reply_to=answer, ping=False)
    last = club.dm(club.bob, "between us")

    await club.say(club.bob, club.general, me).answer()
    assert answer.json["referenced_message"]["id"] == said.message.id
    assert answer.text == "you called"
    assert not answer.pings
    assert bot.heard == [f"{me} how do I start?", "", "yes, you", "", "between us", me]
    assert last.answers == []


async def test_with_the_intent_everything_is_read(discord_server, connect, baker):
    intents = discord.Intents.default()
    intents.message_content = True
    discord_server.gateway.privileged = intents.value
    bot = await connect(baker(intents=intents))

    discord_server.say(discord_server.bob, discord_server.general, "not for you")
    await discord_server.say(discord_server.bob, discord_server.general, bot.user.mention).answer()

    assert bot.heard[0] == "not for you"


async def test_without_the_intent_of_messages_there_are_none(discord_server, connect, baker):
    bot = await connect(baker(intents=discord.Intents(guilds=True)))

    discord_server.say(discord_server.bob, discord_server.general, bot.user.mention)
    await discord_server.slash(discord_server.bob, "greet", name="Bob").acked()

    assert bot.heard == []


async def test_events_tell_of_changes_reactions_and_what_is_deleted(discord_server, connect, baker):
    club = discord_server
    seen = []

    class Watcher(baker):
        async def on_raw_message_edit(self, payload):
            seen.append(("edit", payload.message_id))

        async def on_raw_message_delete(self, payload):
            seen.append(("delete", payload.message_id))

        async def on_raw_reaction_add(self, payload):
            seen.append((str(payload.emoji), payload.user_id))

    bot = await connect(Watcher())
    message = club.say(club.alice, club.general, "hello").message
    mine = await bot.get_channel(int(club.general.id)).fetch_message(int(message.id))
    await mine.add_reaction("👍")
    club.react(club.bob, message, "🎉")
    club.edit(message, "hello again")
    club.delete(message)
    await club.say(club.alice, club.general, bot.user.mention).answer()

    assert seen == [
        ("👍", bot.user.id),
        ("🎉", int(club.bob.id)),
        ("edit", int(message.id)),
        ("delete", int(message.id)),
    ]
    assert message.reactions == [(club.world.bot, "👍"), (club.bob, "🎉")]


async def test_a_message_is_sent_with_a_file_and_typing_and_changed_and_deleted(discord_server, bot, tmp_path, png):
    club = discord_server
    (tmp_path / "loaf.png").write_bytes(png)
    channel = bot.get_channel(int(club.general.id))

    async with channel.typing():
        embed = discord.Embed(title="A loaf").set_image(url="attachment://loaf.png")
        sent = await channel.send(embed=embed, file=discord.File(tmp_path / "loaf.png", description="alt"))
    read = await sent.attachments[0].read()
    await sent.edit(content="changed")
    message = club.messages.in_channel(club.general)[0]

    assert read == png
    assert message.json["attachments"][0]["description"] == "alt"
    assert message.json["embeds"][0]["image"]["url"] == sent.attachments[0].url
    assert message.texts == ["changed", "A loaf"]
    assert len(club.called("POST", "/channels/{channel_id}/typing")) == 1
    await sent.delete()
    assert message.deleted


async def test_the_same_nonce_makes_one_message(discord_server, rest):
    payload = {"content": "once", "nonce": "n1", "enforce_nonce": True}
    at = f"/channels/{discord_server.general.id}/messages"

    assert (await rest("POST", at, payload))["id"] == (await rest("POST", at, payload))["id"]
    assert len(discord_server.messages) == 1


async def test_closed_direct_messages_are_refused(discord_server, rest):
    club = discord_server
    channel = await rest("POST", "/users/@me/channels", {"recipient_id": club.bob.id})
    at = f"/channels/{channel['id']}/messages"

    await rest("POST", at, {"content": "hello"})
    club.bob.open_to_dms = False

    assert await refused(rest("POST", at, {"content": "hello"})) == (403, 50007)


async def test_what_the_bot_may_not_is_refused(discord_server, rest, png):
    club = discord_server
    at = f"/channels/{club.general.id}/messages"
    said = club.say(club.bob, club.general, "hello").message
    bot = club.world.bot.id

    assert await refused(rest("PATCH", f"{at}/{said.id}", {"content": "x"})) == (403, 50005)
    assert await refused(rest("DELETE", f"{at}/{said.id}")) == (403, 50013)
    club.general.overwrites[bot] = (0, permissions.ATTACH_FILES)
    assert await refused(rest("POST", at, {"content": "x"}, {"a.png": png})) == (403, 50013)
    club.general.overwrites[club.guild.id] = (0, permissions.SEND_MESSAGES)
    assert await refused(rest("POST", at, {"content": "x"})) == (403, 50013)
    club.general.overwrites[bot] = (0, permissions.VIEW_CHANNEL)
    assert await refused(rest("POST", at, {"content": "x"})) == (403, 50001)
    assert await refused(rest("GET", f"{at}/{said.id}")) == (403, 50001)


async def test_what_is_gone_or_never_was_is_unknown(discord_server, rest):
    club = discord_server
    said = club.say(club.bob, club.general, "hello").message
    club.delete(said)

    assert await refused(rest("GET", f"/channels/{club.general.id}/messages/{said.id}")) == (404, 10008)
    assert await refused(rest("GET", "/channels/1")) == (404, 10003)
    assert await refused(rest("GET", "/users/1")) == (404, 10013)
    assert await refused(rest("GET", f"/guilds/{club.guild.id}/members/1")) == (404, 10007)


async def test_a_route_that_we_do_not_have_is_found_out(discord_server, rest):
    assert await refused(rest("GET", "/voice/regions")) == (404, 0)

    assert discord_server.wrong() == ["unknown route: GET /voice/regions"]
    discord_server.calls.clear()


async def test_a_wrong_token_is_refused(discord_server, baker):
    clients = Clients("wrong")

    with pointed_at(discord_server), pytest.raises(discord.LoginFailure):
        await clients(baker())

    assert "LoginFailure" in (await clients.close())[0]
    assert discord_server.calls[-1].answer.status == 401


@pytest.mark.parametrize(
    ("allowed", "denied", "outcome"),
    [
        ((0, 0), (0, 0), True),
        ((0, permissions.SEND_MESSAGES), (0, 0), False),
        ((0, permissions.SEND_MESSAGES), (permissions.SEND_MESSAGES, 0), True),
    ],
)
def test_a_role_in_a_channel_goes_over_everyone(allowed, denied, outcome):
    overwrites = {"everyone": allowed, "role": denied}
    roles = {"everyone": permissions.MEMBERS, "role": 0}

    bits = permissions.total(roles, "everyone", "me", overwrites)

    assert bool(bits & permissions.SEND_MESSAGES) is outcome


def test_an_administrator_may_everything():
    roles = {"everyone": 0, "boss": permissions.ADMINISTRATOR}

    assert permissions.total(roles, "everyone", "me", {"me": (0, permissions.EVERYTHING)}) == permissions.EVERYTHING

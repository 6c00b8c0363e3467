"""The gateway: drops, RESUME, lost sessions, shards, intents, duplicates, and a server that is away."""

import asyncio
import json

import aiohttp
import discord
import pytest


async def test_after_a_drop_the_session_goes_on_and_nothing_is_missed(discord_server, bot):
    club = discord_server

    club.gateway.abort()
    handle = club.slash(club.alice, "greet", name="Ada")  # while the bot is not there
    await handle.acked()
    await discord_server.until(lambda: bot.resumed == 1)

    assert handle.text == "Hello Ada"
    assert len(club.gateway.identifies) == 1


@pytest.mark.parametrize("how", ["reconnect", "4000", "invalid, resumable"])
async def test_the_session_goes_on_when_the_server_asks_to_come_again(discord_server, bot, how):
    club = discord_server
    if how == "4000":
        await club.gateway.close(4000)
    elif how == "reconnect":
        club.gateway.send_op(7)
    else:
        bot.ws._max_heartbeat_timeout = 60  # discord.py reads on; the answer is a RESUME on a fresh connection
        club.gateway.send_op(9, True)

    await discord_server.until(lambda: bot.resumed == 1)
    handle = club.slash(club.alice, "greet", name="Ada")
    await handle.acked()

    assert len(club.gateway.identifies) == 1


async def test_a_lost_session_begins_anew(discord_server, bot):
    club = discord_server

    club.gateway.send_op(9, False)
    await discord_server.until(lambda: len(club.gateway.identifies) == 2 and club.gateway.connected)
    handle = club.slash(club.alice, "greet", name="Ada")

    await handle.acked()
    assert handle.text == "Hello Ada"


async def test_a_session_that_nobody_knows_begins_anew(discord_server, bot):
    club = discord_server
    club.gateway.sessions.clear()

    await club.gateway.close(4000)
    await discord_server.until(lambda: len(club.gateway.identifies) == 2 and club.gateway.connected)

    assert len(club.gateway.resumes) == 1


@pytest.mark.slow
async def test_a_server_that_was_away_is_found_again(discord_server, bot):
    club = discord_server
    club.may_log = ["Attempting a reconnect"]

    await club.be_away(0.5)
    await discord_server.until(lambda: club.gateway.connected, seconds=15)
    handle = club.slash(club.alice, "greet", name="Ada")

    await handle.acked()
    assert handle.text == "Hello Ada"


async def test_events_can_come_twice(discord_server, bot):
    club = discord_server
    club.gateway.twice = True
    club.may_log = ["40060"]

    club.say(club.bob, club.general, "hello")
    club.gateway.twice = False
    await club.say(club.bob, club.general, bot.user.mention).answer()

    assert len(bot.heard) == 3


async def test_privileged_intents_need_the_portal(discord_server, connect, baker):
    discord_server.may_stop = True
    intents = discord.Intents.default()
    intents.members = True

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await connect(baker(intents=intents))


async def test_all_members_are_there_with_the_intent(discord_server, connect, baker):
    intents = discord.Intents.default()
    intents.members = True
    discord_server.gateway.privileged = intents.value

    bot = await connect(baker(intents=intents))

    assert {member.name for member in bot.guilds[0].members} >= {"alice", "bob", "mona", "olivia"}


async def test_each_shard_gets_the_events_of_its_guilds(discord_server, connect, baker):
    club = discord_server
    club.gateway.shards = 2
    while len({int(id) >> 22 & 1 for id in club.world.guilds}) < 2:
        await asyncio.sleep(0.001)
        other = club.world.guild("Other")
        club.world.channel(other, "there")

    class Sharded(baker, discord.AutoShardedClient):
        pass

    bot = await connect(Sharded())

    assert {guild.id: guild.shard_id for guild in bot.guilds} == {
        int(id): int(id) >> 22 & 1 for id in club.world.guilds
    }
    for guild in club.world.guilds.values():
        club.world.guilds[guild.id].members.setdefault(club.alice.id, (club.alice, []))
        handle = club.slash(club.alice, "greet", name="Ada", where=guild.channels[0])
        await handle.acked()
    asked = {session.shard: set() for session in club.gateway.sessions.values()}
    for session in club.gateway.sessions.values():
        asked[session.shard] |= {json.loads(text)["d"].get("guild_id") for _, text in session.log} - {None}
    assert asked == {shard: {id for id in club.world.guilds if int(id) >> 22 & 1 == shard} for shard in (0, 1)}


@pytest.fixture
async def socket(discord_server):
    """Return a function that opens a bare connection to the gateway."""
    async with aiohttp.ClientSession() as session:

        async def opened():
            socket = await session.ws_connect(discord_server.gateway.url + "?v=10&encoding=json")
            hello = await socket.receive_json()
            assert hello == {"op": 10, "d": {"heartbeat_interval": 41250}}
            return socket

        yield opened


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("no json", 4002),
        (json.dumps({"op": 1, "d": "x" * 5000}), 4002),
        (json.dumps({"op": 3, "d": {}}), 4003),
        (json.dumps({"op": 2, "d": {"token": "wrong", "intents": 0}}), 4004),
    ],
)
async def test_wrong_frames_close_the_connection(discord_server, socket, sent, code):
    connection = await socket()

    await connection.send_str(sent)

    assert (await connection.receive()).data == code


async def test_frames_may_be_binary_and_a_second_identify_is_refused(discord_server, socket):
    connection = await socket()
    await connection.send_bytes(json.dumps({"op": 1, "d": None}).encode())
    assert await connection.receive_json() == {"op": 11}

    identify = {"op": 2, "d": {"token": discord_server.token, "intents": 1, "shard": [0, 1]}}
    await connection.send_json(identify)
    assert [(await connection.receive_json())["t"] for _ in range(2)] == ["READY", "GUILD_CREATE"]
    await connection.send_json(identify)

    assert (await connection.receive()).data == 4005


async def test_a_shard_beyond_the_count_is_refused(discord_server, socket):
    connection = await socket()

    await connection.send_json({"op": 2, "d": {"token": discord_server.token, "intents": 1, "shard": [2, 2]}})

    assert (await connection.receive()).data == 4010

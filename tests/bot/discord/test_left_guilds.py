"""A guild that the bot was taken out of while it was away: what belongs to it is gone after the next start."""

import asyncio

import pytest

from bot.database.kept import Kept
from bot.database.privacy import guilds_stored

EVEN, ODD = (1 << 30) << 22, (1 << 30) + 1 << 22  # guilds that nobody is in, of the first and the second of two shards


@pytest.fixture
def ours(database, discord_server):
    """Say in the database that it is this bot's."""
    Kept(database).put("application", str(int(discord_server.world.bot.id)))


@pytest.fixture
def stored(database):
    """Return a function that gives the guilds that something is stored of."""
    return lambda: guilds_stored(database)


async def test_what_belongs_to_a_guild_that_was_left_meanwhile_is_removed(
    discord_server, made, connect, stored, until, channels
):
    club = discord_server
    other = club.world.guild("Other Club")
    there = club.world.channel(other, "there")
    club.world.join(other, club.alice)
    bot = await connect(made().bot)
    for channel in (club.general, there):
        await club.slash(club.alice, "ask", where=channel, question="do I need a degree?").final()
    channels.set(int(other.id), int(there.id), "open")
    assert stored() == {int(club.guild.id), int(other.id)}
    await bot.close()

    del club.world.guilds[other.id]
    await connect(made().bot)
    await until(lambda: stored() == {int(club.guild.id)})

    assert channels.mode(int(other.id), int(there.id)) == "open"  # in memory, until it is read anew
    channels.refresh()
    assert channels.mode(int(other.id), int(there.id)) is None


async def test_a_guild_with_an_outage_loses_nothing(discord_server, made, connect, stored, until, channels, ours):
    club = discord_server
    club.guild.unavailable = True
    for guild in (int(club.guild.id), EVEN):
        channels.set(guild, 1, "open")

    await connect(made().bot)
    await until(lambda: EVEN not in stored())

    assert stored() == {int(club.guild.id)}


async def test_a_guild_that_was_only_not_named_loses_nothing(
    discord_server, made, connect, stored, until, channels, ours
):
    """Without Discord's word that the bot is no member, nothing goes: here the server knows no such question."""
    club = discord_server
    club.faults.fail("GET", "/guilds/.*/members/", 404, code=0)
    channels.set(EVEN, 1, "open")

    await connect(made().bot)
    await until(lambda: any("/members/" in call.path for call in club.calls))
    await asyncio.sleep(0.2)

    assert stored() == {EVEN}


async def test_guilds_of_other_processes_are_left_alone(discord_server, made, connect, stored, until, channels, ours):
    for guild in (EVEN, ODD):
        channels.set(guild, 1, "open")

    await connect(made(shard_ids=(0,), shard_count=2).bot)
    await until(lambda: EVEN not in stored())

    assert stored() == {ODD}


async def test_another_bot_on_the_same_database_removes_nothing(
    discord_server, made, connect, database, stored, until, channels, caplog
):
    Kept(database).put("application", "1234")
    channels.set(EVEN, 1, "open")

    await connect(made().bot)
    await until(lambda: "the database is another application's; nothing of guilds is removed" in caplog.messages)

    assert stored() == {EVEN}


async def test_a_database_that_does_not_say_whose_it_is_loses_nothing(
    discord_server, made, connect, database, stored, until, channels
):
    channels.set(EVEN, 1, "open")

    bot = await connect(made().bot)
    await until(lambda: Kept(database).get("application") is not None)
    await bot.close()
    assert stored() == {EVEN}

    await connect(made().bot)
    await until(lambda: stored() == set())


@pytest.mark.slow
async def test_nothing_is_removed_while_a_shard_is_not_ready(discord_server, made, stored, until, channels, connect):
    """discord.py waits five seconds before it connects the second shard."""
    club = discord_server
    club.gateway.unwelcome = {1}
    channels.set(EVEN, 1, "open")
    bot = made(shard_ids=(0, 1), shard_count=2).bot
    running = asyncio.create_task(bot.start(club.token))

    await until(lambda: len(club.gateway.identifies) == 2, 15)
    await asyncio.sleep(0.5)

    assert not bot.is_ready()
    assert stored() == {EVEN}
    await bot.close()
    await asyncio.gather(running, return_exceptions=True)

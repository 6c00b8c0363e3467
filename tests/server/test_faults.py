"""Faults on the way, as discord.py meets them: rate limits, errors, slow answers, cut connections."""

import time

import aiohttp
import discord
import pytest


async def test_a_rate_limit_is_waited_for(discord_server, rest):
    at = f"/channels/{discord_server.general.id}/messages"
    discord_server.faults.rate_limit("POST", r"/messages$", retry_after=0.2)
    began = time.monotonic()

    await rest("POST", at, {"content": "hello"})

    assert time.monotonic() - began >= 0.2
    assert [call.answer.status for call in discord_server.called("POST", "/channels/{channel_id}/messages")] == [
        429,
        200,
    ]


async def test_a_rate_limit_over_all_routes_is_waited_for(discord_server, rest):
    discord_server.faults.rate_limit("*", "", retry_after=0.2, everywhere=True)
    began = time.monotonic()

    await rest("GET", "/users/@me")

    assert time.monotonic() - began >= 0.2
    assert discord_server.faults.met == 1


@pytest.mark.parametrize("path", ["^/interactions/", "^/webhooks/", "/commands$", "/messages$"])
async def test_a_rate_limit_on_any_route_is_waited_for(discord_server, connect, baker, path):
    discord_server.faults.rate_limit("*", path, retry_after=0.05, times=2)

    bot = await connect(baker())
    handle = discord_server.slash(discord_server.alice, "bake")
    await handle.until(lambda seen: seen.followups)
    await discord_server.say(discord_server.alice, discord_server.general, bot.user.mention).answer()

    assert handle.text == "baked"
    assert discord_server.faults.met == 2
    assert discord_server.rest.statuses[429] == 2


@pytest.mark.slow
async def test_an_error_of_the_server_is_tried_again(discord_server, rest):
    discord_server.faults.fail("POST", r"/messages$", 502)

    await rest("POST", f"/channels/{discord_server.general.id}/messages", {"content": "hello"})

    assert len(discord_server.messages) == 1


@pytest.mark.slow
async def test_a_late_error_makes_a_second_message(discord_server, rest):
    discord_server.faults.fail("POST", r"/messages$", 502, late=True)

    await rest("POST", f"/channels/{discord_server.general.id}/messages", {"content": "hello"})

    assert len(discord_server.messages) == 2


async def test_an_error_with_a_code_of_discords_is_raised(discord_server, rest):
    discord_server.faults.fail("GET", "/users/@me", 403, code=40333)

    with pytest.raises(discord.Forbidden) as error:
        await rest("GET", "/users/@me")

    assert error.value.code == 40333
    await rest("GET", "/users/@me")


async def test_an_answer_can_be_slow(discord_server, rest):
    discord_server.faults.slow("GET", "/users/@me", 0.1)
    began = time.monotonic()

    await rest("GET", "/users/@me")

    assert time.monotonic() - began >= 0.1


@pytest.mark.parametrize("late", [False, True])
async def test_a_connection_can_be_cut(discord_server, rest, late):
    discord_server.faults.cut("POST", r"/messages$", late=late)

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await rest("POST", f"/channels/{discord_server.general.id}/messages", {"content": "hello"})

    assert len(discord_server.messages) == late


async def test_faults_end(discord_server, rest):
    discord_server.faults.fail("GET", "/users/@me", 400, times=100)
    discord_server.faults.clear()

    assert (await rest("GET", "/users/@me"))["id"] == discord_server.world.bot.id

"""The server as a process of its own, for load tests: what it measures and what it takes orders for."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
async def process():
    """Return the addresses of a server in a process, and a function to control it; it must end without an error."""
    pipe = asyncio.subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "discord_server", stdout=pipe, stderr=pipe, env=environment
    )
    addresses = json.loads(await started.stdout.readline())
    async with aiohttp.ClientSession(addresses["control"]) as session:

        async def control(path, **body):
            async with session.request("POST" if path != "/state" else "GET", path, json=body.get("json", body)) as got:
                assert got.status == 200
                return await got.json()

        yield addresses, control
    started.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(started.communicate(), 5)
    assert (started.returncode, errors.decode()) == (0, "")


@pytest.fixture
async def running(process, baker):
    """Return the control of a process that the small bot is connected to."""
    addresses, control = process
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses["api"], yarl.URL(addresses["gateway"])
    try:
        async with baker() as bot:
            task = asyncio.create_task(bot.start(addresses["token"]))
            await asyncio.wait_for(bot.wait_until_ready(), 5)
            yield control
            await bot.close()
            await task
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def test_a_load_is_asked_and_measured(running):
    options = [{"private": True}, {"private": False}]

    measured = await running("/load", command=["bake"], options=options, count=40, in_flight=8)
    state = await running("/state")

    assert measured["failed"] == []
    assert len(measured["first"]) == len(measured["final"]) == 40
    assert min(measured["final"]) >= 50  # the small bot sleeps so long
    assert all(first < final for first, final in zip(measured["first"], measured["final"], strict=True))
    assert state["connected"]
    assert state["commands"] == ["greet", "bake", "answer", "shop", "close", "recipe", "Taste", "Who"]
    assert state["unanswered"] == 0
    assert int(state["statuses"]["200"]) > 80


async def test_faults_and_drops_can_be_ordered(running):
    await running("/faults", json=[["rate_limit", {"method": "POST", "path": "^/webhooks", "retry_after": 0.1}]])
    await running("/drop")
    greet = {"command": ["greet"], "options": [{"name": "Ada"}], "count": 3, "in_flight": 3}
    measured = await running("/load", **greet)
    slow = await running("/load", command=["bake"], options=[{}], count=1, in_flight=1)
    await running("/faults", json=[])

    state = await running("/state")
    assert (len(measured["first"]), len(slow["final"])) == (3, 1)
    assert slow["final"][0] >= 150
    assert (state["identifies"], state["resumes"], state["statuses"]["429"]) == (1, 1, 1)


async def test_an_answer_that_does_not_come_is_counted(running):
    await running("/faults", json=[["fail", {"method": "POST", "path": "/callback$", "status": 400, "times": 10}]])

    greet = {"command": ["bake"], "options": [{}], "count": 1, "in_flight": 1, "seconds": 0.2}
    measured = await running("/load", **greet)

    assert len(measured["failed"]) == 1
    assert "no first answer" in measured["failed"][0]

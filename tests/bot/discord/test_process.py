"""`python -m bot` as people start it: a process that serves, ends in order, or says in one line why it cannot start."""

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.config import ROOT
from index.data import Data
from tests.bot.discord.roses import LONG, OCTOBER, encoding, reindexed, scripts_of

PAY = "how much does a senior AI engineer earn in the UK?"


@pytest.fixture
async def start(discord_server, settings, tmp_path, until):
    """Return a function that starts the bot as a process and waits until it is connected."""
    processes = []

    async def started(*, wait=True, **environment):
        given = {
            "MENTOR_INDEX": str(settings.index_folder),
            "MENTOR_DATA": str(ROOT / "data"),
            "MENTOR_DATABASE": f"sqlite:///{tmp_path / 'mentor.sqlite3'}",
            "MENTOR_DISCORD_API": discord_server.api,
            "MENTOR_DISCORD_GATEWAY": f"ws://127.0.0.1:{discord_server.port}/",
            "MENTOR_DISCORD_TOKEN": discord_server.token,
            **environment,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **{name: value for name, value in given.items() if value is not None}},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        processes.append(process)
        if wait:
            await until(lambda: discord_server.gateway.connected or process.returncode is not None, 30)
            await asyncio.sleep(0.2)
        return process

    yield started
    for process in processes:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_process_answers_and_its_buttons_work_in_the_next_one(discord_server, start, until):
    club = discord_server
    first = await start()
    handle = club.slash(club.alice, "ask", question=PAY)
    message = await handle.final()
    assert "£100K–£135K" in handle.text

    first.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(first.wait(), 20) == 0
    await until(lambda: not club.gateway.connected)
    await start()
    await club.click(club.alice, message, "More passages").final()

    assert "**4. " in message.text
    assert len(club.called("PUT", "/applications/{application_id}/commands")) == 1


async def test_sigterm_lets_answers_in_flight_finish(discord_server, start):
    club = discord_server
    process = await start(MENTOR_QUESTIONS_PER_MINUTE="600")
    club.faults.slow("*", "/(callback|webhooks)", 0.3, times=100)
    handles = [club.slash(club.alice, "ask", question=f"{PAY} {number}") for number in range(20)]
    await handles[0].acked()

    process.send_signal(signal.SIGTERM)
    for handle in handles:
        await handle.final()

    assert all("£" in handle.text or "restarted" in handle.text for handle in handles)
    assert "£" in handles[0].text
    assert await asyncio.wait_for(process.wait(), 20) == 0


@pytest.mark.parametrize("path", ["/users/@me$", "/oauth2/applications/@me$", "/gateway/bot$"])
async def test_sigterm_while_it_is_still_connecting_ends_it_in_order(discord_server, start, until, path):
    club = discord_server
    club.may_stop = True
    club.faults.slow("GET", path, 1.0)
    process = await start(wait=False)
    await until(lambda: any(re.search(path, call.path) for call in club.calls), 30)

    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 0
    assert "Traceback" not in errors.decode()
    assert club.gateway.identifies == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children")
async def test_sigterm_ends_a_reindex_and_the_index_stays_whole(
    discord_server, start, rose_mentor, roses, versions, tmp_path, until
):
    club, before = discord_server, versions.stamp()
    places = {"MENTOR_CONTENT": str(tmp_path / "roses"), "MENTOR_INDEX": str(tmp_path / "index")}
    process = await start(**places)
    roses(LONG)
    handle = await encoding(club)
    (child,) = scripts_of(process.pid)

    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 20) == 0

    assert not Path(f"/proc/{child}").exists()
    assert handle.text == "I was stopped meanwhile. The old version goes on serving; nothing was changed."
    assert versions.stamp() == before
    assert Data(versions.current()).manifest.version == rose_mentor.retriever.data.manifest.version
    roses(OCTOBER)
    await until(lambda: not club.gateway.connected)
    await start(**places)
    assert "serves now" in (await reindexed(club)).text
    assert [path.name for path in versions.folder.iterdir() if path.name.startswith(".")] == [".lock"]


@pytest.mark.slow
async def test_what_is_logged_is_one_json_object_a_line_without_question_or_person(discord_server, start):
    club = discord_server
    process = await start()
    await club.slash(club.alice, "ask", question=PAY).final()
    await asyncio.sleep(2.5)  # discord.py waits so long for guilds before it says that it is ready

    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()

    lines = [json.loads(line) for line in errors.decode().splitlines()]
    assert [line["event"] for line in lines] == ["commands synced", "ready", "stopping"]
    assert "senior" not in errors.decode()
    assert club.alice.id not in errors.decode()
    assert club.token not in errors.decode()


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"MENTOR_DISCORD_TOKEN": None}, r"MENTOR_DISCORD_TOKEN is not set\..*make chat"),
        ({"MENTOR_DISCORD_TOKEN": "wrong-token"}, r"Discord does not accept MENTOR_DISCORD_TOKEN\."),
        ({"MENTOR_INDEX": "/nowhere"}, r"There is no index in /nowhere\. Run: python -m scripts\.reindex"),
        ({"MENTOR_DATABASE": "nonsense"}, r"MENTOR_DATABASE|database"),
        ({"MENTOR_SHARD_IDS": "0,x"}, r"MENTOR_SHARD_IDS"),
        ({"MENTOR_DISCORD_API": "http://127.0.0.1:9/api/v10"}, r"Discord cannot be reached"),
    ],
    ids=["no token", "bad token", "no index", "bad database", "bad setting", "no network"],
)
async def test_what_keeps_it_from_starting_is_said_in_one_line(start, environment, said):
    process = await start(wait=False, **environment)

    output, errors = await asyncio.wait_for(process.communicate(), 60)

    assert process.returncode == 1
    last = errors.decode().strip().splitlines()
    assert len(last) == 1
    assert re.search(said, last[0])
    assert "wrong-token" not in (output + errors).decode()


async def test_a_server_that_hangs_up_is_said_in_one_line(discord_server, start):
    discord_server.faults.cut("GET", "/users/@me$", times=10)
    process = await start(wait=False)

    _, errors = await asyncio.wait_for(process.communicate(), 60)

    assert process.returncode == 1
    assert errors.decode() == "Discord cannot be reached (ServerDisconnectedError). Check the network and try again.\n"


async def test_refused_intents_are_said_in_one_line(discord_server, start, until):
    discord_server.may_stop = True
    process = await start()

    await discord_server.gateway.close(4014)
    _, errors = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 1
    assert "Discord refuses the intents" in errors.decode().splitlines()[-1]


async def test_health_and_figures_are_served_where_they_are_wanted(discord_server, start):
    club = discord_server
    await start(MENTOR_HTTP="127.0.0.1:18439")
    await club.slash(club.alice, "ask", question=PAY).final()
    await club.slash(club.alice, "ask", question="pay in germany?").final()

    async with aiohttp.ClientSession() as session:
        health = await well(session)
        async with session.get("http://127.0.0.1:18439/metrics") as answer:
            figures = await answer.text()

    assert health["status"] == "ok"
    assert health["guilds"] == 1
    assert health["index"].startswith("v-")
    assert 'mentor_questions_total{outcome="answered"} 1.0' in figures
    assert 'mentor_questions_total{outcome="not_covered"} 1.0' in figures
    assert re.search(r"mentor_gateway_latency_seconds \d", figures)


async def well(session):
    """Wait until the bot says that it is well, and return what it says; before that it says that it is not."""
    for _ in range(100):
        async with session.get("http://127.0.0.1:18439/healthz") as answer:
            said = await answer.json()
            if answer.status == 200:
                return said
            assert (answer.status, said["status"]) == (503, "unwell")
        await asyncio.sleep(0.1)
    raise AssertionError(said)

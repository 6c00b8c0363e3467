"""A script as a process: what it gets of the settings, and how its end is told."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.config import Settings
from bot.moderation.process import EndedEarly, Script, environment_for
from bot.moderation.reindexing import ReindexProcess, run_reindex
from index.versions import Versions
from tests.bot.discord.roses import scripts_of

LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children")


async def child():
    """Wait until a script runs, and return its process's id."""
    for _ in range(2_000):
        if found := scripts_of():
            return found[0]
        await asyncio.sleep(0.005)
    raise AssertionError("no script runs")


def test_a_script_gets_every_setting_but_the_token_wherever_that_stands(own, monkeypatch):
    monkeypatch.setenv("MENTOR_DISCORD_TOKEN", "hunter2")
    monkeypatch.setenv("MENTOR_TOP", "7")

    environment = environment_for(own)

    assert "hunter2" not in "".join(environment.values())
    assert environment["MENTOR_DISCORD_TOKEN"] == ""  # and thus not that of .env
    assert environment["MENTOR_TOP"] == "3"
    assert environment["PATH"] == os.environ["PATH"]
    assert Settings.from_env(environment) == own.model_copy(update={"discord_token": None})


@LINUX
@pytest.mark.parametrize("begin", [lambda own: ReindexProcess(own)(), lambda own: Script(own).run("scripts.evaluate")])
async def test_the_token_is_not_in_the_environment_of_the_process(own, monkeypatch, begin):
    monkeypatch.setenv("MENTOR_DISCORD_TOKEN", "hunter2")
    running = asyncio.create_task(begin(own))

    environment = Path(f"/proc/{await child()}/environ").read_bytes()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert b"MENTOR_CONTENT=" in environment
    assert b"hunter2" not in environment
    assert scripts_of() == []  # who gives up waiting ends it


async def test_a_script_that_says_nothing_is_told_with_its_code(own):
    with pytest.raises(EndedEarly, match=r"^ended early \(code 1; the log says why\)$"):
        await Script(own).run("scripts.no_such_script")


async def test_a_line_that_is_too_long_to_be_read_does_not_end_a_script(own):
    with pytest.raises(EndedEarly, match=r"^ended early \(code \d; the log says why\)$"):
        await Script(own).run("json.tool", "no such file " * 8_000)  # which is named on standard error


async def test_a_script_that_is_ended_before_it_began_does_not_run(own):
    script = Script(own)
    await script.end()

    assert await run_reindex(script, Versions(own.index_folder)) == {"cancelled": True}
    assert Versions(own.index_folder).pointer() == ""


@LINUX
async def test_a_reindex_for_teaching_that_is_killed_says_so_and_the_next_one_works(own):
    process = ReindexProcess(own)
    running = asyncio.create_task(process())

    os.kill(await child(), signal.SIGKILL)

    assert (await running).problem == (
        "The reindex was killed from outside (SIGKILL; often there is too little memory). "
        "The old version goes on serving; try again."
    )
    assert (await process()).problem == ""
    assert Versions(own.index_folder).pointer().startswith("v-")

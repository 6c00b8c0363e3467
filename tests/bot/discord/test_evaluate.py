"""/mentor evaluate over the real protocol: its figures, one at a time, its end, and what the status keeps of it."""

import json
import os
import re
import signal
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from bot.config import QUESTIONS
from bot.database.kept import Kept
from index.encoders import DEFAULT_MODEL
from index.reindex import reindex
from knowledge.labelled import read_labelled
from knowledge.load import load
from tests.bot.discord.roses import ASKED, OCTOBER, scripts_of

FLOOR = read_labelled(QUESTIONS).floors["hit@1"]
LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children")


@pytest.fixture
def kept(database):
    """Return a function that reads the figures that are kept."""
    return lambda: json.loads(Kept(database).get("evaluation") or "null")


@pytest.fixture
async def quick(discord_server, rose_bot, rose_settings, tmp_path):
    """Return the club, whose bot measures with every tenth question only, and with the floors of all."""
    every = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    few = {name: value[::10] if isinstance(value, list) else value for name, value in every.items()}
    (tmp_path / QUESTIONS.name).write_text(yaml.safe_dump(few, sort_keys=False), encoding="utf-8")
    await rose_bot(rose_settings, labelled=[tmp_path / QUESTIONS.name])
    return discord_server


async def begun(club):
    """Begin an evaluation as Mona, and return the handle when it asks questions."""
    handle = club.slash(club.mona, "mentor", "evaluate")
    return await handle.until(lambda one: one.original and re.search(r"\d of \d", one.text), 60)


async def evaluated(club):
    """Evaluate as Mona, and return the handle when something came of it."""
    handle = club.slash(club.mona, "mentor", "evaluate")
    return await handle.until(lambda one: one.original and "Cancel" not in one.message.labels, 120)


async def said(club, *command):
    handle = club.slash(club.mona, *command)
    await handle.final()
    return handle.text


async def test_the_figures_of_the_live_index_stand_against_their_floors_and_are_kept(discord_server, bot, mentor, kept):
    club, version = discord_server, mentor.retriever.data.manifest.version
    assert "### How well I answer\nNone yet: `/mentor evaluate` measures the version that answers." in await said(
        club, "mentor", "status"
    )

    handle = await evaluated(club)

    figures = kept()
    development, held_out = figures["files"]
    assert handle.text.startswith(f"## Evaluation of version `{version}`\nNo figure is below its floor.")
    for found in (development, held_out):
        assert found["ranking"]["questions"] > 100
        assert f"hit@1 **{found['ranking']['hit@1']:.3f}**, floor {found['floors']['hit@1']['floor']}\n" in handle.text
        assert f"not_covered: precision **{found['abstention']['precision']:.3f}**\n" in handle.text
        assert f"not_covered: recall **{found['abstention']['recall']:.3f}**, floor " in handle.text
        worst = min(found["kinds"], key=lambda kind: found["kinds"][kind]["hit@1"])
        assert f"hit@1 by kind, the worst first: {worst} {found['kinds'][worst]['hit@1']:.3f}, " in handle.text
    golden = figures["golden"]
    assert (
        f"### Golden questions: {golden['found']} of {golden['asked']} find their section among the first three"
        in handle.text
    )
    assert golden["asked"] > 100
    assert all(f"- {one['question']} (`{one['sections'][0]}`: " in handle.text for one in golden["missed"])
    status = await said(club, "mentor", "status")
    assert f"### How well I answer\nVersion `{version}`, <t:" in status
    assert f"development.yaml: hit@1 {development['ranking']['hit@1']:.3f}, hit@3 " in status
    assert f"Golden questions that find their section: {golden['found']} of {golden['asked']}" in status
    assert "another version" not in status
    assert f"**evaluate** {version} no figure below its floor" in await said(club, "mentor", "audit")
    edits = [one for one in club.calls if one.method == "PATCH" and handle.interaction.token in one.path][:-1]
    times = [handle.interaction.answered, *(one.at for one in edits)]
    assert all(later - earlier >= 1.49 for earlier, later in pairwise(times))


async def test_figures_below_their_floor_are_named_and_of_another_version_when_the_index_changed(
    quick, roses, versions, rose_mentor, encoders, kept, tmp_path
):
    club = quick
    handle = await evaluated(club)

    assert f"hit@1 **0.000**, floor {FLOOR:.2f} ← **below its floor**" in handle.text
    assert f"**{len(kept()['below'])} figures are** below the floor." in handle.text
    assert "### Golden questions: 1 of 1 find their section among the first three" in handle.text
    before = versions.pointer()
    assert "Below their floor: hit@1 in development.yaml, " in await said(club, "mentor", "status")
    roses(OCTOBER)
    assert reindex(load(tmp_path / "roses"), versions, encoders, DEFAULT_MODEL, say=print).published
    await club.slash(club.alice, "ask", question=ASKED).final()
    status = await said(club, "mentor", "status")
    assert f"-# Version `{versions.pointer()}` · content" in status
    assert status.startswith("### What I answer from\n1 document, 6 passages, 0 questions, ")
    assert f"Version `{before}`, <t:" in status
    assert "**of another version**; `/mentor evaluate` measures this one" in status


async def test_a_second_one_is_refused_while_one_runs_and_the_first_can_be_cancelled(club, kept):
    first = await begun(club)

    second = await said(club, "mentor", "evaluate")
    status = await said(club, "mentor", "status")
    pressed = club.click(club.mona, first.message, "Cancel")
    await pressed.final()
    await first.until(lambda one: "Cancel" not in one.message.labels)

    running = r"since <t:\d+:t>"
    assert re.fullmatch(rf"An evaluation is running already, {running}\. Wait until it is done, or cancel it\.", second)
    assert re.search(rf"One is running, {running}: \d+ of \d+ questions\.", status)
    assert (pressed.followups or [pressed.message])[-1].text == "The evaluation is cancelled."
    assert first.text == "Cancelled. The figures of before are kept."
    assert kept() is None
    late = club.forge(club.mona, first.message, "evaluate-cancel")
    await late.final()
    assert (late.followups or [late.message])[-1].text == "An evaluation is not running any more."
    audit = await said(club, "mentor", "audit")
    assert "**evaluate**  cancelled" in audit
    assert "**cancel evaluation**" in audit


async def test_past_the_life_of_its_token_it_goes_on_and_the_status_has_the_figures(quick, kept, until):
    club = quick
    handle = club.slash(club.mona, "mentor", "evaluate")
    await handle.until(lambda one: one.original)
    shown = handle.text
    assert await handle.acked() < 3
    club.may_miss_deadline = True  # the server reckons with when it was asked, which is put back

    handle.interaction.expire()
    await until(kept, 60)

    refused = [one for one in club.calls if one.answer and one.answer.status == 401]
    assert len(refused) <= 1  # what cannot be edited any more is left alone
    assert handle.text == shown
    assert "Version `" + kept()["version"] in await said(club, "mentor", "status")


@LINUX
async def test_killed_from_outside_it_says_so_and_the_next_one_works(club, kept):
    handle = await begun(club)
    (child,) = scripts_of()

    os.kill(child, signal.SIGKILL)
    await handle.until(lambda one: "Cancel" not in one.message.labels)

    assert handle.text == (
        "## It could not be done\nThe evaluation was killed from outside (SIGKILL; often there is too little memory). "
        "It only reads, so nothing was changed; try again."
    )
    assert kept() is None
    assert "Asking labelled questions" in (await begun(club)).text


@LINUX
async def test_it_ends_with_the_bot(discord_server, rose_bot, rose_settings, kept):
    parts = await rose_bot(rose_settings)
    handle = await begun(discord_server)
    assert len(scripts_of()) == 1

    await parts.bot.close()

    assert scripts_of() == []
    assert handle.text == "I was stopped meanwhile. The figures of before are kept."
    assert kept() is None


async def test_content_that_is_to_be_mended_first_is_named_with_file_and_place(club, tmp_path):
    (tmp_path / "roses" / "golden" / "all.yaml").write_text("- {question: 5, sections: []}\n")

    handle = await evaluated(club)

    assert handle.text.startswith(
        "## It could not be done: the content is to be mended first\n- golden/all.yaml, entry 1"
    )


@pytest.mark.parametrize("patience", [0.4])
async def test_figures_that_cannot_be_kept_are_shown_all_the_same(quick, kept, tmp_path):
    club = quick
    handle = club.slash(club.mona, "mentor", "evaluate")
    await handle.until(lambda one: one.original)
    locked = sqlite3.connect(tmp_path / "mentor.sqlite3", isolation_level=None)
    locked.execute("BEGIN IMMEDIATE")

    await handle.until(lambda one: "Cancel" not in one.message.labels, 120)
    locked.close()

    assert "The status will not show these figures: The database" in handle.text
    assert f"hit@1 **0.000**, floor {FLOOR:.2f}" in handle.text
    assert kept() is None

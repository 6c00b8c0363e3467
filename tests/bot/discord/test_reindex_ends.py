"""How a reindex may end: killed, cancelled in time or too late; whatever ends it, what is said is true of the index."""

import os
import signal
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from index.data import Data
from tests.bot.discord.roses import ASKED, LONG, OCTOBER, encoding, reindexed, scripts_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children")


@pytest.fixture
def audited(club):
    """Return a function that reads the newest page of the audit."""

    async def read():
        handle = club.slash(club.mona, "mentor", "audit")
        await handle.final()
        return handle.text

    return read


@pytest.fixture
def locked(tmp_path):
    """Return the database's file, locked by another program: whoever writes waits."""
    connection = sqlite3.connect(tmp_path / "mentor.sqlite3", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


async def answer(club):
    asked = club.slash(club.alice, "ask", question=ASKED)
    await asked.final()
    return asked.text


async def test_killed_from_outside_it_says_so_the_old_version_goes_on_and_the_next_reindex_works(
    club, roses, versions, audited
):
    before = versions.stamp()
    roses(LONG)
    handle = await encoding(club)
    (child,) = scripts_of()

    os.kill(child, signal.SIGKILL)
    await handle.until(lambda one: "Cancel" not in one.message.labels)

    assert handle.text == (
        "## It could not be done\nThe reindex was killed from outside (SIGKILL; often there is too little memory). "
        "The old version goes on serving; try again."
    )
    assert versions.stamp() == before
    assert "March" in await answer(club)
    assert "**reindex**  failed" in await audited()
    roses(OCTOBER)
    assert "serves now" in (await reindexed(club)).text
    assert "October" in await answer(club)
    assert sorted(path.name for path in versions.folder.iterdir() if path.name.startswith(".")) == [".lock"]


async def test_a_cancel_that_comes_after_the_new_version_serves_says_so(club, roses, versions, locked, audited, until):
    before = versions.pointer()
    roses(OCTOBER)
    first = club.slash(club.mona, "mentor", "reindex")
    await until(lambda: versions.pointer() != before, 30)  # now it carries learners over, and waits for the database
    (child,) = scripts_of()

    pressed = club.click(club.mona, first.message, "Cancel")
    await until(lambda: child not in scripts_of())
    locked.execute("ROLLBACK")
    await pressed.final()
    await first.until(lambda one: "Cancel" not in one.message.labels)

    new = versions.pointer()
    said = (pressed.followups or [pressed.message])[-1]
    assert said.text == f"It was too late to cancel: version `{new}` serves now."
    assert first.text.startswith(f"## Version `{new}` serves now\nThe reindex was ended only after")
    assert "October" in await answer(club)
    done = await audited()
    assert f"**cancel reindex** {new} too late" in done
    assert f"**reindex** {new} published" in done


async def test_a_cancel_before_anything_is_encoded_leaves_the_old_version(club, roses, versions):
    before = versions.stamp()
    roses(LONG)
    handle = club.slash(club.mona, "mentor", "reindex")
    await handle.until(lambda one: one.original)

    pressed = club.click(club.mona, handle.message, "Cancel")
    await pressed.final()
    await handle.until(lambda one: "Cancel" not in one.message.labels)

    assert (pressed.followups or [pressed.message])[-1].text == "The reindex is cancelled."
    assert handle.text == "Cancelled. The old version goes on serving; nothing was changed."
    assert versions.stamp() == before
    assert scripts_of() == []


async def test_the_progress_is_shown_in_edits_at_least_a_second_and_a_half_apart(club, roses, versions):
    roses(LONG)

    handle = await reindexed(club)

    assert "serves now" in handle.text
    token = handle.interaction.token
    edits = [call for call in club.calls if call.method == "PATCH" and token in call.path]
    shown = [call.at for call in edits[:-1]]  # the last one has the result, which comes when it is there
    first = handle.interaction.answered
    assert len(shown) >= 2
    assert min(later - earlier for earlier, later in pairwise([first, *shown])) >= 1.49
    assert all(" of " in str(call.json) for call in edits[:-1])
    assert len(Data(versions.current())) == 1_501

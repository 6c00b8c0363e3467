"""/mentor reindex, rollback and audit: progress, the gate, a decision, two moderators, and who may do none of it."""

import re

import pytest

from tests.bot.discord.roses import ASKED, OCTOBER, WORSE, reindexed


async def refused_change(club, roses):
    """Reindex a change that loses a golden question, and return the handle."""
    roses(WORSE)
    return await reindexed(club)


async def audit(club):
    handle = club.slash(club.mona, "mentor", "audit")
    await handle.final()
    return handle.text


async def test_changed_content_is_taken_in_with_what_changed_and_serves_without_a_restart(club, roses, versions):
    before = versions.pointer()
    roses(OCTOBER)

    handle = await reindexed(club)

    assert f"Version `{versions.pointer()}` serves now" in handle.text
    assert versions.previous() == before
    assert "**1 changed**: `roses/pruning`" in handle.text
    assert handle.message.ephemeral
    asked = club.slash(club.alice, "ask", question=ASKED)
    await asked.final()
    assert "October" in asked.text
    assert "**reindex** " + versions.pointer() + " published" in await audit(club)


async def test_a_fault_in_the_content_is_shown_with_file_and_place_and_nothing_changes(club, tmp_path, versions):
    before = versions.stamp()
    (tmp_path / "roses" / "golden" / "all.yaml").write_text("- {question: 5, sections: []}\n")

    handle = await reindexed(club)

    assert "to mend; nothing was changed" in handle.text
    assert "golden/all.yaml, entry 1, sections" in handle.text
    assert versions.stamp() == before


async def test_the_gate_refuses_shows_what_got_worse_and_a_moderator_lets_it_serve(club, roses, versions):
    before = versions.pointer()
    handle = await refused_change(club, roses)
    assert "The gate refuses version" in handle.text
    assert f"{ASKED}: 1 → " in handle.text
    assert versions.pointer() == before

    pressed = club.click(club.mona, handle.message, "Let it serve all the same")
    await pressed.until(lambda _: "as you wanted" in handle.text, 30)

    assert versions.pointer() != before
    assert versions.held() == ""
    assert "**publish anyway** " + versions.pointer() in await audit(club)


async def test_left_alone_the_old_version_goes_on(club, roses, versions):
    before = versions.stamp()
    handle = await refused_change(club, roses)

    await club.click(club.mona, handle.message, "Leave the old one").final()

    assert "The old version goes on serving" in handle.text
    assert versions.stamp() == before


async def test_a_decision_about_a_version_that_another_reindex_replaced_is_refused(club, roses, versions):
    first = await refused_change(club, roses)
    roses(OCTOBER)
    await reindexed(club)
    serving = versions.pointer()

    pressed = club.click(club.mona, first.message, "Let it serve all the same")
    await pressed.until(lambda one: one.followups or (one.original and one.original is not first.message), 30)

    said = pressed.followups[-1] if pressed.followups else pressed.message
    assert "another reindex came between" in said.text
    assert versions.pointer() == serving


async def test_a_second_reindex_is_refused_while_one_runs_and_the_first_can_be_cancelled(club, roses, versions):
    before = versions.stamp()
    roses(OCTOBER)
    first = club.slash(club.mona, "mentor", "reindex")
    await first.until(lambda one: one.original and "Cancel" in one.message.labels)
    second = club.slash(club.mona, "mentor", "reindex")
    await second.final()

    await club.click(club.mona, first.message, "Cancel").acked()
    await first.until(lambda one: "Cancelled" in one.text, 30)

    assert re.fullmatch(
        r"A reindex is running already, since <t:\d+:t>\. Wait until it is done, or cancel it\.", second.text
    )
    assert versions.stamp() == before
    assert "serves now" in (await reindexed(club)).text


async def test_a_rollback_is_one_step_and_once(club, roses, versions):
    first = versions.pointer()
    roses(OCTOBER)
    await reindexed(club)
    asked = [club.slash(club.mona, "mentor", "rollback") for _ in range(2)]
    for handle in asked:
        await handle.final()

    await club.click(club.mona, asked[0].message, "Go back").final()
    late = club.click(club.mona, asked[1].message, "Go back")
    await late.final()

    assert versions.pointer() == first
    assert "Another version serves since you were asked" in (late.followups or [late.message])[-1].text
    assert f"**rollback** {first}" in await audit(club)


@pytest.mark.parametrize(
    "action", ["reindex-cancel", "reindex-publish:v-0", "reindex-leave", "rollback:a:b", "evaluate-cancel"]
)
async def test_a_member_who_forges_a_moderators_button_is_refused(club, versions, action):
    stamp = versions.stamp()
    asked = club.slash(club.alice, "ask", question=ASKED)
    await asked.final()

    forged = club.forge(club.alice, asked.message, action)
    await forged.final()

    said = (forged.followups or [forged.message])[-1].text
    assert said == "Only moderators can do that: it takes the permission to manage the server."
    assert versions.stamp() == stamp


async def test_a_demoted_moderator_cannot_press_the_button_any_more(club, roses, versions):
    handle = await refused_change(club, roses)
    stamp = versions.stamp()
    club.moderators.permissions = 0

    pressed = club.click(club.mona, handle.message, "Let it serve all the same")
    await pressed.final()

    assert "Only moderators can do that" in (pressed.followups or [pressed.message])[-1].text
    assert versions.stamp() == stamp

"""What must not happen: a member acts as a moderator, two moderators collide, a server reads another's questions."""

import pytest

from bot.database.gaps import Gaps
from bot.refused import Refused

GERMANY = "what is the average pay in germany?"
ANSWER = "In Germany an AI engineer earns about €65K a year at the start and €95K as a senior, base pay, 2026."


async def test_of_two_moderators_the_second_hears_who_was_first_and_keeps_the_text(
    discord_server, taught_bot, ask, open_gap
):
    club = discord_server
    await taught_bot()
    club.guild.members[club.bob.id] = (club.bob, [club.moderators.id])
    await ask(club.alice, GERMANY)
    forms = []
    for who in (club.mona, club.bob):
        item = await open_gap(who, "germany")
        forms.append(club.click(who, item, "Write an answer"))
        await forms[-1].acked()
    long = "My own long text about Germany. " * 100

    first = club.submit_modal(club.mona, forms[0], title="Pay in Germany", text=ANSWER)
    second = club.submit_modal(club.bob, forms[1], title="Germany", text=long)
    await first.final(30)
    await second.final(30)

    assert "is answered now" in first.text
    assert second.text.startswith(f"<@{club.mona.id}> was first and wrote an answer just now.")
    assert "Nothing of yours is lost." in second.text
    assert not second.message.pings
    assert second.message.filenames == ["your-text.md"]
    assert "My own long text" not in (await ask(club.alice, GERMANY)).text


async def test_who_is_demoted_while_writing_is_refused_and_gets_the_text_back(
    discord_server, taught_bot, tmp_path, ask, open_gap
):
    club = discord_server
    await taught_bot()
    await ask(club.alice, GERMANY)
    item = await open_gap(club.mona, "germany")
    form = club.click(club.mona, item, "Write an answer")
    await form.acked()
    club.guild.members[club.mona.id] = (club.mona, [])

    sent = club.submit_modal(club.mona, form, title="Pay in Germany", text=ANSWER)
    await sent.final()

    assert sent.text.startswith("Only moderators can do that")
    assert "about €65K a year" in sent.text
    assert not (tmp_path / "taught").exists()
    for button in ("Write an answer", "Another section", "Off-topic", "Dismiss", "Back to the list"):
        handle = club.click(club.mona, item, button)
        message = await handle.final()
        said = handle.followups[-1] if handle.followups else message
        assert said.text.startswith("Only moderators can do that"), button


KINDS = ("gap-list:1", "gap-item:1", "gap-type:1", "gap-write:1", "gap-off:1", "gap-dismiss:1", "feedback:sections:1")
TAUGHT = (
    "taught-list:1",
    "taught-item:x",
    "taught-write",
    "taught-edit:x",
    "taught-remove:x",
    "entry-list:1",
    "entry-remove:x",
)


@pytest.mark.parametrize("custom_id", [*KINDS, *TAUGHT])
async def test_a_member_who_makes_a_moderators_button_up_is_refused(discord_server, taught_bot, custom_id, ask):
    club = discord_server
    await taught_bot()
    asked = await ask(club.alice, GERMANY)

    handle = club.forge(club.alice, asked.message, custom_id)
    message = await handle.final()

    said = handle.followups[-1] if handle.followups else message
    assert said.text.startswith("Only moderators can do that")


@pytest.mark.parametrize("name", ["gaps", "teach", "feedback"])
async def test_a_member_to_whom_a_command_was_shown_is_refused_all_the_same(discord_server, taught_bot, name):
    club = discord_server
    await taught_bot()
    club.commands.find("mentor", 1, club.guild)["default_member_permissions"] = None

    handle = club.slash(club.alice, "mentor", name)
    await handle.final()

    assert handle.text == "Only moderators can do that: it takes the permission to manage the server."


MADE_UP = (
    "gap-item:0",
    "gap-item:-1",
    "gap-item:99999999999999999999",
    "gap-write:x",
    "gap-dismiss",
    "gap-list:999999",
)


@pytest.mark.parametrize("custom_id", [*MADE_UP, "taught-edit:../../etc", "taught-item:nothing", "feedback:x:y"])
async def test_what_a_moderator_makes_up_gets_a_sentence(discord_server, taught_bot, custom_id):
    club = discord_server
    await taught_bot()
    listed = club.slash(club.mona, "mentor", "gaps")
    message = await listed.final()

    handle = club.forge(club.mona, message, custom_id)
    final = await handle.final()

    said = handle.followups[-1] if handle.followups else final
    assert said.text
    assert "wrong on my side" not in said.text


async def test_another_servers_gaps_are_neither_seen_nor_touched(discord_server, taught_bot, database):
    club = discord_server
    other = club.world.channel(club.world.guild("Other"), "there")
    club.world.join(other.guild, club.alice)
    await taught_bot()
    handle = club.slash(club.alice, "ask", where=other, question=GERMANY)
    await handle.final()
    assert "don't cover this" in handle.text

    listed = club.slash(club.mona, "mentor", "gaps")
    message = await listed.final()
    assert message.text.startswith("No open questions")
    for custom_id in ("gap-item:1", "gap-write:1", "gap-dismiss:1", "gap-off:1"):
        forged = club.forge(club.mona, message, custom_id)
        final = await forged.final()
        said = forged.followups[-1] if forged.followups else final
        assert "is another server's" in said.text or "only be done on my home server" in said.text, custom_id
    gap = Gaps(database).find(1, [int(other.guild.id)])
    assert gap is None or gap.state == "open"


async def test_outside_the_home_server_nothing_is_taught(discord_server, taught_bot, tmp_path, ask, open_gap):
    club = discord_server

    def home(guild):
        raise Refused("Not here.")

    await taught_bot(home=home)
    await ask(club.alice, GERMANY)

    item = await open_gap(club.mona, "germany")

    assert item.labels == ["Dismiss", "Back to the list"]
    for custom_id in ("gap-write:1", "gap-off:1", "gap-type:1", "taught-write", "taught-list:1"):
        forged = club.forge(club.mona, item, custom_id)
        final = await forged.final()
        said = forged.followups[-1] if forged.followups else final
        assert said.text == "Not here.", custom_id
    assert not (tmp_path / "taught").exists()

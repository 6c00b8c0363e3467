"""/mentor stats over the real protocol: this guild's numbers, for its moderators alone, with a picture in words too."""

from datetime import UTC, datetime, timedelta

import pytest
from discord_server.people import NotPossible

PAY = "how much does a senior AI engineer earn in the UK?"
OTHER = 4611686018427387004


def pictures(message):
    """Return the pictures of a message: their names and their words."""
    found, waiting = [], [*message.json["components"]]
    while waiting:
        part = waiting.pop(0)
        found += [(item["media"]["url"], item["description"]) for item in part.get("items", ())]
        waiting += part.get("components") or []
    return found


async def test_moderators_see_what_was_asked_with_a_picture_that_is_said_in_words(discord_server, bot, ask, mentor):
    club = discord_server
    await ask(club.alice, PAY, "what is the average pay in germany?")
    await club.click(club.bob, (await ask(club.bob, PAY)).message, "Helpful").final()

    handle = club.slash(club.mona, "mentor", "stats", days=7)
    message = await handle.final()

    assert "**3 questions** in 7 days\n" in message.text
    assert "answered 2 (67%) · related 0 (0%) · not covered 1 (33%)\nHelpful: 1 of 1 votes (100%)" in message.text
    assert "Open gaps: 1, most asked first in `/mentor gaps`" in message.text
    first = mentor.ask(PAY).hits[0].passage
    assert f"answered first**\n- **2** {first.attribution} > {first.path[-1]}\n" in message.text
    assert f"{first.attribution} 2" in message.text.split("quote a guide**")[1]
    assert "Days are UTC" in message.text
    assert handle.ephemeral
    assert message.filenames == ["questions.png"]
    ((url, said),) = pictures(message)
    assert url.endswith("questions.png")
    assert "3 in all, 2 answered, 0 related, 1 not covered." in said
    for person in (club.alice, club.bob):
        assert person.name not in message.text + said
        assert person.id not in message.text + said


async def test_what_another_server_asks_never_appears(discord_server, bot, kept, answers):
    club, now = discord_server, datetime.now(UTC)
    kept(int(club.guild.id), now)
    for guild in (OTHER, None):
        for _ in range(5):
            answers.vote(kept(guild, now, "not_covered", "of another server"), 1, False)

    message = await club.slash(club.mona, "mentor", "stats").final()

    assert "**1 question**" in message.text
    assert "not covered 0" in message.text
    assert "nobody has voted yet" in message.text
    assert "Open gaps: 0" in message.text


async def test_a_button_turns_to_a_longer_period_in_the_same_message(discord_server, bot, kept):
    club, now = discord_server, datetime.now(UTC)
    kept(int(club.guild.id), now - timedelta(days=40))
    message = await club.slash(club.mona, "mentor", "stats").final()
    assert message.text.startswith("Nobody asked me anything here from ")
    assert pictures(message) == []

    await club.click(club.mona, message, "90 days").final()

    assert "**1 question** in 90 days\n" in message.text
    assert message.filenames == ["questions.png"]
    await club.click(club.mona, message, "7 days").final()
    assert message.text.startswith("Nobody asked me anything here from ")
    assert message.filenames == []


async def test_a_section_that_is_gone_keeps_its_id(discord_server, bot, kept):
    club = discord_server
    kept(int(club.guild.id), datetime.now(UTC), passages=("articles/gone~2",))

    message = await club.slash(club.mona, "mentor", "stats").final()

    assert "- **1** articles/gone (no longer there)" in message.text


async def test_a_member_gets_no_numbers_whether_the_command_is_hidden_or_not(discord_server, bot, kept):
    club = discord_server
    kept(int(club.guild.id), datetime.now(UTC))
    with pytest.raises(NotPossible):
        club.slash(club.alice, "mentor", "stats")
    club.commands.find("mentor", 1, club.guild)["default_member_permissions"] = None

    handle = club.slash(club.alice, "mentor", "stats")
    message = await handle.final()
    forged = club.forge(club.alice, message, "stats:90")
    await forged.final()

    refused = "Only moderators can do that: it takes the permission to manage the server."
    assert message.text == refused
    assert (forged.followups or [forged.message])[-1].text == refused


async def test_a_forged_period_is_one_that_there_is(discord_server, bot):
    club = discord_server
    message = await club.slash(club.mona, "mentor", "stats").final()

    for action in ("stats:100000000", "stats:x", "stats"):
        await club.forge(club.mona, message, action).final()
        assert message.labels == ["30 days", "90 days"]

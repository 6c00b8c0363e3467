"""Mentions, replies and direct messages: answered in place, and silence where nobody asked."""

import asyncio

import pytest
from discord_server import permissions
from discord_server.people import People

PAY = "how much does a senior AI engineer earn in the UK?"


async def test_a_mention_is_answered_as_a_reply_that_pings_nobody(discord_server, bot):
    club = discord_server

    said = club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}")
    answer = await said.answer()

    assert "£100K–£135K" in answer.text
    assert answer.json["message_reference"]["message_id"] == said.message.id
    assert not answer.pings
    assert PAY not in answer.text  # it stands right above


async def test_a_follow_up_leans_on_the_same_persons_question_in_the_same_channel(discord_server, bot):
    club = discord_server
    me = club.world.bot.mention
    await club.say(club.alice, club.general, f"{me} senior AI engineer pay in the UK, atlia").answer()

    mine = await club.say(club.alice, club.general, f"{me} and juniors?").answer()
    elsewhere = await club.say(club.alice, club.questions, f"{me} and juniors?").answer()
    theirs = await club.say(club.bob, club.general, f"{me} and juniors?").answer()

    assert "Read as: " in mine.text
    assert "£55K–£70K" in mine.text
    assert "Read as: " not in elsewhere.text
    assert "Read as: " not in theirs.text


async def test_a_reply_to_the_mentor_is_for_the_mentor(discord_server, bot):
    club = discord_server
    first = await club.say(
        club.alice, club.general, f"{club.world.bot.mention} senior AI engineer pay in the UK, atlia"
    ).answer()

    answer = await club.say(club.alice, club.general, "and juniors?", reply_to=first).answer()

    assert "£55K–£70K" in answer.text


async def test_a_direct_message_needs_no_mention(discord_server, bot):
    answer = await discord_server.dm(discord_server.alice, "do I need a degree?").answer()

    assert "degree" in answer.text
    assert not answer.ephemeral


async def test_a_mention_without_a_question_gets_a_hint(discord_server, bot):
    club = discord_server

    answer = await club.say(club.alice, club.general, club.world.bot.mention).answer()

    assert answer.text.startswith("Ask me about becoming an AI engineer")


async def test_thanks_get_a_friendly_word_with_questions_to_tap_and_no_moderator_reads_them(discord_server, bot):
    club = discord_server
    said = [await club.say(club.alice, club.general, f"{club.world.bot.mention} thanks!").answer()]
    said.append(await club.dm(club.alice, "thank you so much").answer())
    asked = club.slash(club.alice, "ask", question="Thanks")
    await asked.final()

    for message in (*said, asked.message):
        assert message.text.startswith("You're welcome! Ask me about becoming an AI engineer")
        assert [button["label"] for button in message.buttons][1:] == [
            "Do I need a degree to become an AI engineer?",
            "Which projects should a beginner build?",
        ]
    tapped = club.click(club.alice, asked.message, "Do I need a degree")
    await tapped.final()
    assert "No degree is needed" in tapped.text
    gaps = await club.slash(club.mona, "mentor", "gaps").final()
    assert gaps.text.startswith("No open questions")


async def test_silence_where_nobody_asked(discord_server, bot):
    club: People = discord_server
    other = club.world.join(club.guild, club.world.user("Robot", bot=True))
    silent = [
        club.say(club.alice, club.general, PAY),
        club.say(club.alice, club.general, f"{club.bob.mention} {PAY}"),
        club.say(club.alice, club.general, "@everyone salary?"),
        club.say(other, club.general, f"{club.world.bot.mention} {PAY}"),
    ]
    asked = club.say(club.bob, club.general, f"{club.world.bot.mention} {PAY}")

    answer = await asked.answer()
    await asyncio.sleep(0.1)

    assert [said.answers for said in silent] == [[answer]] * 4  # nothing but the answer to Bob


async def test_silence_where_moderators_want_it(discord_server, bot):
    club = discord_server
    await club.slash(club.mona, "mentor", "channel", mode="silent").final()

    said = club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}")
    elsewhere = await club.say(club.alice, club.questions, f"{club.world.bot.mention} {PAY}").answer()

    assert "£" in elsewhere.text
    assert said.answers == []


async def test_an_event_that_comes_twice_is_answered_once(discord_server, bot):
    club = discord_server
    said = club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}")
    await said.answer()

    club.events.created(said.message)
    await club.say(club.bob, club.questions, f"{club.world.bot.mention} {PAY}").answer()

    assert len(said.answers) == 1


async def test_a_question_whose_message_is_gone_or_whose_channel_is_closed_harms_nothing(discord_server, bot):
    club = discord_server
    club.faults.fail("POST", rf"/channels/{club.general.id}/messages$", 403, code=50013)

    club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}")
    answer = await club.say(club.alice, club.questions, f"{club.world.bot.mention} {PAY}").answer()

    assert "£" in answer.text


@pytest.mark.parametrize("fault", ["refused", "slow", "cut"])
async def test_an_answer_comes_though_it_cannot_be_shown_that_it_is_being_written(discord_server, bot, locked, fault):
    """An answer that has to wait, for the database here, takes longer than patience."""
    club = discord_server
    if fault == "refused":
        club.faults.fail("POST", "/typing$", 403, code=50013)
    elif fault == "slow":
        club.faults.slow("POST", "/typing$", 3.0)
    else:
        club.faults.cut("POST", "/typing$")

    with locked():
        said = club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}")
        await club.until(lambda: club.called("POST", "/channels/{channel_id}/typing"))
        await asyncio.sleep(0.1)
        assert said.answers == []
    answer = await said.answer(2)

    assert "£100K–£135K" in answer.text


async def test_without_the_permission_to_read_history_a_mention_is_answered_without_a_reference(discord_server, bot):
    club = discord_server
    club.general.overwrites[club.world.bot.id] = (0, permissions.READ_MESSAGE_HISTORY)

    answer = await club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}").answer()

    assert "£100K–£135K" in answer.text
    assert "message_reference" not in answer.json
    tried = club.called("POST", "/channels/{channel_id}/messages")
    assert [call.answer.json.get("code") for call in tried] == [160002, None]

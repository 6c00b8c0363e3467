"""A server that sends no more than Discord's documents call required, and events that cannot be read at all."""

import pytest

from bot.small_talk import HELLO

PAY = "how much does a senior AI engineer earn in the UK?"


@pytest.fixture
async def thin(discord_server, made, connect):
    """Return the server, which sends what it must and no more, with the bot connected to it."""
    discord_server.gateway.thin = True
    await connect(made().bot)
    return discord_server


async def test_commands_buttons_selects_and_forms_are_answered(thin, until, answers):
    club = thin
    await club.slash(club.mona, "mentor", "channel", mode="open").final()
    asked = club.slash(club.alice, "ask", question=PAY)
    answer = await asked.final()
    assert "£100K–£135K" in answer.text
    assert not answer.ephemeral

    await club.click(club.alice, answer, "More passages").final()
    assert "**4. " in answer.text
    assert (await club.select(club.bob, answer, "4").final()).text.startswith("**AIU.ac > ")
    opened = club.click(club.bob, answer, "Not helpful")
    await opened.acked()
    sent = club.submit_modal(club.bob, opened, why="because")
    assert (await sent.final()).text == "Thank you. The moderators will see it."
    typed = club.autocomplete(club.bob, "ask", question="degree")
    await typed.final()
    assert typed.choices
    salary = await club.slash(club.bob, "salary", country="United Kingdom", level="senior").final()
    assert salary.filenames == ["pay.png"]


async def test_mentions_replies_and_direct_messages_are_answered(thin):
    club = thin
    answer = await club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}").answer()
    assert "£100K–£135K" in answer.text
    again = await club.say(club.alice, club.general, "and juniors?", reply_to=answer).answer()
    assert "£55K–£70K" in again.text

    direct = await club.dm(club.bob, "do I need a degree?").answer()
    assert "degree" in direct.text
    more = club.click(club.bob, direct, "More passages")
    await more.final()
    assert "**4. " in direct.text
    asked = await club.slash(club.bob, "ask", where=club.world.direct(club.bob), question=PAY).final()
    assert "£" in asked.text


async def test_a_message_of_a_guild_that_was_never_named_is_no_direct_message(discord_server, made, connect):
    club = discord_server
    unknown = club.world.guild("Unknown")
    place = club.world.channel(unknown, "place")
    club.world.join(unknown, club.alice)
    del club.world.guilds[unknown.id]
    await connect(made().bot)

    silent = club.say(club.alice, place, "nobody asked the mentor")
    answer = await club.say(club.alice, place, f"{club.world.bot.mention} {PAY}").answer()

    assert silent.answers == [answer]
    assert "£" in answer.text
    assert answer.text != HELLO


async def test_an_event_that_cannot_be_read_is_left_out_and_the_bot_goes_on(discord_server, bot, caplog):
    club = discord_server

    club.gateway.dispatch("MESSAGE_CREATE", {"channel_id": "x"}, club.world.direct(club.alice), 1 << 9)
    club.gateway.dispatch("INTERACTION_CREATE", {"id": "1"}, club.general)
    asked = club.slash(club.alice, "ask", question=PAY)
    await asked.final()

    assert "£" in asked.text
    unread = [record.name_of_event for record in caplog.records if record.message == "an event could not be read"]
    assert unread == ["MESSAGE_CREATE", "INTERACTION_CREATE"]

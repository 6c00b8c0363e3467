"""The buttons of an answer: for their owner or for all, after a restart, and when the answer is gone."""

import pytest

MADE_UP = ("answer-page:nothing:1:5", "answer-whole:x", "answer-page", "old-kind:1", ":::", "answer-delete:0")
PAY = "how much does a senior AI engineer earn in the UK?"


@pytest.fixture
async def answer(discord_server, bot):
    """Return the message of a public answer to Alice."""
    club = discord_server
    await club.slash(club.mona, "mentor", "channel", mode="open").final()
    handle = club.slash(club.alice, "ask", question=PAY)
    return await handle.final()


async def test_who_asked_turns_the_pages_in_place(discord_server, answer):
    first = answer.text

    await discord_server.click(discord_server.alice, answer, "More passages").final()

    assert "**4. " in answer.text
    assert "**1. " not in answer.text
    await discord_server.click(discord_server.alice, answer, "Back").final()
    assert answer.text == first


async def test_anybody_else_gets_further_passages_for_themselves(discord_server, answer):
    first = answer.text

    handle = discord_server.click(discord_server.bob, answer, "More passages")
    mine = await handle.final()

    assert "**4. " in mine.text
    assert mine.ephemeral
    assert answer.text == first


async def test_a_whole_section_is_shown_to_who_wants_it(discord_server, answer):
    handle = discord_server.select(discord_server.bob, answer, "2")

    whole = await handle.final()

    assert whole.ephemeral
    assert whole.text.startswith("**Atlia Learning > AI engineer salary in the United Kingdom by level, 2026**")
    assert "£55K–£70K" in whole.text
    assert "£160K–£220K+" in whole.text


async def test_pages_and_sections_count_as_a_third_of_a_question_each(discord_server, made, connect):
    club = discord_server
    await connect(made(questions_per_minute=4.0).bot)  # two at once
    answer = await club.slash(club.alice, "ask", question=PAY).final()
    await club.click(club.alice, answer, "More passages").final()
    await club.click(club.alice, answer, "Back").final()
    await club.select(club.alice, answer, "2").final()
    shown = answer.text

    presses = [club.select(club.alice, answer, "1"), club.click(club.alice, answer, "More passages")]
    presses.append(club.forge(club.alice, answer, f"answer-section:{id_of(answer)}:1:2"))
    said = [await press.final() for press in presses]

    assert [message.text for message in said] == [
        "That was a lot of pages at once. Please wait 5 s and press again."
    ] * 3
    assert all(message.ephemeral for message in said)
    assert answer.text == shown


async def test_helpful_is_counted_once_a_person(discord_server, answer, answers):
    for _ in range(2):
        thanks = discord_server.click(discord_server.bob, answer, "Helpful")
        await thanks.final()

    assert thanks.text == "Thank you. That tells the moderators what works."
    assert answers.votes(id_of(answer)) == (1, 0)


async def test_not_helpful_asks_why_and_keeps_both(discord_server, answer, answers, until):
    handle = discord_server.click(discord_server.bob, answer, "Not helpful")
    await handle.acked()
    await until(lambda: answers.votes(id_of(answer)) == (0, 1))

    sent = discord_server.submit_modal(discord_server.bob, handle, why="no figures for Leeds")
    await sent.final()

    assert sent.text == "Thank you. The moderators will see it."
    assert answers.votes(id_of(answer)) == (0, 1)


async def test_a_press_is_answered_in_time_while_the_database_is_locked(discord_server, answer, answers, locked, until):
    club = discord_server
    with locked():
        helpful = club.click(club.bob, answer, "Helpful")
        opened = club.click(club.mona, answer, "Not helpful")
        asked = club.click(club.alice, answer, "More passages")
        assert await helpful.acked() < 1
        assert await opened.acked() < 1
        assert opened.modal["title"] == "Not helpful"
        await asked.final()  # reading waits for nobody
        assert "**4. " in answer.text
        assert helpful.loading
        assert answers.votes(id_of(answer)) == (0, 0)

    assert (await helpful.final()).text == "Thank you. That tells the moderators what works."
    await until(lambda: answers.votes(id_of(answer)) == (1, 1))


async def test_an_answer_comes_while_the_database_is_locked_and_is_kept_when_it_can_be(
    discord_server, bot, answers, locked, until
):
    club = discord_server
    with locked():
        asked = club.slash(club.alice, "ask", question="junior pay in the UK")
        await asked.final(5)
        assert "£" in asked.text
        assert answers.find(id_of(asked.message)) is None

    await until(lambda: answers.find(id_of(asked.message)), 10)
    pressed = club.click(club.alice, asked.message, "Helpful")
    assert (await pressed.final()).text == "Thank you. That tells the moderators what works."


@pytest.mark.slow
@pytest.mark.parametrize("patience", [0.4])
async def test_a_press_gets_a_friendly_word_when_the_database_stays_locked(discord_server, answer, answers, locked):
    """It is waited for, five times."""
    club = discord_server
    with locked():
        handle = club.click(club.bob, answer, "Helpful")
        assert await handle.acked() < 1
        said = await handle.final(60)

    assert said.text.startswith("Something went wrong on my side")
    assert said.ephemeral
    assert answers.votes(id_of(answer)) == (0, 0)


async def test_a_question_is_sent_to_the_moderators_and_its_asker_may_be_told(discord_server, bot):
    club = discord_server
    asked = club.slash(club.alice, "ask", question="what is the average pay in germany?")
    await asked.final()

    sent = club.click(club.alice, asked.message, "Send to the moderators")
    await sent.final()
    assert sent.text == "The moderators have your question now, without your name."
    told = club.click(club.alice, sent.message, "Tell me when there is an answer")
    await told.final()

    assert sent.message.text.startswith("I will send you one message when your question has an answer.")


async def test_only_who_asked_and_moderators_delete_an_answer(discord_server, answer, until):
    club = discord_server

    refused = club.click(club.bob, answer, "Delete")
    await refused.final()
    assert refused.followups == []
    assert "Only the person who asked" in refused.text
    assert not answer.deleted

    await club.click(club.alice, answer, "Delete").acked()
    await until(lambda: answer.deleted)


async def test_a_private_answer_can_be_deleted_too(discord_server, bot, until):
    handle = discord_server.slash(discord_server.alice, "ask", question=PAY)
    message = await handle.final()
    assert message.ephemeral

    await discord_server.click(discord_server.alice, message, "Delete").acked()

    await until(lambda: message.deleted)


async def test_buttons_and_forms_work_after_a_restart(discord_server, answer, bot, made, connect, answers):
    club = discord_server
    opened = club.click(club.bob, answer, "Not helpful")
    await opened.acked()
    await bot.close()
    await connect(made().bot)

    await club.click(club.alice, answer, "More passages").final()
    sent = club.submit_modal(club.bob, opened, why="because")
    await sent.final()

    assert "**4. " in answer.text
    assert sent.text == "Thank you. The moderators will see it."


async def test_an_answer_that_is_no_longer_kept_says_so(discord_server, answer, answers, later):
    before = answer.text
    answers.forget_before(later)

    for name in ("More passages", "Helpful"):
        handle = discord_server.click(discord_server.alice, answer, name)
        message = await handle.final()
        said = message if message is not answer else handle.followups[-1]
        assert said.text.startswith("That answer is too old")
        assert said.ephemeral
    opened = discord_server.click(discord_server.alice, answer, "Not helpful")
    await opened.acked()
    sent = discord_server.submit_modal(discord_server.alice, opened, why="gone")
    await sent.final()
    assert sent.text.startswith("That answer is too old")
    assert answer.text == before


@pytest.mark.parametrize("custom_id", MADE_UP)
async def test_a_made_up_or_ancient_button_gets_a_sentence(discord_server, answer, custom_id):
    handle = discord_server.forge(discord_server.bob, answer, custom_id)

    await handle.acked()
    message = await handle.final()

    said = handle.followups[-1] if handle.followups else message
    assert said.text
    assert "wrong on my side" not in said.text
    assert not answer.deleted


async def test_a_button_of_a_message_that_was_deleted_meanwhile_harms_nothing(discord_server, answer):
    club = discord_server
    club.faults.slow("POST", "/callback", 0.2)

    handle = club.click(club.alice, answer, "More passages")
    club.delete(answer)
    await handle.acked()

    again = club.slash(club.alice, "ask", question=PAY)
    await again.final()
    assert "£" in again.text


def id_of(answer):
    """Return the id under which an answer is kept, as its buttons have it."""
    return next(button["custom_id"].split(":")[1] for button in answer.buttons if button["label"] == "Helpful")

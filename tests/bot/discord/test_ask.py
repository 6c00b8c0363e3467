"""/ask and the message menu, over the real protocol: what people see."""

import re

import pytest

from bot.confidence import Status
from bot.config import QUESTIONS
from knowledge.labelled import read_labelled

PAY = "how much does a senior AI engineer earn in the UK?"


@pytest.fixture
def ask(discord_server, bot):
    """Return a function that asks as Alice and waits for the answer."""

    async def asked(question, **options):
        handle = discord_server.slash(discord_server.alice, "ask", question=question, **options)
        await handle.final()
        return handle

    return asked


async def test_an_answer_shows_its_passages_under_their_sources_with_the_best_sentence_marked(ask):
    answer = await ask(PAY)

    assert re.search(r"\*\*1\. \S.* > .*\*\*\n", answer.text)
    assert re.search(r"__\*\*.*Senior AI / ML Engineer.*£100K–£135K.*\*\*__", answer.text)
    assert (
        "**2. Atlia Learning > AI engineer salary in the United Kingdom by level, 2026**\n-# by Marcus Reid"
        in answer.text
    )
    assert re.search(r"sure \(\d+%\)", answer.text)


async def test_guides_that_differ_stand_side_by_side_and_the_answer_says_so(ask):
    answer = await ask("junior pay in the UK")

    assert len(set(re.findall(r"\*\*\d\. ([^>]+) >", answer.text))) >= 2
    assert "from different guides, which may not agree" in answer.text


async def test_a_question_that_no_guide_answers_gets_no_passages_and_three_that_are_answered(ask):
    answer = await ask("what is the average pay in germany?")

    assert "The guides don't cover this. They never mention “germany”." in answer.text
    assert "1. " not in answer.text
    offered = answer.message.labels[:3]
    assert answer.message.labels[3:] == ["Send to the moderators", "Delete"]
    for question in offered:
        assert "sure (" in (await ask(question)).text


async def test_a_tapped_suggestion_is_answered(discord_server, ask):
    answer = await ask("what is the average pay in germany?")
    question = answer.message.labels[0]

    tapped = discord_server.click(discord_server.alice, answer.message, question)
    await tapped.final()

    assert question in tapped.text
    assert "sure (" in tapped.text


async def test_what_comes_close_only_is_called_the_closest(ask, mentor):
    labelled = read_labelled(QUESTIONS)
    asked = [one.question for one in (*labelled.answerable, *labelled.unanswerable)]
    question = next(one for one in asked if mentor.ask(one, top=12).status is Status.RELATED)

    answer = await ask(question)

    assert "The guides don't answer this directly" in answer.text
    assert "the closest I have:" in answer.text
    assert "Not sure that this answers it" in answer.text


async def test_an_answer_is_for_the_asker_alone_unless_the_channel_was_opened(discord_server, ask):
    club = discord_server
    assert (await ask(PAY)).ephemeral

    opened = club.slash(club.mona, "mentor", "channel", mode="open")
    await opened.final()

    assert "is **open** now" in opened.text
    assert not (await ask(PAY)).ephemeral
    assert (await ask(PAY, private=True)).ephemeral


async def test_an_answer_in_a_direct_message_is_no_ephemeral_one(discord_server, bot):
    club = discord_server

    handle = club.slash(club.alice, "ask", where=club.world.direct(club.alice), question=PAY)
    await handle.final()

    assert not handle.ephemeral


async def test_a_source_narrows_the_answer_to_one_guide(ask):
    answer = await ask(PAY, source="zen")

    assert set(re.findall(r"\*\*\d\. ([^>]+) >", answer.text)) == {"Zen van Riel"}


async def test_a_guide_that_there_is_not_is_refused_with_those_that_there_are(ask):
    answer = await ask(PAY, source="mit")

    assert answer.text == ("I know no guide of that name. There are: aiu, atlia, career-path, step-by-step, zen.")


async def test_what_is_typed_is_completed_with_questions_and_guides(discord_server, bot):
    club = discord_server

    typed = club.autocomplete(club.alice, "ask", question="degree")
    await typed.acked()
    guides = club.autocomplete(club.alice, "ask", question=PAY, source="van")
    await guides.acked()
    anything = club.autocomplete(club.alice, "ask", question="")
    await anything.acked()

    assert all("degree" in choice["name"].lower() for choice in typed.choices)
    assert 1 <= len(typed.choices) <= 25
    assert [choice["value"] for choice in guides.choices] == ["zen"]
    assert len(anything.choices) == 25


async def test_a_follow_up_is_read_with_the_question_before_it_of_the_same_person(discord_server, ask):
    club = discord_server
    await ask("senior AI engineer pay in the UK, atlia")

    mine = await ask("and juniors?")
    theirs = club.slash(club.bob, "ask", question="and juniors?")
    await theirs.final()

    assert "Read as: " in mine.text
    assert "£55K–£70K" in mine.text
    assert "Read as: " not in theirs.text


async def test_the_menu_of_a_message_asks_what_the_message_says(discord_server, bot):
    club = discord_server
    said = club.say(club.bob, club.general, "do i need a phd for this job")

    handle = club.context_menu(club.alice, "Ask the mentor", said.message)
    await handle.final()

    assert "PhD" in handle.text
    assert handle.ephemeral


async def test_the_menu_of_a_message_without_text_says_so(discord_server, bot):
    club = discord_server
    said = club.say(club.bob, club.general, "", files={"cat.png": b"cat"})

    handle = club.context_menu(club.alice, "Ask the mentor", said.message)
    await handle.final()

    assert handle.text == "There is no text in that message that I could look up. Pick one with a question in it."


@pytest.mark.parametrize(
    "question",
    [
        "a",
        "?",
        "🙂🙂🙂",
        "the of and",
        "x" * 4_000,
        "```py\nprint(1)\n```",
        "@everyone <@&1> <@2> pay",
        "​‮",
        "'; DROP TABLE answers; --",
    ],
    ids=["letter", "sign", "emoji", "stop words", "long", "code", "mentions", "invisible", "sql"],
)
async def test_an_odd_question_gets_a_clear_answer_and_pings_nobody(ask, question):
    answer = await ask(question)

    assert answer.text.strip()
    assert not answer.message.pings
    assert "wrong on my side" not in answer.text


async def test_too_many_questions_at_once_are_asked_to_wait(discord_server, made, connect):
    await connect(made(questions_per_minute=4.0).bot)
    handles = [discord_server.slash(discord_server.alice, "ask", question=PAY) for _ in range(4)]

    for handle in handles:
        await handle.final()

    refused = [handle for handle in handles if "Please wait" in handle.text]
    assert len(refused) == 2
    assert refused[0].text == "That was a lot of questions at once. Please wait 15 s and ask again."
    other = discord_server.slash(discord_server.bob, "ask", question=PAY)
    await other.final()
    assert "£" in other.text

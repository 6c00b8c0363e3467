"""The moderators' loop over the real protocol: asked in vain, answered by a moderator, asked again, and told."""

import asyncio

from bot.moderation.act import Moderator

GERMANY = "what is the average pay in germany?"
ANSWER = "In Germany an AI engineer earns about €65K a year at the start and €95K as a senior, base pay, 2026."


async def test_asked_in_vain_then_taught_then_answered_and_its_asker_told_once(discord_server, taught_bot, open_gap):
    club = discord_server
    parts = await taught_bot()
    asked = club.slash(club.alice, "ask", question=GERMANY)
    await asked.final()
    assert "The guides don't cover this" in asked.text
    sent = club.click(club.alice, asked.message, "Send to the moderators")
    await sent.final()
    await club.click(club.alice, sent.message, "Tell me").final()
    await club.slash(club.bob, "ask", question="how much do ai engineers earn in germany").final()

    item = await open_gap(club.mona, "germany")
    assert "asked 2 times · 1 sent to you" in item.text
    assert "In no guide: germany." in item.text
    assert "Why it was not enough" in item.text
    form = club.click(club.mona, item, "Write an answer")
    await form.acked()
    assert await parts.workshop.teller(parts.bot).sweep() == 0
    done = club.submit_modal(club.mona, form, title="AI engineer pay in Germany", text=ANSWER, link="")
    await done.final(30)

    assert "is answered now, as written by Mona (moderator)" in done.text, done.text
    again = club.slash(club.bob, "ask", question=GERMANY)
    await again.final()
    assert "€65K" in again.text
    assert "Mona (moderator), " in again.text
    assert [await parts.workshop.teller(parts.bot).sweep() for _ in range(2)] == [1, 0]
    (told,) = club.sent(club.world.direct(club.alice))
    assert "€65K" in told.text
    assert told.text.startswith("You wanted to know: **what is the average pay in germany?**")
    asked_again = club.click(club.alice, told, "Ask")
    await asked_again.final()
    assert "€95K" in asked_again.text
    listed = club.slash(club.mona, "mentor", "gaps")
    assert (await listed.final()).text.startswith("No open questions")


async def test_a_wording_added_to_a_section_makes_the_question_answered(discord_server, taught_bot, ask, open_gap):
    club = discord_server
    await taught_bot()
    question = "wieviel dosh for a newb in brum"
    assert "£55K" not in (await ask(club.alice, question)).text

    item = await open_gap(club.mona, question)
    typed = club.click(club.mona, item, "Another section")
    await typed.acked()
    done = club.submit_modal(club.mona, typed, section="salaries/atlia/uk")
    await done.final(30)

    assert done.text.startswith(f"“{question}” leads to `salaries/atlia/uk` now.")
    again = await ask(club.bob, question)
    assert "£55K–£70K" in again.text
    assert "sure (" in again.text


async def test_a_section_is_chosen_among_the_nearest(discord_server, taught_bot, tmp_path, selects, ask, open_gap):
    club = discord_server
    await taught_bot()
    await ask(club.alice, GERMANY)

    item = await open_gap(club.mona, "germany")
    options = selects(item)[0]["options"]
    assert len(options) == 12
    done = club.select(club.mona, item, options[0]["value"])
    message = await done.final(30)

    assert f"leads to `{options[0]['value']}` now" in message.text
    assert GERMANY in (tmp_path / "taught" / "taught.yaml").read_text(encoding="utf-8")


async def test_off_topic_questions_become_examples_and_leave(discord_server, taught_bot, tmp_path, ask, open_gap):
    club = discord_server
    await taught_bot()
    await ask(club.alice, "when is the next meetup of this server?")

    item = await open_gap(club.mona, "meetup")
    done = club.click(club.mona, item, "Off-topic")
    message = await done.final(30)

    assert message.text.startswith(f"Off-topic: <@{club.mona.id}> said")
    assert not message.pings
    lists = (tmp_path / "taught" / "taught.yaml").read_text(encoding="utf-8")
    assert "question: when is the next meetup of this server?" in lists
    again = await ask(club.bob, "when is the next meetup of this server?")
    assert "The guides don't cover this" in again.text
    listed = club.slash(club.mona, "mentor", "gaps")
    assert (await listed.final()).text.startswith("No open questions")


async def test_what_is_dismissed_stays_away_when_it_is_asked_again(discord_server, taught_bot, ask, open_gap):
    club = discord_server
    await taught_bot()
    await ask(club.alice, GERMANY)
    item = await open_gap(club.mona, "germany")

    message = await club.click(club.mona, item, "Dismiss").final()
    assert message.text.startswith(f"Dismissed by <@{club.mona.id}>.")
    await ask(club.bob, "germany ai engineer salary")

    back = await club.click(club.mona, message, "Back to the list").final()
    assert back.text.startswith("No open questions")


async def test_not_helpful_answers_are_gaps_with_the_reasons(discord_server, taught_bot, ask, open_gap):
    club = discord_server
    await taught_bot()
    asked = await ask(club.alice, "how much does a senior AI engineer earn in the UK?")
    form = club.click(club.alice, asked.message, "Not helpful")
    await form.acked()
    await club.submit_modal(club.alice, form, why="nothing about Leeds, @everyone").final()

    item = await open_gap(club.mona, "senior AI engineer")

    assert "1 not helpful" in item.text
    assert "nothing about Leeds, @\u200beveryone" in item.text
    assert "It is answered now." in item.text
    assert not item.pings


async def test_pages_of_gaps_the_most_asked_first_and_chit_chat_last(discord_server, taught_bot, ask):
    club = discord_server
    await taught_bot()
    many = (
        "which laptop should I buy",
        "do I need a visa for the US",
        "is there a student discount",
        "tell me a joke",
        "asdf jkl",
    )
    await ask(club.alice, *many, "what is quantum computing", "how do I use git rebase", GERMANY, GERMANY)

    listed = club.slash(club.mona, "mentor", "gaps")
    message = await listed.final()
    lines = [line for line in message.text.splitlines() if line.startswith("**")]
    assert lines[0] == f"**1. {GERMANY}**"
    assert len(lines) == 6
    assert "page 1 of 2" in message.text
    following = await club.click(club.mona, message, "Next").final()

    last = [line for line in following.text.splitlines() if line.startswith("**")]
    assert {"tell me a joke", "asdf jkl"} <= {line.strip("*").split(". ")[1] for line in last}


async def test_a_list_waits_for_a_sweep_that_is_grouping_the_newest_questions(
    discord_server, made, connect, ask, locked
):
    club, parts = discord_server, made()
    await connect(parts.bot)
    await ask(club.alice, GERMANY)

    with locked():
        sweep = asyncio.create_task(asyncio.to_thread(parts.workshop.queue.take_in))
        await asyncio.sleep(0.2)
        listed = club.slash(club.mona, "mentor", "gaps")
        await asyncio.sleep(0.5)
        assert listed.loading

    assert GERMANY in (await listed.final()).text
    assert await sweep == 1


async def test_what_a_new_index_answers_leaves_the_list_and_what_was_not_helpful_stays(
    discord_server, taught_bot, ask, open_gap
):
    club = discord_server
    parts = await taught_bot()
    queue, now = parts.workshop.queue, parts.workshop.now
    await ask(club.alice, GERMANY, "which laptop should I buy")
    paid = await ask(club.alice, "how much does a senior AI engineer earn in the UK?")
    form = club.click(club.alice, paid.message, "Not helpful")
    await form.acked()
    queue.take_in()
    assert queue.close_answered(now()) == 0

    who = Moderator(int(club.mona.id), "Mona", int(club.guild.id))
    await parts.workshop.teaching.teach(who, "AI engineer pay in Germany", ANSWER, "", GERMANY)

    assert [queue.close_answered(now()), queue.close_answered(now())] == [1, 0]
    listed = await club.slash(club.mona, "mentor", "gaps").final()
    assert "2 open" in listed.text
    assert "germany" not in listed.text
    late = club.forge(club.mona, listed, "gap-dismiss:1")
    final = await late.final()
    assert (late.followups[-1] if late.followups else final).text == "That question has an answer by now."

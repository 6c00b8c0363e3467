"""Who wanted to be told gets one message: whatever crashes, however many processes there are, and closed or not."""

import asyncio
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.database.privacy import export
from bot.database.tellings import Tellings
from bot.moderation.reindexing import ReindexProcess
from index.versions import Versions
from knowledge.taught import Taught, TaughtAnswer

QUESTION = "what is the average pay in germany?"
ANSWER = "In Germany the average pay is €70K."


@pytest.fixture(scope="session")
def answered(settings, real_index, tmp_path_factory):
    """Teach an answer, once a run; return a folder with what is taught, and the index that has it. Only for copying."""
    folder = tmp_path_factory.mktemp("answered")
    shutil.copytree(real_index, folder / "index")
    answer = TaughtAnswer("taught-pay", "Pay in Germany", ANSWER, (QUESTION,), "Mona", date(2026, 11, 27))
    Taught(folder / "taught").put(answer)
    own = settings.model_copy(update={"index": folder / "index", "taught": folder / "taught"})
    assert asyncio.run(ReindexProcess(own)()).problem == ""
    return folder


@pytest.fixture
async def waiting(discord_server, taught_bot, ask, answered, tmp_path):
    """Return a bot with Alice waiting for an answer that was taught meanwhile."""
    club = discord_server
    parts = await taught_bot()
    asked = await ask(club.alice, QUESTION)
    sent = await club.click(club.alice, asked.message, "Send to the moderators").final()
    await club.click(club.alice, sent, "Tell me").final()
    shutil.copytree(answered / "taught", tmp_path / "taught")
    version = Versions(answered / "index").current()
    serving = Versions(tmp_path / "index")
    with serving.lock(), serving.beside() as beside:
        shutil.copytree(version, beside, dirs_exist_ok=True)
        serving.publish(beside, version.name)
    return parts


def messages(club):
    """Return what Alice got directly."""
    return club.sent(club.world.direct(club.alice))


async def test_two_processes_tell_once(discord_server, waiting, taught_bot):
    other = await taught_bot()

    counts = await asyncio.gather(
        *(parts.workshop.teller(parts.bot).sweep() for parts in (waiting, other, waiting, other))
    )

    assert sorted(counts) == [0, 0, 0, 1]
    assert len(messages(discord_server)) == 1


async def test_who_was_told_is_forgotten(discord_server, waiting, database):
    await waiting.workshop.teller(waiting.bot).sweep()

    assert export(database, int(discord_server.alice.id))["escalations"] == []


async def test_a_process_that_died_while_telling_does_not_tell_twice(discord_server, waiting, database):
    tellings = Tellings(database)
    (one,) = tellings.waiting("another version", 10)
    assert tellings.begin(one.id, datetime.now(UTC) - timedelta(hours=2))

    assert await waiting.workshop.teller(waiting.bot).sweep() == 0

    assert messages(discord_server) == []
    assert export(database, int(discord_server.alice.id))["escalations"] == []


async def test_closed_direct_messages_are_dropped_silently(discord_server, waiting, database):
    discord_server.alice.open_to_dms = False

    assert await waiting.workshop.teller(waiting.bot).sweep() == 0

    discord_server.alice.open_to_dms = True
    assert await waiting.workshop.teller(waiting.bot).sweep() == 0
    assert export(database, int(discord_server.alice.id))["escalations"] == []


async def test_a_refusal_of_the_moment_is_tried_again_with_the_next_index(discord_server, waiting, database):
    discord_server.faults.fail("POST", "/messages$", 400, code=40062)
    teller = waiting.workshop.teller(waiting.bot)

    assert await teller.sweep() == 0
    assert len(Tellings(database).waiting("another version", 10)) == 1


async def test_who_deletes_their_data_is_not_told(discord_server, waiting):
    club = discord_server
    asked = await club.slash(club.alice, "privacy", "delete").final()
    assert "question you want to be told about" in asked.text
    await club.click(club.alice, asked, "Delete it all").final()

    assert await waiting.workshop.teller(waiting.bot).sweep() == 0
    assert messages(club) == []


async def test_the_button_asks_again_and_says_so_when_the_question_is_forgotten(
    discord_server, waiting, answers, later
):
    club = discord_server
    await waiting.workshop.teller(waiting.bot).sweep()
    (told,) = messages(club)
    shown = club.click(club.alice, told, "Ask")
    await shown.final()
    assert "€70K" in shown.text

    answers.forget_before(later)
    again = club.click(club.alice, told, "Ask")
    final = await again.final()
    assert "too old" in (again.followups[-1] if again.followups else final).text

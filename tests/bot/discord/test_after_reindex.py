"""Buttons of answers from before a reindex: they open what they name, or say that it is gone."""

import asyncio
from dataclasses import replace

import pytest

QUESTION = "when do I prune roses?"
GARDEN = {
    "one.md": "# Pruning roses\n\nWhen you prune roses: prune roses in March, above an outward bud.\n",
    "two.md": "# Pruning climbers\n\nPrune climbing roses in autumn, after they have flowered.\n",
    "three.md": "# Pruning plums\n\nPrune plums in June, and never in winter.\n",
    "four.md": "# Pruning hedges\n\nCut hedges in August, when the birds have left.\n",
    "five.md": "# Watering\n\nWater roses in the morning.\n",
    "six.md": "# Manure\n\nManure the beds in November.\n",
    "seven.md": "# Lawns\n\nMow lawns every week.\n",
}
OTHERS = {
    "zero.md": "# When to prune roses\n\nWhen do I prune roses? Prune roses in the first week of April.\n",
    "zero-two.md": "# Rose pruning dates\n\nRoses are pruned when the forsythia flowers; prune roses then.\n",
}
CHANGED = "The guides have changed since that answer. Ask again, and you get what they say now."


@pytest.fixture
async def answer(discord_server, connect, garden, garden_mentor, garden_bot):
    """Return the message of an answer from the garden, which has further pages."""
    await asyncio.to_thread(garden, GARDEN)
    await connect(garden_bot(garden_mentor).bot)
    return await discord_server.slash(discord_server.alice, "ask", question=QUESTION).final()


@pytest.fixture
def named(selects):
    """Return a function that gives the titles that a message offers to read, each with its value."""

    def of(message):
        (select,) = selects(message)
        return {option["label"].split(". ", 1)[1]: option["value"] for option in select["options"]}

    return of


async def reindexed(garden, garden_mentor, files):
    """Change the garden and let the bot answer from it."""
    await asyncio.to_thread(garden, files)
    assert garden_mentor.refresh()


def heading_of(message):
    """Return the lowest heading of a section's message."""
    return message.text.split("\n")[0].strip("*").split(" > ")[-1]


async def test_a_whole_section_is_the_one_that_was_named_though_others_come_first_now(
    discord_server, answer, named, garden, garden_mentor
):
    club, offered = discord_server, named(answer)
    await reindexed(garden, garden_mentor, OTHERS)

    for title, value in offered.items():
        whole = await club.select(club.alice, answer, value).final()
        assert heading_of(whole) == title
    again = await club.slash(club.alice, "ask", question=QUESTION).final()

    assert list(named(again)) != list(offered)


async def test_a_section_that_is_gone_is_said_and_no_other_one_shown(
    discord_server, answer, named, garden, garden_mentor, tmp_path
):
    club = discord_server
    title, value = next(iter(named(answer).items()))
    (gone,) = (path for path in (tmp_path / "garden").iterdir() if f"# {title}\n" in path.read_text())
    gone.unlink()
    await reindexed(garden, garden_mentor, OTHERS)

    said = await club.select(club.alice, answer, value).final()
    assert said.text == CHANGED
    assert said.ephemeral
    before = answer.text
    page = club.click(club.alice, answer, "More passages")
    await page.until(lambda one: one.followups or one.original)
    await page.final()

    assert (page.followups[-1] if page.followups else page.message).text == CHANGED
    assert answer.text == before


async def test_further_passages_are_those_of_the_answer_though_others_come_first_now(
    discord_server, answer, named, garden, garden_mentor
):
    club = discord_server
    first, before = answer.text, list(named(answer))
    await club.click(club.alice, answer, "More passages").final()
    second = list(named(answer))
    await club.click(club.alice, answer, "Back").final()
    await reindexed(garden, garden_mentor, OTHERS)

    await club.click(club.alice, answer, "More passages").final()
    assert list(named(answer)) == second
    await club.click(club.alice, answer, "Back").final()

    assert list(named(answer)) == before
    assert answer.text == first
    assert len({*before, *second}) == len(before) + len(second)


async def test_an_answer_that_was_kept_with_its_first_page_only_goes_on_as_long_as_the_index_stays(
    discord_server, answer, named, garden, garden_mentor, answers, database
):
    """So earlier versions kept it."""
    club = discord_server
    kept = answers.find(next(one["custom_id"].split(":")[1] for one in answer.buttons if one["label"] == "Helpful"))
    older = replace(kept, id="an-older-one", passages=kept.passages[:3])
    answers.keep(older)
    offered = named(answer)

    page = club.forge(club.bob, answer, f"answer-page:{older.id}:2:{club.alice.id}")
    assert "**4. " in (await page.final()).text
    await reindexed(garden, garden_mentor, OTHERS)

    for title, value in offered.items():
        whole = await club.forge(club.bob, answer, f"answer-whole:{older.id}", value).final()
        assert heading_of(whole) == title
    for custom_id, values in ((f"answer-page:{older.id}:2:{club.alice.id}", ()), (f"answer-whole:{older.id}", ("4",))):
        assert (await club.forge(club.bob, answer, custom_id, *values).final()).text == CHANGED

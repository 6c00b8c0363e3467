"""What is said beside the answers follows the content too: authors, /sources, and what is offered while one types."""

import asyncio

import pytest

from bot.compose import make_content, make_mentor
from bot.compose_discord import make_bot
from bot.config import Settings

GUIDES = "- {{id: rose, title: The rose book, author: {}, publisher: Garden Press}}\n"
ROSES = "---\nid: rose\ntitle: Roses\nsource: rose\n---\n\n# Roses\n\n## Pruning\n\nPrune roses in March.\n"
HERBS = "---\nid: herb\ntitle: Herbs\nsource: herb\n---\n\n# Herbs\n\n## Basil\n\nSow basil in May.\n"
BEFORE = {
    "sources.yaml": GUIDES.format("Rosa First"),
    "articles/rose.md": ROSES,
    "golden/rose.yaml": "- {question: when do I prune roses, sections: [rose/pruning]}\n",
}
ALONE = "-# To ask one of them alone, name it in `/ask`."
AFTER = {
    "sources.yaml": GUIDES.format("Rosa Second") + "- {id: herb, title: The herb book}\n",
    "articles/herb.md": HERBS,
    "golden/herb.yaml": "- {question: when do I sow basil, sections: [herb/basil]}\n",
}


@pytest.fixture
async def change(discord_server, connect, garden, tmp_path, database, encoder):
    """Return a function that changes the content that a connected bot answers from."""
    for path in (tmp_path / "garden").iterdir():
        path.unlink()
    await asyncio.to_thread(garden, BEFORE)
    values = {
        "CONTENT": tmp_path / "garden",
        "INDEX": tmp_path / "index",
        "DATA": "data",
        "TAUGHT": tmp_path / "taught",
    }
    settings = Settings.from_env({f"MENTOR_{name}": str(value) for name, value in values.items()})
    parts = make_bot(
        settings, make_mentor(settings, encoder), make_content(settings), database, guild_ready_timeout=0.05
    )
    await connect(parts.bot)

    yield lambda files: asyncio.to_thread(garden, files)
    parts.asking.close()


async def test_authors_guides_and_offers_are_those_of_the_content_that_serves(discord_server, change):
    club = discord_server

    async def said():
        answer = await club.slash(club.alice, "ask", question="when do I prune roses?").final()
        whole = await club.select(club.alice, answer, "1").final()
        guides = await club.slash(club.alice, "sources").final()
        offers = []
        for option in ({"question": "when do I"}, {"source": ""}):
            typed = club.autocomplete(club.alice, "ask", **({"question": "x"} if "source" in option else {}), **option)
            await typed.final()
            offers.append(sorted(choice["value"] for choice in typed.choices))
        return answer.texts[1], whole.texts[0], guides.texts, *offers

    before = await said()
    assert "-# by Rosa First\n" in before[0]
    assert before[1].endswith("\n-# by Rosa First")
    assert before[2][1:] == ["**The rose book**\n-# by Rosa First, Garden Press · `rose`", ALONE]
    assert before[3:] == (["when do I prune roses"], ["rose"])

    await change(AFTER)
    after = await said()

    assert "-# by Rosa Second\n" in after[0]
    assert after[1].endswith("\n-# by Rosa Second")
    assert after[2][1:] == [
        "**The rose book**\n-# by Rosa Second, Garden Press · `rose`",
        "**The herb book**\n-# author not named · `herb`",
        ALONE,
    ]
    assert after[3:] == (["when do I prune roses", "when do I sow basil"], ["herb", "rose"])


async def test_help_offers_what_the_content_that_serves_answers(discord_server, change):
    club = discord_server

    async def offered():
        return (await club.slash(club.alice, "help").final()).labels

    assert await offered() == ["when do I prune roses"]
    await change(AFTER)

    assert sorted(await offered()) == ["when do I prune roses", "when do I sow basil"]

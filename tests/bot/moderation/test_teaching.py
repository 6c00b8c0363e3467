"""Teaching: found within seconds by the same reindex as in the shell, or nothing is changed."""

import asyncio
import shutil
from datetime import UTC, datetime

import pytest

from bot.compose import make_content, make_mentor
from bot.confidence import Status
from bot.database.open import open_database
from bot.moderation.act import Moderator
from bot.moderation.reindexing import Reindexed, ReindexProcess
from bot.moderation.teaching import Teaching
from bot.refused import Refused
from index.encoders import DEFAULT_MODEL
from index.reindex import reindex
from index.versions import Versions
from knowledge.exporting import planned, written
from knowledge.taught import Taught

MONA = Moderator(1, "Mona", 7)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
RYE = "Rye bread needs sourdough, because its protein holds no gas without acid."


class Written:
    """An audit that remembers its lines."""

    def __init__(self):
        self.lines = []

    def record(self, guild, person, action, target, details, at):
        self.lines.append((guild, person, action, target, details, at))


@pytest.fixture
def process(own):
    """Return the reindex as a process."""
    return ReindexProcess(own)


@pytest.fixture(scope="session")
def bread_index(bread, encoders, tmp_path_factory):
    """Build the index of the pages about bread, once a run; only for copying."""
    folder = tmp_path_factory.mktemp("bread-index")
    assert reindex(bread(), Versions(folder), encoders, DEFAULT_MODEL, say=print).published
    return folder


@pytest.fixture
async def made(own, process, bread_index, encoder):
    """Return a function that puts teaching together over an index that is there, with the mentor and the audit."""
    shutil.copytree(bread_index, own.index_folder)
    mentor = make_mentor(own, encoder)
    database = open_database(f"sqlite:///{own.data / 'mentor.sqlite3'}")
    audit = Written()

    def make(reindex=process, home=lambda guild: None):
        content = make_content(own)
        parts = (Taught(own.taught_folder), content, reindex, mentor.refresh, audit, database, home, lambda: NOW)
        return Teaching(*parts), mentor, audit

    yield make
    database.close()


async def test_an_answer_is_found_when_teaching_returns_and_only_the_new_is_encoded(made, own):
    teaching, mentor, audit = made()

    answer = await teaching.teach(MONA, "Rye bread", RYE, "https://bread.example/rye", "why does rye need acid\n")

    found = mentor.ask("why does rye need acid")
    assert found.hits[0].passage.section == answer.id == "taught-rye-bread"
    assert found.hits[0].passage.attribution == "Mona (moderator), 27 November 2026"
    assert found.hits[0].passage.url == "https://bread.example/rye"
    assert audit.lines == [(7, 1, "taught", answer.id, f"Rye bread\n{RYE}", NOW)]


async def test_a_wording_leads_to_its_section_and_is_not_taken_twice(made):
    teaching, mentor, audit = made()

    section = await teaching.word(MONA, "mill/storing-flour", "where do i put the sack")

    assert section.id == "mill/storing-flour"
    assert mentor.ask("where do i put the sack").hits[0].passage.section == "mill/storing-flour"
    assert audit.lines[-1][2:5] == ("wording", "mill/storing-flour", "where do i put the sack")
    with pytest.raises(Refused, match="known already as a question for mill/storing-flour"):
        await teaching.word(MONA, "mill/protein", "Where do I put the sack?")
    with pytest.raises(Refused, match="There is no section “mill/storing-flower”; did you mean 'mill/storing-flour'"):
        await teaching.word(MONA, "mill/storing-flower", "flower")


async def test_what_would_lose_a_golden_question_is_not_taught(made, own):
    def lost():
        return asyncio.sleep(0, Reindexed("v-1", "Golden questions would be lost.", ("how often do I feed it",)))

    teaching, _, audit = made(lost)

    with pytest.raises(Refused) as caught:
        await teaching.teach(MONA, "Rye bread", RYE)

    assert str(caught.value).startswith("Nothing was changed. Golden questions would be lost.")
    assert "how often do I feed it" in str(caught.value)
    assert Taught(own.taught_folder).answers() == []
    assert audit.lines == []


async def test_a_reindex_that_dies_leaves_nothing_behind(made, own):
    def dies():
        raise RuntimeError("killed")

    teaching, _, _ = made(dies)
    for work in (
        teaching.teach(MONA, "Rye bread", RYE),
        teaching.off_topic(MONA, "who won?"),
        teaching.word(MONA, "mill/protein", "gluten"),
    ):
        with pytest.raises(RuntimeError):
            await work

    taught = Taught(own.taught_folder)
    assert taught.answers() == []
    assert taught.lists().wordings == taught.lists().out_of_scope == ()


async def test_a_reindex_that_is_running_is_waited_for(made, own):
    teaching, mentor, _ = made()
    with Versions(own.index_folder).lock():
        waiting = asyncio.create_task(teaching.teach(MONA, "Rye bread", RYE))
        await asyncio.sleep(1.5)
        assert not waiting.done()
    await waiting

    assert mentor.ask("rye bread sourdough").hits[0].passage.section == "taught-rye-bread"


async def test_two_at_once_are_both_taught(made):
    teaching, mentor, _ = made()

    await asyncio.gather(teaching.teach(MONA, "Rye", RYE), teaching.teach(MONA, "Spelt", "Spelt tears easily."))

    assert mentor.ask("spelt").hits[0].passage.section == "taught-spelt"
    assert mentor.ask("rye needs sourdough").hits[0].passage.section == "taught-rye"


async def test_what_was_exported_is_changed_in_the_content_and_not_here(made, own, process):
    teaching, mentor, _ = made()
    answer = await teaching.teach(MONA, "Rye", RYE)
    await teaching.word(MONA, "mill/storing-flour", "where do i put the sack")
    taught = Taught(own.taught_folder)
    written(planned(taught, own.content), taught, own.content)
    assert (await process()).problem == ""
    mentor.refresh()

    with pytest.raises(Refused, match=r"in the content's own files by now \(articles/taught-rye\.md\)"):
        await teaching.take_back(MONA, answer.id)
    with pytest.raises(Refused, match="in the content's own files"):
        await teaching.teach(MONA, "Rye", "Other words.", id=answer.id)
    assert mentor.ask("rye needs sourdough").hits[0].passage.document == "articles/taught-rye.md"


async def test_only_at_home(made, own):
    def home(guild):
        raise Refused("Not here.")

    teaching, _, _ = made(home=home)

    assert not teaching.may_teach(7)
    with pytest.raises(Refused, match="Not here"):
        await teaching.teach(MONA, "Rye", RYE)
    assert not own.taught_folder.exists()


async def test_a_disk_that_cannot_be_written_is_said(made, own):
    teaching, _, _ = made()
    own.taught_folder.write_text("a file where the folder belongs")

    with pytest.raises(Refused, match="could not be written"):
        await teaching.off_topic(MONA, "who won?")


async def test_the_reindex_process_says_what_is_wrong(own, process):
    (own.content / "synonyms.yaml").write_text("synonyms: 5\n")

    assert "The content has 1 faults, the first: synonyms.yaml" in (await process()).problem


async def test_status_of_an_off_topic_question_is_not_covered(made):
    teaching, mentor, _ = made()
    question = "how hot must the bath be for a baby"

    await teaching.off_topic(MONA, question)

    assert mentor.ask(question).status is not Status.ANSWERED
    assert mentor.retriever.data.texts["example_kinds"][-1] == "moderators"

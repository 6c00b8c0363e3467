"""Stored progress after the content has changed: nobody loses any, whatever was done to the roadmaps."""

from datetime import UTC, date, datetime

import pytest

from bot.database.kept import Kept
from bot.database.learners import Learners
from bot.database.open import open_database
from bot.database.renaming import Renaming
from bot.learning.catalogue import Catalogue
from bot.learning.records import Enrolment
from bot.learning.settling import settle
from knowledge.load import load

SOURCES = "- {id: baker, title: The baker's guide, author: Anna Crust}\n"
FIRST = """
source: baker
title: From flour to bread
word: phase
phases:
  - {id: dough, title: Dough, summary: The dough., steps: [
      {id: weigh, text: Weigh the flour}, {id: knead, text: Knead for ten minutes}]}
  - {id: oven, title: Oven, summary: The oven., steps: [
      {id: heat, text: Heat the oven}, {id: bake, text: Bake the loaf}]}
  - {id: sale, title: Sale, summary: The sale., steps: [{id: sell, text: Sell the loaf}]}
"""
# "dough" is renamed, "knead" is split, "heat" moves to the front and the phase before "sale" is gone with "bake".
SECOND = """
source: baker
title: From flour to bread
word: phase
phases:
  - {id: mixing, aliases: [dough], title: Mixing, summary: The dough., steps: [
      {id: heat, text: Heat the oven}, {id: weigh, text: Weigh the flour},
      {id: fold, aliases: [knead], text: Fold the dough}, {id: press, aliases: [knead], text: Press the dough}]}
  - {id: sale, title: Sale, summary: The sale., steps: [{id: sell, text: Sell the loaf}]}
"""
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a roadmap and loads the content."""
    (tmp_path / "content" / "roadmaps").mkdir(parents=True)
    (tmp_path / "content" / "sources.yaml").write_text(SOURCES, encoding="utf-8")

    def write(roadmap, name="bread"):
        for old in (tmp_path / "content" / "roadmaps").iterdir():
            old.unlink()
        (tmp_path / "content" / "roadmaps" / f"{name}.yaml").write_text(roadmap, encoding="utf-8")
        return load(tmp_path / "content")

    return write


@pytest.fixture
def database(tmp_path):
    """Return a fresh database."""
    opened = open_database(f"sqlite:///{tmp_path / 'mentor.sqlite3'}", None)
    yield opened
    opened.close()


@pytest.fixture
def learner(database):
    """Return what is stored of people; person 7 is on the roadmap from its second phase and has ticked three steps."""
    learners = Learners(database)
    learners.enrol(Enrolment(7, "bread", date(2026, 11, 1), 5, "Europe/London", "oven"))
    learners.tick(7, ["knead", "heat", "bake"], NOON)
    return learners


def test_renamed_split_moved_and_retired_ids_keep_everybodys_progress(written, database, learner):
    parts = Kept(database), Renaming(database)
    assert not settle(written(FIRST), *parts).changed

    new = written(SECOND)
    found = settle(new, *parts)

    assert found.sentence().endswith("nobody lost progress.")
    assert "retired" in found.sentence()
    items = {tick.item for tick in learner.ticks(7)}
    assert items == {"fold", "press", "heat", "bake"}  # of what is retired the tick stays, and counts nowhere
    assert learner.enrolments(7)[0].first_phase == "sale"  # the phase after the one that is gone
    assert Catalogue(new).today_s("knead") == ("fold", "press")


def test_settling_twice_changes_nothing_more(written, database, learner):
    parts = Kept(database), Renaming(database)
    settle(written(FIRST), *parts)
    settle(written(SECOND), *parts)
    before = learner.ticks(7)

    assert not settle(written(SECOND), *parts).changed

    assert learner.ticks(7) == before


def test_a_crash_before_the_end_is_made_good_the_next_time(written, database, learner):
    class Dying(Kept):
        """Dies before it has kept what the roadmaps are now."""

        def put(self, key, value):
            raise KeyboardInterrupt

    settle(written(FIRST), Kept(database), Renaming(database))
    with pytest.raises(KeyboardInterrupt):
        settle(written(SECOND), Dying(database), Renaming(database))

    settle(written(SECOND), Kept(database), Renaming(database))

    assert {tick.item for tick in learner.ticks(7)} == {"fold", "press", "heat", "bake"}


def test_a_renamed_roadmap_keeps_its_people(written, database, learner):
    parts = Kept(database), Renaming(database)
    settle(written(FIRST), *parts)

    found = settle(written(f"{FIRST}\naliases: [bread]\n", "loaf"), *parts)

    assert found.sentence() == "3 phases moved, 1 roadmap renamed, nobody lost progress."
    assert [one.roadmap for one in learner.enrolments(7)] == ["loaf"]

"""Learners: who is on which roadmap and what is ticked, whatever happens at the same time."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.database.learners import Learners
from bot.learning.records import Enrolment, Pause, Tick

ANN, BEN = 2**62 + 1, 2**62 + 2
NOON = datetime(2026, 3, 1, 12, 0, 0, 654321, UTC)
ATLIA = Enrolment(
    person=ANN,
    roadmap="atlia",
    started=date(2026, 1, 5),
    hours=7.5,
    zone="Pacific/Auckland",
    first_phase="python-and-data",
    pauses=(Pause(date(2026, 2, 1), date(2026, 2, 8)), Pause(date(2026, 3, 1))),
    guild=2**61,
)
ZEN = replace(ATLIA, roadmap="zen", started=date(2025, 1, 1), first_phase="start", pauses=(), guild=None)


@pytest.fixture
def learners(database):
    return Learners(database)


def items(learners, person=ANN):
    return [tick.item for tick in learners.ticks(person)]


def test_enrolments_come_back_as_they_were_stored_in_the_order_of_enrolling(learners):
    assert learners.enrol(ATLIA)
    assert learners.enrol(ZEN)
    assert learners.enrol(replace(ATLIA, person=BEN))

    assert learners.enrolments(ANN) == (ATLIA, ZEN)
    assert learners.enrolments(BEN) == (replace(ATLIA, person=BEN),)
    assert learners.enrolments(7) == ()


def test_nobody_is_on_a_roadmap_twice(learners):
    assert learners.enrol(ATLIA)
    assert not learners.enrol(replace(ATLIA, hours=40))

    assert learners.enrolments(ANN) == (ATLIA,)


def test_of_many_starts_at_once_one_counts(url, opened):
    databases = [opened(url), opened(url)]
    go, results = threading.Barrier(8), []

    def start(number):
        go.wait(10)
        results.append((Learners(databases[number % 2]).enrol(replace(ATLIA, hours=number + 1)), number + 1))

    threads = [threading.Thread(target=start, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    winners = [hours for won, hours in results if won]
    assert len(results) == 8
    assert [enrolment.hours for enrolment in Learners(databases[0]).enrolments(ANN)] == winners


def test_an_enrolment_is_changed_in_its_place(learners):
    learners.enrol(ATLIA)
    learners.enrol(ZEN)
    slower = replace(ATLIA, hours=3, zone="UTC", pauses=(), started=date(2026, 2, 2), first_phase="maths")

    assert learners.change(slower)
    assert learners.enrolments(ANN) == (slower, ZEN)


def test_an_enrolment_that_is_not_there_is_not_made_by_a_change(learners):
    learners.enrol(ATLIA)

    assert not learners.change(replace(ATLIA, roadmap="aiu"))
    assert not learners.change(replace(ATLIA, person=BEN))
    assert learners.enrolments(ANN) == (ATLIA,)
    assert learners.enrolments(BEN) == ()


def test_who_leaves_keeps_the_ticks_and_may_come_again(learners):
    learners.enrol(ATLIA)
    learners.enrol(ZEN)
    learners.tick(ANN, ["numpy"], NOON)

    assert learners.leave(ANN, "atlia")
    assert not learners.leave(ANN, "atlia")
    assert not learners.leave(BEN, "zen")
    assert items(learners) == ["numpy"]
    assert learners.enrol(ATLIA)
    assert learners.enrolments(ANN) == (ZEN, ATLIA)


def test_a_tick_counts_once_and_keeps_its_first_moment(learners):
    assert learners.tick(ANN, ["numpy", "phase:atlia/maths", "numpy"], NOON) == ("numpy", "phase:atlia/maths")
    assert learners.tick(ANN, ["sql", "numpy"], NOON + timedelta(hours=1)) == ("sql",)
    assert learners.tick(ANN, [], NOON) == ()
    assert learners.tick(BEN, ["numpy"], NOON) == ("numpy",)

    assert learners.ticks(ANN) == (
        Tick("numpy", NOON),
        Tick("phase:atlia/maths", NOON),
        Tick("sql", NOON + timedelta(hours=1)),
    )
    assert learners.ticks(7) == ()


def test_a_step_that_many_threads_tick_at_once_is_new_to_one_of_them(url, opened):
    databases = [opened(url), opened(url)]
    go, new = threading.Barrier(6), []

    def tick(number):
        go.wait(10)
        new.extend(Learners(databases[number % 2]).tick(ANN, ["a", "b", "c"][:: 1 - 2 * (number % 2)], NOON))

    threads = [threading.Thread(target=tick, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(new) == ["a", "b", "c"]


def test_ticks_are_taken_away_by_name(learners):
    learners.tick(ANN, ["a", "b", "c"], NOON)
    learners.tick(BEN, ["a"], NOON)

    assert learners.untick(ANN, ["c", "x", "a"]) == ("c", "a")
    assert learners.untick(ANN, ["c"]) == ()
    assert learners.untick(ANN, []) == ()
    assert items(learners) == ["b"]
    assert items(learners, BEN) == ["a"]


def test_undo_takes_back_what_was_ticked_last_and_then_what_was_before(learners):
    learners.tick(ANN, ["a"], NOON)
    learners.tick(ANN, ["c", "b"], NOON + timedelta(microseconds=1))
    learners.tick(BEN, ["a"], NOON + timedelta(days=1))

    assert learners.undo(ANN) == ("b", "c")
    assert learners.undo(ANN) == ("a",)
    assert learners.undo(ANN) == ()
    assert items(learners, BEN) == ["a"]


def test_renamed_items_keep_their_ticks_and_their_moments(learners):
    learners.tick(ANN, ["old", "other"], NOON)
    learners.tick(BEN, ["old"], NOON + timedelta(days=1))

    assert learners.rename_items({"old": "new", "unknown": "x"}) == 2
    assert learners.rename_items({"old": "new"}) == 0
    assert learners.ticks(ANN) == (Tick("new", NOON), Tick("other", NOON))
    assert learners.ticks(BEN) == (Tick("new", NOON + timedelta(days=1)),)


def test_items_that_become_one_count_once_and_the_earliest_stays(learners):
    learners.tick(ANN, ["a"], NOON + timedelta(days=2))
    learners.tick(ANN, ["b"], NOON + timedelta(days=1))
    learners.tick(ANN, ["one"], NOON + timedelta(days=3))
    learners.tick(BEN, ["b"], NOON)

    assert learners.rename_items({"a": "one", "b": "one"}) == 3
    assert learners.ticks(ANN) == (Tick("one", NOON + timedelta(days=1)),)
    assert learners.ticks(BEN) == (Tick("one", NOON),)


def test_an_item_that_was_split_counts_in_all_its_parts(learners):
    learners.tick(ANN, ["maths", "sql"], NOON)
    learners.tick(ANN, ["algebra"], NOON + timedelta(days=1))

    assert learners.rename_items({"maths": ("algebra", "statistics")}) == 1
    assert learners.ticks(ANN) == (Tick("algebra", NOON), Tick("sql", NOON), Tick("statistics", NOON))


def test_items_that_change_places_do_not_fall_together(learners):
    learners.tick(ANN, ["a"], NOON)
    learners.tick(ANN, ["b"], NOON + timedelta(days=1))
    learners.tick(BEN, ["a"], NOON)

    assert learners.rename_items({"a": "b", "b": "c", "c": "c"}) == 3
    assert learners.ticks(ANN) == (Tick("b", NOON), Tick("c", NOON + timedelta(days=1)))
    assert learners.ticks(BEN) == (Tick("b", NOON),)


def test_a_renamed_roadmap_takes_its_learners_along(learners):
    learners.enrol(ATLIA)
    learners.enrol(ZEN)
    learners.enrol(replace(ZEN, person=BEN))

    assert learners.rename_roadmaps({"zen": "zen-2", "atlia": "atlia"}) == 2
    assert learners.enrolments(ANN) == (ATLIA, replace(ZEN, roadmap="zen-2"))
    assert learners.enrolments(BEN) == (replace(ZEN, roadmap="zen-2", person=BEN),)
    assert learners.rename_roadmaps({}) == 0


def test_of_two_roadmaps_that_become_one_a_person_stays_on_the_first(learners):
    learners.enrol(ATLIA)
    learners.enrol(ZEN)
    learners.enrol(replace(ZEN, person=BEN))

    assert learners.rename_roadmaps({"zen": "atlia"}) == 2
    assert learners.enrolments(ANN) == (ATLIA,)
    assert learners.enrolments(BEN) == (replace(ZEN, roadmap="atlia", person=BEN),)
    assert learners.enrol(ZEN)  # the numbers of the rows go on
    assert learners.enrolments(ANN) == (ATLIA, ZEN)


def test_a_renamed_phase_is_where_people_began(learners):
    learners.enrol(ATLIA)
    learners.enrol(replace(ATLIA, person=BEN, first_phase="maths"))
    learners.enrol(replace(ZEN, first_phase="maths"))

    assert learners.rename_phases({("atlia", "maths"): "python-and-data", ("atlia", "python-and-data"): "maths"}) == 2
    assert [enrolment.first_phase for enrolment in learners.enrolments(ANN)] == ["maths", "maths"]
    assert [enrolment.first_phase for enrolment in learners.enrolments(BEN)] == ["python-and-data"]
    assert learners.rename_phases({("atlia", "gone"): "maths"}) == 0
    assert learners.rename_phases({}) == 0

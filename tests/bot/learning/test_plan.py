"""Dates from hours a week: what a guide gives, scaled; ranges, pauses, being late."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ROOT
from bot.learning.catalogue import Catalogue
from bot.learning.plan import Plan, State, lengths, plan
from bot.learning.progress import progress
from bot.learning.records import Pause
from bot.learning.working_days import add_months
from knowledge.load import load

CATALOGUE = Catalogue(load(ROOT / "knowledge" / "content"))
DATED = ("atlia", "aiu", "zen")
START = date(2026, 12, 1)


def planned(
    roadmap: str = "atlia",
    hours: float = 10,
    *,
    started: date = START,
    today: date = START,
    first: int = 0,
    done: dict[str, date] | None = None,
    pauses: tuple[Pause, ...] = (),
) -> Plan:
    track = CATALOGUE.find(roadmap)
    moments = {item: datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for item, day in (done or {}).items()}
    stands = progress(track, track.phases[first].id, moments, "UTC")
    return plan(track.roadmap, stands, started=started, hours=hours, pauses=pauses, today=today)


def phase(number: int, roadmap: str = "atlia") -> str:
    track = CATALOGUE.find(roadmap)
    return track.item(track.phases[number])


def test_weeks_of_atlia_at_the_hours_of_the_guide_contain_its_own_48():
    found = planned(hours=10)

    assert [p.end.earliest for p in found.phases] == [
        START + timedelta(weeks=w, days=-1) for w in (6, 12, 22, 32, 40, 48)
    ]
    assert found.end.latest == START + timedelta(weeks=72, days=-1)  # 15 hours a week for 48 weeks, done in 10 a week


def test_half_the_hours_take_twice_as_long():
    assert planned(hours=5).end.earliest - START == timedelta(weeks=96, days=-1)
    assert planned(hours=20).end.latest - START == timedelta(weeks=36, days=-1)


def test_months_of_zen_are_months_of_the_calendar():
    found = planned("zen", hours=10)

    assert [p.end.earliest for p in found.phases] == [
        date(2027, 2, 28),
        date(2027, 5, 31),
        date(2027, 8, 31),
        date(2027, 11, 30),
        date(2028, 5, 31),
    ]


def test_a_range_of_months_stays_a_range_whatever_the_hours_where_the_guide_states_none():
    for hours in (3, 40):
        found = planned("aiu", hours=hours)

        assert found.phases[0].end.earliest == date(2027, 1, 31)
        assert found.phases[0].end.latest == date(2027, 2, 28)
        assert (found.end.earliest, found.end.latest) == (date(2027, 9, 30), date(2028, 1, 31))


@pytest.mark.parametrize("roadmap", ["step-by-step", "career-path"])
def test_a_guide_without_durations_gets_no_dates(roadmap):
    assert lengths(CATALOGUE.find(roadmap).roadmap, 10) is None
    assert planned(roadmap) is None


def test_who_begins_later_in_the_roadmap_has_no_dates_for_what_is_known():
    found = planned(first=2)

    assert [p.state for p in found.phases[:3]] == [State.KNOWN, State.KNOWN, State.CURRENT]
    assert found.phases[1].start is None
    assert found.phases[2].start.latest == START
    assert found.end.earliest == START + timedelta(weeks=36, days=-1)


def test_being_late_moves_everything_after_it():
    before, after = planned(), planned(today=START + timedelta(weeks=20))

    assert after.late > 60
    assert after.phases[0].end.earliest > START + timedelta(weeks=20)
    for early, late in zip(before.phases[1:], after.phases[1:], strict=True):
        assert late.start.earliest > early.start.earliest


def test_inside_the_range_is_on_time_and_after_it_behind_by_what_is_beyond():
    done = {phase(0): START + timedelta(weeks=8)}  # between the earliest end, 6 weeks, and the latest, 9

    assert planned(done=done, today=START + timedelta(weeks=8)).late == 0
    late = {phase(0): START + timedelta(weeks=12, days=-1)}
    assert planned(done=late, today=START + timedelta(weeks=12)).late == 21


def test_done_sooner_than_the_earliest_is_ahead():
    done = {phase(0): START + timedelta(weeks=2, days=-1)}

    found = planned(done=done, today=START + timedelta(weeks=2))

    assert found.late == -28
    assert found.phases[0].end.latest == START + timedelta(weeks=2, days=-1)
    assert found.phases[1].start.earliest == START + timedelta(weeks=2)


def test_everything_done_is_finished():
    found = planned(done={phase(n): START + timedelta(weeks=48) for n in range(6)}, today=START + timedelta(weeks=50))

    assert found.finished
    assert found.end.earliest == found.end.latest == START + timedelta(weeks=48)
    assert found.late == 0


def test_a_pause_that_lasts_holds_the_plan_where_it_is():
    day = START + timedelta(weeks=3)
    going = planned(today=day)
    paused = planned(today=day + timedelta(days=40), pauses=(Pause(day),))

    assert paused.late == going.late == 0
    assert paused.end.earliest - going.end.earliest == timedelta(days=40)


def test_steps_that_are_ticked_in_another_roadmap_before_the_start_count_from_the_first_day():
    found = planned(done={"python": START - timedelta(days=90), "numpy-pandas-sql": START - timedelta(days=80)})

    assert found.phases[0].state is State.DONE
    assert found.phases[1].start.earliest == START


HOURS = st.floats(1, 80)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@st.composite
def situations(draw: st.DrawFn) -> dict[str, object]:
    """Draw a person somewhere on a roadmap with dates: some phases done in some order, some steps, some pauses."""
    roadmap = draw(st.sampled_from(DATED))
    track = CATALOGUE.find(roadmap)
    started = draw(DAYS)
    today = started + timedelta(days=draw(st.integers(-30, 900)))
    passed = st.integers(-60, max(0, (today - started).days))
    items = [track.item(p) for p in track.phases] + [step.id for p in track.phases for step in p.steps]
    done = {item: min(today, started + timedelta(days=draw(passed))) for item in draw(st.sets(st.sampled_from(items)))}
    pauses = []
    for begin, length in draw(st.lists(st.tuples(st.integers(0, 700), st.integers(1, 90)), max_size=3)):
        pauses.append(Pause(started + timedelta(days=begin), started + timedelta(days=begin + length - 1)))
    first = draw(st.integers(0, len(track.phases) - 1))
    return {
        "roadmap": roadmap,
        "started": started,
        "today": today,
        "done": done,
        "pauses": tuple(pauses),
        "first": first,
    }


@settings(deadline=None)
@given(situations(), HOURS)
def test_no_phase_begins_before_the_start_or_ends_before_it_begins(situation, hours):
    for found in planned(hours=hours, **situation).phases:
        if found.start is not None:
            assert situation["started"] <= found.start.earliest <= found.start.latest
            assert found.end.earliest <= found.end.latest
            assert found.start.earliest <= found.end.earliest
            assert found.start.latest <= found.end.latest


@settings(deadline=None)
@given(situations(), HOURS)
def test_what_is_to_come_stands_in_order_and_ends_no_sooner_than_today(situation, hours):
    coming = [p for p in planned(hours=hours, **situation).phases if p.state in (State.CURRENT, State.COMING)]

    for before, after in pairwise(coming):
        assert before.end.earliest < after.start.earliest
        assert before.end.latest < after.start.latest
    assert all(p.end.earliest >= situation["today"] for p in coming)


@settings(deadline=None)
@given(situations(), HOURS, HOURS)
def test_more_hours_end_no_later(situation, one, other):
    few, many = sorted((one, other))

    sooner, later = planned(hours=many, **situation).end, planned(hours=few, **situation).end

    assert sooner.earliest <= later.earliest
    assert sooner.latest <= later.latest


@settings(deadline=None)
@given(st.sampled_from(["atlia"]), DAYS, HOURS, st.integers(0, 20), st.integers(1, 200))
def test_a_pause_moves_the_end_by_its_length(roadmap, started, hours, begin, length):
    pause = Pause(started + timedelta(days=begin), started + timedelta(days=begin + length - 1))
    without = planned(roadmap, hours, started=started, today=started)

    paused = planned(roadmap, hours, started=started, today=started, pauses=(pause,))

    if without.end.earliest >= pause.start:
        assert paused.end.earliest - without.end.earliest == timedelta(days=length)
        assert paused.end.latest - without.end.latest == timedelta(days=length)


@settings(deadline=None)
@given(situations(), HOURS)
def test_a_plan_is_the_same_every_time(situation, hours):
    assert planned(hours=hours, **situation) == planned(hours=hours, **situation)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 14, date(2028, 1, 30)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_end_where_the_calendar_ends_them(day, months, expected):
    assert add_months(day, months) == expected

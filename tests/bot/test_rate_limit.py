"""How often one person may ask: a few at once, so many a minute, and nobody pays for somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rate_limit import RateLimit
from tests.bot.memory import Seconds


@pytest.fixture
def clock():
    return Seconds()


@pytest.fixture
def limit(clock):
    return RateLimit(per_minute=6, now=clock)


def test_a_burst_is_free_and_the_next_question_waits_until_there_is_a_token(limit):
    assert [limit.wait(1) for _ in range(4)] == [0.0, 0.0, 0.0, pytest.approx(10.0)]


def test_somebody_who_is_refused_pays_nothing_for_asking(limit, clock):
    for _ in range(3):
        limit.wait(1)
    clock.seconds += 4

    assert [limit.wait(1) for _ in range(5)] == [pytest.approx(6.0)] * 5
    clock.seconds += 6
    assert limit.wait(1) == 0.0


def test_tokens_come_back_one_by_one_and_never_more_than_the_burst(limit, clock):
    for _ in range(3):
        limit.wait(1)
    clock.seconds += 20
    assert [limit.wait(1) > 0 for _ in range(3)] == [False, False, True]

    clock.seconds += 100_000
    assert [limit.wait(1) > 0 for _ in range(4)] == [False, False, False, True]


def test_nobody_pays_for_somebody_else(limit):
    for _ in range(4):
        limit.wait(1)

    assert limit.wait(2) == 0.0


def test_of_more_people_than_fit_the_one_away_longest_is_forgotten(limit):
    for _ in range(3):
        limit.wait(0)
        limit.wait(1)
    for person in range(2, 10_001):
        limit.wait(person)

    assert limit.wait(0) == 0.0  # forgotten, and so full again
    assert limit.wait(10_000) == 0.0
    assert limit.wait(1) == 0.0  # forgotten when 0 came back


def test_who_still_asks_is_not_forgotten(limit):
    for _ in range(4):
        limit.wait(0)
    for person in range(1, 10_000):
        limit.wait(person)
    assert limit.wait(0) > 0
    limit.wait(10_000)

    assert limit.wait(0) > 0


@given(st.lists(st.floats(0, 30), max_size=200))
def test_in_the_long_run_no_more_is_granted_than_the_burst_and_so_many_a_minute(pauses):
    clock = Seconds()
    limit = RateLimit(per_minute=6, now=clock)
    granted = 0
    for pause in pauses:
        clock.seconds += pause
        granted += limit.wait(1) == 0.0

    assert granted <= 3 + sum(pauses) / 10 + 1e-6


@given(st.lists(st.floats(0, 30), min_size=1, max_size=50))
def test_who_waits_as_long_as_was_said_is_served(pauses):
    clock = Seconds()
    limit = RateLimit(per_minute=2, now=clock)
    for pause in pauses:
        clock.seconds += pause
        clock.seconds += limit.wait(1) + 1e-6
        limit.wait(1)

    clock.seconds += limit.wait(1) + 1e-6
    assert limit.wait(1) == 0.0


def test_what_takes_a_third_of_a_token_is_free_three_times_as_often(limit):
    assert [limit.wait(1, 1 / 3) for _ in range(8)] == [0.0] * 8

    assert limit.wait(1) == pytest.approx(10 * 2 / 3)
    assert limit.wait(1, 1 / 3) == 0.0

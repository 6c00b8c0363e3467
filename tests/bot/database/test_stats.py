"""Questions counted by day, outcome and passages: one guild's, within the period, in UTC, and quickly."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, text

from bot.database.answers import Answers, KeptAnswer
from bot.database.stats import Counts, Stats
from bot.database.tables import answers, votes

GUILD, OTHER = 4611686018427387003, 4611686018427387004
FIRST, END = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 8, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
ANN, BEN = 1, 2


@pytest.fixture
def asked(database):
    """Return a function that keeps an answer and returns its id."""
    ids = (f"{n:012}" for n in range(1000))

    def keep(at, status="answered", passages=("a/b~1", "c/d"), guild=GUILD):
        id = next(ids)
        Answers(database).keep(KeptAnswer(id, at, "why?", (), None, status, 0.5, passages, guild, 1, "version"))
        return id

    return keep


def test_days_begin_at_midnight_in_utc_and_the_period_ends_before_its_end(database, asked):
    for at in (FIRST - MOMENT, FIRST, FIRST + timedelta(days=1) - MOMENT, FIRST + timedelta(days=1), END - MOMENT, END):
        asked(at)
    asked(datetime(2026, 3, 3, 1, tzinfo=timezone(timedelta(hours=5))), "related")  # 20:00 of the day before in UTC

    assert Stats(database).counts(GUILD, FIRST, END).by_day == {
        date(2026, 3, 1): {"answered": 2},
        date(2026, 3, 2): {"answered": 1, "related": 1},
        date(2026, 3, 7): {"answered": 1},
    }


def test_the_zone_of_a_server_does_not_move_the_days(postgres_url, opened):
    with opened(postgres_url).writing() as connection:
        connection.execute(text("ALTER DATABASE postgres SET timezone TO 'Pacific/Auckland'"))
    database = opened(postgres_url)
    try:
        with database.reading() as connection:
            assert connection.scalar(text("SHOW timezone")) == "Pacific/Auckland"
        late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
        Answers(database).keep(KeptAnswer("a", late, "why?", (), None, "answered", 0.5, (), GUILD, 1, "version"))
        assert list(Stats(database).counts(GUILD, FIRST, END).by_day) == [date(2026, 3, 1)]
    finally:
        with database.writing() as connection:
            connection.execute(text("ALTER DATABASE postgres RESET timezone"))


def test_other_guilds_and_direct_messages_are_in_no_number(database, asked):
    for guild in (OTHER, None):
        Answers(database).vote(asked(FIRST, guild=guild), ANN, True)

    assert Stats(database).counts(GUILD, FIRST, END) == Counts({}, {}, 0, 0)


def test_passages_are_counted_together_unless_nobody_was_shown_them(database, asked):
    asked(FIRST)
    asked(FIRST + timedelta(days=2), "related")
    asked(FIRST, passages=("c/d",))
    asked(FIRST, "not_covered", ("nearest/one",))

    assert Stats(database).counts(GUILD, FIRST, END).shown == {("a/b~1", "c/d"): 2, ("c/d",): 1}


def test_votes_count_with_the_day_that_was_asked(database, asked):
    inside, before = asked(FIRST), asked(FIRST - MOMENT)
    for person in (ANN, BEN):
        Answers(database).vote(inside, person, person == ANN)
        Answers(database).vote(before, person, False)

    counts = Stats(database).counts(GUILD, FIRST, END)

    assert (counts.helpful, counts.unhelpful) == (1, 1)


def test_a_hundred_thousand_answers_are_counted_in_a_second_of_cpu(database):
    count = 100_000
    statuses = ("answered", "answered", "related", "not_covered")
    rows = [
        {
            "id": f"{n:012}",
            "asked_at": FIRST + timedelta(seconds=n * 77),
            "question": "how much does a senior earn in the UK?",
            "context": (),
            "status": statuses[n % 4],
            "confidence": 0.5,
            "passages": tuple(f"articles/section-{(n * step) % 600}~1" for step in (1, 7, 13)),
            "guild": GUILD,
            "channel": 1,
            "index_version": "version",
        }
        for n in range(count)
    ]
    with database.writing() as connection:
        connection.execute(insert(answers), rows)
        connection.execute(
            insert(votes),
            [{"answer": f"{n:012}", "person": n, "helpful": n % 3 > 0, "reason": ""} for n in range(0, count, 10)],
        )

    begun = time.process_time()
    counts = Stats(database).counts(GUILD, FIRST, FIRST + timedelta(days=90))
    seconds = time.process_time() - begun

    assert sum(sum(day.values()) for day in counts.by_day.values()) == count
    assert len(counts.by_day) == 90
    assert sum(counts.shown.values()) == count * 3 // 4
    assert counts.helpful + counts.unhelpful == count // 10
    assert seconds < 1, f"{seconds:.2f} s"

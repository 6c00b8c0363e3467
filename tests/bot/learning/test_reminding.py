"""A weekly nudge at a wall-clock time, through a year of clocks that are put forward and back."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.learning.records import Reminder
from bot.learning.reminding import next_at, sent, tomorrow

CITIES = ("America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Auckland")


def walked(weekday: int, at: time, zone: str, begin: datetime, weeks: int) -> list[datetime]:
    """Return when a reminder goes out over some weeks, each counted from the one before."""
    moments, now = [], begin
    for _ in range(weeks):
        now = next_at(weekday, at, zone, now)
        moments.append(now)
    return moments


@pytest.mark.parametrize("zone", CITIES)
@pytest.mark.parametrize("weekday", range(7))
def test_a_year_of_evenings_shows_the_same_time_on_every_clock(zone, weekday):
    moments = walked(weekday, time(18, 30), zone, datetime(2026, 1, 1, tzinfo=UTC), 53)

    local = [moment.astimezone(ZoneInfo(zone)) for moment in moments]
    assert {(m.weekday(), m.hour, m.minute) for m in local} == {(weekday, 18, 30)}
    assert {b.date() - a.date() for a, b in pairwise(local)} == {timedelta(days=7)}


@pytest.mark.parametrize(("zone", "changes"), [*zip(CITIES, (2, 2, 0, 2), strict=True)])
def test_clocks_that_change_change_the_moment_and_nothing_else(zone, changes):
    moments = walked(6, time(12), zone, datetime(2026, 1, 1, tzinfo=UTC), 52)

    odd = [b - a for a, b in pairwise(moments) if b - a != timedelta(days=7)]
    assert len(odd) == changes
    assert all(abs(gap - timedelta(days=7)) == timedelta(hours=1) for gap in odd)


@pytest.mark.parametrize(
    ("zone", "day", "shown"),
    [
        ("America/New_York", datetime(2026, 3, 8), "03:30"),
        ("Europe/London", datetime(2026, 3, 29), "02:30"),
        ("Pacific/Auckland", datetime(2026, 9, 27), "03:30"),
    ],
)
def test_a_time_that_the_clocks_skip_comes_an_hour_later_and_once(zone, day, shown):
    at = time(1, 30) if zone == "Europe/London" else time(2, 30)
    before = day.replace(tzinfo=UTC) - timedelta(days=3)

    first, second = walked(6, at, zone, before, 2)

    assert f"{first.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == f"{day:%Y-%m-%d} {shown}"
    assert second.astimezone(ZoneInfo(zone)).time() == at


@pytest.mark.parametrize(
    ("zone", "day", "at"),
    [
        ("America/New_York", datetime(2026, 11, 1), time(1, 30)),
        ("Europe/London", datetime(2026, 10, 25), time(1, 30)),
        ("Pacific/Auckland", datetime(2026, 4, 5), time(2, 30)),
    ],
)
def test_a_time_that_comes_twice_counts_once(zone, day, at):
    before = day.replace(tzinfo=UTC) - timedelta(days=3)

    first, second = walked(6, at, zone, before, 2)

    local = first.astimezone(ZoneInfo(zone))
    assert (local.date(), local.time(), local.fold) == (day.date(), at, 0)
    assert second.astimezone(ZoneInfo(zone)).date() == day.date() + timedelta(days=7)


def test_what_fell_into_a_downtime_is_caught_up_once_and_not_repeated():
    due = datetime(2026, 11, 2, 18, tzinfo=UTC)
    reminder = Reminder(1, 0, time(18), "UTC", due)

    after = sent(reminder, datetime(2026, 11, 25, 9, tzinfo=UTC))  # three more Mondays went by

    assert after.next_at == datetime(2026, 11, 30, 18, tzinfo=UTC)


def test_the_moment_itself_is_over():
    monday = datetime(2026, 11, 30, 18, tzinfo=UTC)

    assert next_at(0, time(18), "UTC", monday) == monday + timedelta(days=7)
    assert next_at(0, time(18), "UTC", monday - timedelta(seconds=1)) == monday


def test_tomorrow_is_tomorrow_where_the_person_is():
    reminder = Reminder(1, 0, time(9), "Pacific/Auckland", datetime(2026, 11, 29, tzinfo=UTC))

    until = tomorrow(reminder, datetime(2026, 11, 26, 23, tzinfo=UTC))  # noon of the 27th there

    assert until.astimezone(ZoneInfo("Pacific/Auckland")).isoformat() == "2026-11-28T09:00:00+13:00"


def test_a_zone_without_that_day_goes_on_to_the_next_week():
    """Samoa crossed the date line and had no 30 December 2011, a Friday."""
    moment = next_at(4, time(12), "Pacific/Apia", datetime(2011, 12, 27, tzinfo=UTC))

    assert moment.astimezone(ZoneInfo("Pacific/Apia")).strftime("%d %B %H") in ("31 December 12", "30 December 12")

"""When a weekly nudge is due: a wall-clock time in a zone, whatever its clocks do. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.learning.records import Reminder


def next_at(weekday: int, at: time, zone: str, after: datetime) -> datetime:
    """Return the first moment after `after`, in UTC, when clocks in the zone show that time on that weekday.

    A time that the clocks skip comes as much later as they skip (02:30 becomes 03:30); of one that they show twice,
    the first counts and the second does not.
    """
    local = ZoneInfo(zone)
    today = after.astimezone(local).date()
    ahead = (weekday - today.weekday()) % 7
    for days in (ahead - 7, ahead, ahead + 7):  # the one before: its skipped time may lie past midnight
        if (moment := _moment(today + timedelta(days=days), at, local)) > after:
            return moment
    raise AssertionError("of three weeks one lies ahead")


def sent(reminder: Reminder, now: datetime) -> Reminder:
    """Return a reminder as it goes on after it was sent; what fell into a downtime is caught up once, not repeated."""
    return replace(reminder, next_at=next_at(reminder.weekday, reminder.at, reminder.zone, now))


def tomorrow(reminder: Reminder, now: datetime) -> datetime:
    """Return the moment of a reminder's time on the day after today, in its zone."""
    local = ZoneInfo(reminder.zone)
    return _moment(now.astimezone(local).date() + timedelta(days=1), reminder.at, local)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    # fold=0: of a time shown twice the first, and of a skipped one what the old offset makes of it.
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), zone).astimezone(UTC)

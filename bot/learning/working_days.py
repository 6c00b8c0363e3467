"""Days that count: every day from a start on, without the days of pauses. Pure."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from bot.learning.records import Pause

_DAY = timedelta(days=1)


class WorkingDays:
    """Numbers the days from a start on, from 0, and leaves out pauses."""

    def __init__(self, started: date, pauses: Iterable[Pause], today: date) -> None:
        """Take a pause that lasts as ending yesterday, so that dates hold for somebody who goes on today."""
        self.started = started
        self._pauses: list[tuple[date, date]] = []
        for pause in sorted(pauses, key=lambda one: one.start):
            start = max(pause.start, started, self._pauses[-1][1] + _DAY if self._pauses else started)
            end = today - _DAY if pause.end is None else pause.end
            if end >= start:
                self._pauses.append((start, end))

    def number(self, day: date) -> int:
        """Return how many days that count lie before a day; negative before the start."""
        lost = sum((min(end, day - _DAY) - start).days + 1 for start, end in self._pauses if start < day)
        return (day - self.started).days - lost

    def day(self, number: int) -> date:
        """Return the day with a number; the inverse of `number` on days that count."""
        day = self.started + number * _DAY
        for start, end in self._pauses:
            if start <= day:
                day += (end - start) + _DAY
        return day

    def ends(self, begin: int, lengths: Iterable[float], unit: str) -> list[int]:
        """Return the numbers of the days after each of several lengths, one after the other, a day each at least.

        Lengths are summed up before they are rounded, so that a long plan does not drift. Months are those of the
        calendar, counted from the day on which the first length begins.
        """
        ends, total, before = [], 0.0, begin
        for length in lengths:
            total += length
            before = max(before + 1, begin + self.days(begin, total, unit))
            ends.append(before)
        return ends

    def days(self, begin: int, length: float, unit: str) -> int:
        """Return a length in days, for one that begins on the day with a number."""
        if unit == "weeks":
            return round(7 * length)
        anchor = self.started + begin * _DAY
        whole = int(length)
        near, far = add_months(anchor, whole), add_months(anchor, whole + 1)
        return (near - anchor).days + round((length - whole) * (far - near).days)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

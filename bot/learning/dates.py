"""Days, times and hours as people type them. What can mean two days is asked about, never guessed. Pure.

A parser of our own: the common libraries read "12/1/2026" as one of its two meanings, fill what is missing with
today's, and take "5" for a date.
"""

import re
import unicodedata
from datetime import date, time, timedelta

from bot.learning.working_days import add_months
from bot.refused import Refused
from knowledge.errors import did_you_mean

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January February March April May June July August September October November December".split()  # in order
)
FARTHEST = 366  # days before or after today that a start may lie

_IN = re.compile(r"in (a|an|\d{1,3}) (day|week|month)s?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_FIRST = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?,?(?: (\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))? ?([ap])?\.?m?\.?(?: ?o'?clock)?")
_WAYS = "write it like 2026-12-01, 1 Dec, tomorrow or next Monday"


def day_of(text: str, today: date) -> date:
    """Return the day that somebody means; empty is today. Raises Refused, also for a start too far away."""
    said = _folded(text)
    day = _relative(said, today) or _weekday(said, today) or _numbers(said) or _named(said, today)
    if day is None:
        raise Refused(f"I can't read “{_short(text)}” as a date; {_WAYS}.")
    away = (day - today).days
    if abs(away) > FARTHEST:
        where = "in the future" if away > 0 else "in the past"
        raise Refused(f"{said_day(day)} is more than a year {where}; a start can be at most a year from today.")
    return day


def said_day(day: date) -> str:
    """Return "Tue 1 Dec 2026"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def weekday_of(text: str) -> int:
    """Return a weekday by its name or its first three letters, 0 is Monday; raises Refused."""
    if (found := _weekday_number(_folded(text).removesuffix("s"))) is None:
        raise Refused(f"“{_short(text)}” is no weekday{_hint(text, WEEKDAYS)}; name one like Monday or Thu.")
    return found


def time_of(text: str) -> time:
    """Return a wall-clock time, "18:30", "6.30 pm", "6pm" or "18"; raises Refused."""
    said = {"noon": "12:00", "midnight": "00:00"}.get(_folded(text), _folded(text))
    match = _TIME.fullmatch(said)
    hour, minute, half = (int(match[1]), int(match[2] or 0), match[3]) if match else (99, 0, None)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        hour = 99
    if hour > 23 or minute > 59:
        raise Refused(f"“{_short(text)}” is no time of day; write it like 18:30 or 6:30 pm.")
    return time(hour, minute)


def hours_of(text: str | float) -> float:
    """Return hours a week, 1 to 80; raises Refused."""
    said = _folded(str(text))
    number = re.fullmatch(r"(-?\d{1,9}(?:[.,]\d{1,9})?) ?(?:h|hrs?|hours?)?(?: ?(?:a|per|/) ?week)?", said)
    if number is None:
        raise Refused(f"“{_short(str(text))}” is no number of hours; write one number, like 10 or 7.5.")
    hours = round(float(number[1].replace(",", ".")), 2)
    if hours > 168:
        raise Refused(f"A week has 168 hours, so {hours:g} can't be; write 1 to 80.")
    if hours > 80:
        raise Refused(f"{hours:g} hours a week are more than anybody keeps up; write 1 to 80.")
    if hours < 1:
        raise Refused(f"With {hours:g} hours a week no plan comes to an end; write 1 to 80.")
    return hours


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text[:200]).lower().replace("’", "'").split())


def _short(text: str) -> str:
    return " ".join(text.split())[:40]


def _relative(said: str, today: date) -> date | None:
    plain = {"": 0, "today": 0, "now": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2, "next week": 7}
    if said.removeprefix("the ") in plain:
        return today + timedelta(days=plain[said.removeprefix("the ")])
    if said == "next month":
        return add_months(today, 1)
    if match := _IN.fullmatch(said):
        count = 1 if match[1] in ("a", "an") else int(match[1])
        if match[2] == "month":
            return add_months(today, count)
        return today + timedelta(days=count * (7 if match[2] == "week" else 1))
    return None


def _weekday(said: str, today: date) -> date | None:
    """Read "monday" as the coming one, today included, and "next monday" as the first one after today."""
    first, _, rest = said.partition(" ")
    later = first == "next"
    wanted = _weekday_number(rest if first in ("next", "on", "this", "coming") else said)
    if wanted is None:
        return None
    ahead = (wanted - today.weekday()) % 7
    return today + timedelta(days=ahead or 7 if later else ahead)


def _weekday_number(said: str) -> int | None:
    short = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
    names = {name.lower()[:letters]: number for number, name in enumerate(WEEKDAYS) for letters in (3, 9)}
    return (short | names).get(said.rstrip("."))


def _numbers(said: str) -> date | None:
    if match := _ISO.fullmatch(said):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if (match := _DOTS.fullmatch(said)) and match[3]:  # with dots the day comes first everywhere
        return _made(int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHES.fullmatch(said):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first != second and first <= 12 and second <= 12:
            one, other = _made(year, second, first), _made(year, first, second)
            raise Refused(
                f"“{said}” can be {said_day(one)} or {said_day(other)}; write {one.isoformat()} or {other.isoformat()}."
            )
        return _made(year, first, second) if second > 12 else _made(year, second, first)
    return None


def _named(said: str, today: date) -> date | None:
    if match := _DAY_FIRST.fullmatch(said):
        day, month, year = match[1], match[2], match[3]
    elif match := _MONTH_FIRST.fullmatch(said):
        month, day, year = match[1], match[2], match[3]
    elif match := _DOTS.fullmatch(said):
        day, month, year = match[1], match[2], None
    else:
        return None
    number = int(month) if month.isdigit() else _month_number(month)
    if number is None:
        if hint := _hint(month, MONTHS):
            raise Refused(f"“{month}” is no month{hint}; {_WAYS}.")
        return None
    if year:
        return _made(int(year), number, int(day))
    near = [_possible(today.year + more, number, int(day)) for more in (-1, 0, 1)]
    days = [found for found in near if found is not None]
    return min(days, key=lambda found: abs(found - today)) if days else _made(today.year, number, int(day))


def _month_number(said: str) -> int | None:
    return next((n for n, name in enumerate(MONTHS, 1) if len(said) >= 3 and name.lower().startswith(said[:9])), None)


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _made(year: int, month: int, day: int) -> date:
    if (found := _possible(year, month, day)) is not None:
        return found
    if not 1 <= month <= 12:
        raise Refused(f"There is no month {month}; {_WAYS}.")
    if not 1 <= year <= 9998:
        raise Refused(f"There is no year {year}; {_WAYS}.")
    raise Refused(f"There is no {day} {MONTHS[month - 1]} in {year}; {_WAYS}.")


def _hint(text: str, choices: tuple[str, ...] | list[str]) -> str:
    return did_you_mean(text, list(choices))

"""Questions a day as a picture: a bar a day, stacked by what came of them."""

from collections.abc import Sequence
from datetime import date

from bot.charts.canvas import FAINT, GREEN, INK, VERMILION, WIDTH, YELLOW, Canvas
from bot.learning.dates import MONTHS, WEEKDAYS
from bot.moderation.usage import Day, total_of

_LEFT, _RIGHT, _TOP, _BOTTOM, _HEIGHT = 132, WIDTH - 48, 290, 860, 960
_LINE = "#3a3c42"
_LONGEST_ALT = 1024
# From the bottom up, told apart by place and filling too.
_PARTS = (("answered", GREEN, False), ("related", YELLOW, False), ("not covered", VERMILION, True))
_FEW = 10  # days that have room for a number each


def questions_picture(days: Sequence[Day]) -> bytes:
    """Return the PNG of days in their order, with at least one question."""
    canvas = Canvas(_HEIGHT)
    canvas.text(48, 54, "Questions a day", 46, bold=True)
    canvas.text(48, 116, f"{said_span(days[0].day, days[-1].day)}, days in UTC", 32, colour=FAINT)
    _legend(canvas)
    step = _step(max(day.asked for day in days))
    top = -(-max(day.asked for day in days) // step) * step
    for value in range(0, top + 1, step):
        y = _BOTTOM - (_BOTTOM - _TOP) * value / top
        canvas.line(_LEFT, y, _RIGHT, y, _LINE)
        canvas.text(_LEFT - 16, y, f"{value:,}", 32, colour=FAINT, align="right")
    for place, day in enumerate(days):
        _bar(canvas, day, place, len(days), (_BOTTOM - _TOP) / top)
    _dates(canvas, days)
    return canvas.png()


def questions_alt(days: Sequence[Day]) -> str:
    """Return in words, at most 1,024 characters, what the picture shows: days where they are few, weeks otherwise."""
    total, most = total_of(days), max(days, key=lambda day: day.asked)
    said = [
        f"Questions a day, {said_span(days[0].day, days[-1].day)}, days in UTC.",
        f"{total.asked:,} in all, {_parts(total)}.",
        f"Most on {_weekday(most.day)} {_short(most.day)}: {most.asked:,}.",
    ]
    if len(days) <= _FEW:
        said += [f"{_weekday(day.day)} {_short(day.day)}: {_figures(day)}." for day in days]
    else:
        weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
        said += [f"{_short(week[0].day)} to {_short(week[-1].day)}: {_figures(total_of(week))}." for week in weeks]
    return " ".join(said)[:_LONGEST_ALT]


def _legend(canvas: Canvas) -> None:
    x = 48.0
    for name, colour, hatched in _PARTS:
        canvas.bar(x, 178, 30, 30, colour, hatched=hatched)
        canvas.text(x + 44, 193, name, 32, colour=INK)
        x += 90 + 19 * len(name)


def _bar(canvas: Canvas, day: Day, place: int, days: int, scale: float) -> None:
    """Draw the bar of one day; `scale` is the height of a question."""
    room = (_RIGHT - _LEFT) / days
    x, y = _LEFT + room * (place + 0.1), float(_BOTTOM)
    for (_, colour, hatched), count in zip(_PARTS, _counts(day), strict=True):
        if count:
            height = count * scale
            canvas.bar(x, y - height, room * 0.8, height, colour, hatched=hatched)
            y -= height
    if days <= _FEW and day.asked:
        canvas.text(x + room * 0.4, y - 26, f"{day.asked:,}", 32, align="center", bold=True)


def _dates(canvas: Canvas, days: Sequence[Day]) -> None:
    room = (_RIGHT - _LEFT) / len(days)
    every = 1 if len(days) <= _FEW else 7 if len(days) <= 31 else 21
    for place in range(0, len(days), every):
        day, x = days[place].day, _LEFT + room * (place + 0.5)
        if every == 1:
            canvas.text(x, _BOTTOM + 34, _weekday(day), 32, colour=FAINT, align="center")
            canvas.text(x, _BOTTOM + 74, str(day.day), 32, colour=FAINT, align="center")
        else:
            canvas.line(x, _BOTTOM, x, _BOTTOM + 14, FAINT)
            canvas.text(x, _BOTTOM + 44, _short(day), 32, colour=FAINT, align="center")


def _step(most: int) -> int:
    """Return how far apart the lines are: 1, 2 or 5 with noughts, so that there are five at most."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if most <= 5 * step:
                return step
        size *= 10


def _counts(day: Day) -> tuple[int, int, int]:
    return day.answered, day.related, day.not_covered


def _parts(day: Day) -> str:
    return ", ".join(f"{count:,} {name}" for (name, _, _), count in zip(_PARTS, _counts(day), strict=True))


def _figures(day: Day) -> str:
    if not day.asked:
        return "none"
    less = ((day.related, "related"), (day.not_covered, "not covered"))
    return ", ".join((f"{day.asked:,}", *(f"{count:,} {name}" for count, name in less if count)))


def said_span(first: date, last: date) -> str:
    """Return "29 Oct to 27 Nov 2026"."""
    begin = _short(first) if first.year == last.year else f"{_short(first)} {first.year}"
    return f"{begin} to {_short(last)} {last.year}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()][:3]

"""A plan as a picture: a bar a phase, its earliest end full and its latest end hatched, and a line for today."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.charts.canvas import FAINT, GREEN, INK, ORANGE, SKY, WIDTH, YELLOW, Canvas, lines_of
from bot.learning.dates import MONTHS, said_day
from bot.learning.plan import Plan, Planned, State
from bot.learning.working_days import add_months

_LEFT, _RIGHT, _TOP, _ROW, _BAR = 48, WIDTH - 48, 210, 150, 44
_COLOURS = {State.DONE: GREEN, State.CURRENT: ORANGE, State.COMING: SKY}
_STATES = {State.DONE: "done", State.CURRENT: "now", State.COMING: ""}
_LONGEST_ALT = 1024


def plan_picture(plan: Plan, word: str, guide: str, today: date) -> bytes:
    """Return the PNG of a plan that has dates."""
    dated = _dated(plan)
    first, last = _span(dated, today)
    canvas = Canvas(_TOP + _ROW * len(dated) + 130)

    def at(day: date, days: int = 0) -> float:
        return _LEFT + (_RIGHT - _LEFT) * ((day - first).days + days) / max(1, (last - first).days + 1)

    canvas.text(_LEFT, 52, f"{guide}: plan"[:40], 46, bold=True)
    bottom = _TOP + _ROW * len(dated) - 24
    for month in _marks(first, last):
        canvas.line(at(month), _TOP - 46, at(month), bottom, "#3a3c42")
        canvas.text(at(month) + 6, _TOP - 62, f"{MONTHS[month.month - 1][:3]} {month.year % 100:02d}", 28, colour=FAINT)
    for number, phase in enumerate(dated):
        _row(canvas, phase, f"{phase.index + 1}. {phase.phase.title}", _TOP + number * _ROW, at)
    line = min(max(at(today), _LEFT), _RIGHT)
    canvas.line(line, _TOP - 30, line, bottom, YELLOW, width=4, dashed=True)
    near_edge = line > WIDTH - 330
    canvas.text(
        line, bottom + 34, f"today, {said_day(today)}", 34, colour=YELLOW, align="right" if near_edge else "left"
    )
    _legend(canvas, dated, bottom + 96)
    return canvas.png()


def plan_alt(plan: Plan, word: str, guide: str, today: date) -> str:
    """Return in words, at most 1,024 characters, what the picture shows."""
    parts = [f"Plan on {guide}'s roadmap; today is {said_day(today)}."]
    for phase in _dated(plan):
        if phase.start and phase.end:
            state = f" ({_STATES[phase.state]})" if _STATES[phase.state] else ""
            begins, ends = _when(phase.start.earliest, phase.start.latest), _when(phase.end.earliest, phase.end.latest)
            parts.append(f"{word.capitalize()} {phase.index + 1}{state}: {begins} until {ends}.")
    text = " ".join(parts)
    return text if len(text) <= _LONGEST_ALT else text[: _LONGEST_ALT - 1] + "…"


def _dated(plan: Plan) -> Sequence[Planned]:
    return [phase for phase in plan.phases if phase.start is not None and phase.end is not None]


def _span(dated: Sequence[Planned], today: date) -> tuple[date, date]:
    first = min(phase.start.earliest for phase in dated if phase.start)
    last = max(phase.end.latest for phase in dated if phase.end)
    return min(first, today), max(last, today)


def _marks(first: date, last: date) -> list[date]:
    """Return first days of months to label, five at most, evenly apart."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(step for step in (1, 2, 3, 4, 6, 12, 24, 48, 96) if months / step <= 5 or step == 96)
    begin = add_months(first.replace(day=1), 0 if first.day == 1 else 1)
    found = [add_months(begin, n) for n in range(0, months + 1, step)]
    room = (last - first).days * 0.88  # a label is as wide as an eighth of the picture
    return [month for month in found if first <= month and (month - first).days <= room]


def _row(canvas: Canvas, phase: Planned, name: str, top: float, at: Callable[..., float]) -> None:
    if phase.start is None or phase.end is None:
        return
    colour = _COLOURS[phase.state]
    title = lines_of(name, 34, WIDTH - 96, most=1)[0]
    canvas.text(_LEFT, top + 4, title, 34, colour=FAINT if phase.state is State.DONE else INK)
    start, sure, end = at(phase.start.earliest), at(phase.end.earliest, 1), at(phase.end.latest, 1)
    y = top + 36
    if end > sure:
        canvas.bar(sure, y, end - sure, _BAR, colour, hatched=True)
    canvas.bar(start, y, max(6, sure - start), _BAR, colour)


def _legend(canvas: Canvas, dated: Sequence[Planned], y: float) -> None:
    x = float(_LEFT)
    for state, word in ((State.DONE, "done"), (State.CURRENT, "now"), (State.COMING, "to come")):
        if any(phase.state is state for phase in dated):
            canvas.bar(x, y - 14, 28, 28, _COLOURS[state])
            canvas.text(x + 40, y, word, 30, colour=FAINT)
            x += 70 + 21 * len(word)
    if any(phase.end and phase.end.latest > phase.end.earliest for phase in dated):
        canvas.bar(x, y - 14, 28, 28, SKY, hatched=True)
        canvas.text(x + 40, y, "may take until then", 30, colour=FAINT)


def _when(earliest: date, latest: date) -> str:
    if earliest == latest:
        return _short(earliest)
    return f"{_short(earliest)} to {_short(latest)}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"

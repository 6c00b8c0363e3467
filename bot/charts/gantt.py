"""A plan as a picture: a bar a phase, its earliest end full and its latest end hatched, and a line for today."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.charts.canvas import FAINT, GREEN, INK, LINE, ORANGE, SKY, WIDTH, YELLOW, Canvas, lines_of, width_of
from bot.fit import cut
from bot.learning import say
from bot.learning.dates import MONTHS, said_day
from bot.learning.plan import Plan, Planned, State
from bot.learning.working_days import add_months

_LEFT, _RIGHT, _TOP, _LINE, _BAR, _AFTER = 40, WIDTH - 40, 226, 58, 56, 40
_NAME, _SMALL = 46, 42  # pixels of letters; on a phone about 12 and 11
_COLOURS = {State.DONE: GREEN, State.CURRENT: ORANGE, State.COMING: SKY}
_STATES = {State.DONE: "done", State.CURRENT: "now", State.COMING: ""}
_LATEST = "at the latest"
_LONGEST_ALT = 1024


def plan_picture(plan: Plan, guide: str, today: date) -> bytes:
    """Return the PNG of a plan that has dates."""
    dated = _dated(plan)
    first, last = _span(dated, today)
    names = [lines_of(f"{phase.index + 1}. {phase.phase.title}", _NAME, _RIGHT - _LEFT) for phase in dated]
    heights = [_LINE * len(lines) + _BAR + _AFTER for lines in names]
    bottom = _TOP + sum(heights)
    canvas = Canvas(bottom + 160)

    def at(day: date, days: int = 0) -> float:
        return _LEFT + (_RIGHT - _LEFT) * ((day - first).days + days) / max(1, (last - first).days + 1)

    canvas.text(_LEFT, 60, lines_of(f"{guide}: plan", 58, _RIGHT - _LEFT, most=1)[0], 58, bold=True)
    for month in _marks(first, last):
        canvas.line(at(month), _TOP - 50, at(month), bottom, LINE)
        name = f"{MONTHS[month.month - 1][:3]} {month.year % 100:02d}"
        canvas.text(at(month) + 6, _TOP - 76, name, _SMALL, colour=FAINT)
    top = float(_TOP)
    for phase, lines, height in zip(dated, names, heights, strict=True):
        _row(canvas, phase, lines, top, at)
        top += height
    line, words = min(max(at(today), _LEFT), _RIGHT), f"today, {said_day(today)}"
    canvas.line(line, _TOP - 40, line, bottom, YELLOW, width=4, dashed=True)
    near_edge = line + width_of(words, _SMALL) > _RIGHT
    canvas.text(line, bottom + 34, words, _SMALL, colour=YELLOW, align="right" if near_edge else "left")
    _legend(canvas, dated, bottom + 110)
    return canvas.png()


def plan_alt(plan: Plan, word: str, guide: str, today: date) -> str:
    """Return in words, at most 1,024 characters, what the picture shows."""
    parts = [f"Plan on {guide}'s roadmap; today is {said_day(today)}."]
    for phase in _dated(plan):
        state = f" ({_STATES[phase.state]})" if _STATES[phase.state] else ""
        parts.append(f"{word.capitalize()} {phase.index + 1}{state}: {say.dates(phase)}.")
    return cut(" ".join(parts), _LONGEST_ALT)


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
    room = (last - first).days * 0.84  # a label is as wide as a sixth of the picture
    return [month for month in found if first <= month and (month - first).days <= room]


def _row(canvas: Canvas, phase: Planned, name: Sequence[str], top: float, at: Callable[..., float]) -> None:
    if phase.start is None or phase.end is None:
        return
    for number, words in enumerate(name):
        colour = FAINT if phase.state is State.DONE else INK
        canvas.text(_LEFT, top + _LINE * (number + 0.5), words, _NAME, colour=colour)
    start, sure, end = at(phase.start.earliest), at(phase.end.earliest, 1), at(phase.end.latest, 1)
    y = top + _LINE * len(name)
    if end > sure:
        canvas.bar(sure, y, end - sure, _BAR, _COLOURS[phase.state], hatched=True)
    canvas.bar(start, y, max(6, sure - start), _BAR, _COLOURS[phase.state])


def _legend(canvas: Canvas, dated: Sequence[Planned], y: float) -> None:
    words = {State.DONE: "done", State.CURRENT: "now", State.COMING: "to come"}
    shown = [(_COLOURS[state], word, False) for state, word in words.items() if any(p.state is state for p in dated)]
    if any(phase.end and phase.end.latest > phase.end.earliest for phase in dated):
        shown.append((SKY, _LATEST, True))
    x = float(_LEFT)
    for colour, word, hatched in shown:
        canvas.bar(x, y - 18, 36, 36, colour, hatched=hatched)
        canvas.text(x + 50, y, word, _SMALL, colour=FAINT)
        x += 50 + width_of(word, _SMALL) + 40

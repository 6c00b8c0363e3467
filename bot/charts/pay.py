"""Pay as a picture: a bar a figure, by level and guide, each with its words above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts.canvas import FAINT, GREEN, LINE, ORANGE, SKY, VERMILION, WIDTH, YELLOW, Canvas, width_of
from bot.facts.pay import LEVELS, UNSTATED, Found, Pay
from knowledge.quantity import Quantity

_LEFT, _RIGHT, _TOP, _HEAD, _BAR = 40, WIDTH - 40, 196, 96, 36
_LABEL, _AMOUNT = 44, 50  # pixels; on a phone about 12 and 14
_LINE, _AFTER = 60, 36  # height of a line of words, and of what is free below a bar
_COLOURS = (SKY, ORANGE, GREEN, YELLOW, VERMILION)
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
_LONGEST_ALT = 1024


@dataclass(frozen=True, slots=True)
class _Bar:
    """One figure and its words."""

    label: str
    amount: Quantity
    colour: str

    @property
    def fits(self) -> bool:
        """Tell whether label and figure have room on one line."""
        words = width_of(self.label, _LABEL) + width_of(str(self.amount), _AMOUNT, bold=True)
        return words + _LABEL <= _RIGHT - _LEFT


def pay_picture(found: Found) -> bytes:
    """Return the PNG of everything that was found."""
    groups = _groups(found)
    guides = list(dict.fromkeys(pay.guide for _, pays in groups for pay in pays))
    bars = [(title, _bars(pays, guides)) for title, pays in groups]
    every = [bar for _, several in bars for bar in several]
    lines = 1 if all(bar.fits for bar in every) else 2  # of words above a bar; the same everywhere
    height = _LINE * lines + _BAR + _AFTER
    canvas = Canvas(_TOP + _HEAD * len(bars) + height * len(every))
    top = max(bar.amount.maximum or bar.amount.minimum for bar in every) * 1.04
    sign = _SIGNS[groups[0][1][0].table.currency]
    canvas.text(_LEFT, 60, f"Pay in the {found.country}", 58, bold=True)
    canvas.text(_LEFT, 134, f"{sign} a year, as each guide gives it", 42, colour=FAINT)
    y = float(_TOP)
    for title, several in bars:
        canvas.line(_LEFT, y, _RIGHT, y, LINE)
        canvas.text(_LEFT, y + 46, title, 52, bold=True)
        y += _HEAD
        for bar in several:
            _draw(canvas, bar, y, lines, top)
            y += height
    return canvas.png()


def pay_alt(found: Found) -> str:
    """Return every figure of the picture in words, at most 1,024 characters."""
    groups = _groups(found)
    full = _alt(found, groups, places=True)
    return full if len(full) <= _LONGEST_ALT else _alt(found, groups, places=False)[:_LONGEST_ALT]


def _alt(found: Found, groups: Sequence[tuple[str, Sequence[Pay]]], *, places: bool) -> str:
    parts = [f"Pay in the {found.country}, a year."]
    for title, pays in groups:
        said = []
        for pay in pays:
            figures = ", ".join(f"{basis} {amount}" for basis, amount in pay.figures)
            place = f" ({pay.table.stands_in})" if places and pay.table.stands_in else ""
            said.append(f"{pay.guide}{place} {figures}")
        parts.append(f"{title}: {'; '.join(dict.fromkeys(said))}.")
    return " ".join(parts).replace(f"{UNSTATED} ", f"{UNSTATED} " if places else "")


def _groups(found: Found) -> list[tuple[str, list[Pay]]]:
    groups = [(level.capitalize(), [pay for pay in found.rows if pay.row.level == level]) for level in LEVELS]
    return [
        *((title, pays) for title, pays in groups if pays),
        *([("All levels", [*found.averages])] if found.averages else []),
    ]


def _bars(pays: Sequence[Pay], guides: Sequence[str]) -> list[_Bar]:
    return [
        _Bar(_label(pay, basis, pays), amount, _COLOURS[guides.index(pay.guide) % len(_COLOURS)])
        for pay in pays
        for basis, amount in pay.figures
    ]


def _label(pay: Pay, basis: str, beside: Sequence[Pay]) -> str:
    """Return guide and basis, and the part of the guide where that alone tells two figures apart."""
    place = (pay.table.stands_in or "").removesuffix(" section")
    others = [one for one in beside if one.guide == pay.guide and one is not pay]
    alike = basis == UNSTATED or any(basis in dict(one.figures) for one in others)
    parts = [pay.guide, place if others and alike else "", "" if basis == UNSTATED else basis]
    return ", ".join(filter(None, parts)).removesuffix(" compensation")


def _draw(canvas: Canvas, bar: _Bar, y: float, lines: int, top: float) -> None:
    canvas.text(_LEFT, y + _LINE / 2, bar.label, _LABEL)
    x, align = (_RIGHT, "right") if lines == 1 else (_LEFT, "left")
    canvas.text(x, y + _LINE * (lines - 0.5), str(bar.amount), _AMOUNT, align=align, bold=True)
    y += _LINE * lines
    scale = (_RIGHT - _LEFT - 28) / top
    start, end = bar.amount.minimum * scale, (bar.amount.maximum or bar.amount.minimum) * scale
    canvas.bar(_LEFT, y + _BAR / 2 - 2, _RIGHT - _LEFT, 4, LINE)
    canvas.bar(_LEFT + start, y, max(8, end - start), _BAR, bar.colour)
    if bar.amount.open_ended:
        canvas.arrow(_LEFT + end, y, _BAR, bar.colour)

"""Pay as a picture: a bar a figure, by level and guide, each with its words beside it."""

from collections.abc import Sequence

from bot.charts.canvas import FAINT, GREEN, INK, ORANGE, SKY, VERMILION, WIDTH, YELLOW, Canvas
from bot.facts.pay import LEVELS, UNSTATED, Found, Pay
from knowledge.quantity import Quantity

_LEFT, _RIGHT, _TOP, _HEAD, _ROW, _BAR = 48, WIDTH - 64, 176, 76, 96, 30
_COLOURS = (SKY, ORANGE, GREEN, YELLOW, VERMILION)
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
_LONGEST_ALT = 1024


def pay_picture(found: Found) -> bytes:
    """Return the PNG of everything that was found."""
    groups = _groups(found)
    bars = sum(len(pay.figures) for _, pays in groups for pay in pays)
    canvas = Canvas(_TOP + _HEAD * len(groups) + _ROW * bars + 40)
    every = [pay for _, pays in groups for pay in pays]
    top = max(amount.maximum or amount.minimum for pay in every for _, amount in pay.figures) * 1.04
    guides = list(dict.fromkeys(pay.guide for pay in every))
    canvas.text(_LEFT, 54, f"Pay in the {found.country}", 46, bold=True)
    canvas.text(_LEFT, 112, f"{_SIGNS[every[0].table.currency]} a year, as each guide gives it", 30, colour=FAINT)
    y = float(_TOP)
    for title, pays in groups:
        canvas.line(_LEFT, y, _RIGHT, y, "#3a3c42")
        canvas.text(_LEFT, y + 40, title, 38, bold=True)
        y += _HEAD
        for pay in pays:
            colour = _COLOURS[guides.index(pay.guide) % len(_COLOURS)]
            for basis, amount in pay.figures:
                label = _label(pay, basis, pays)
                size = 31 if 17 * len(label) + 20 * len(str(amount)) < 940 else 27  # the two share a line
                canvas.text(_LEFT, y + 16, label, min(size, 29), colour=INK)
                canvas.text(_RIGHT, y + 16, str(amount), size, align="right", bold=True)
                _bar(canvas, amount, y + 42, top, colour)
                y += _ROW
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


def _label(pay: Pay, basis: str, beside: Sequence[Pay]) -> str:
    """Return guide and basis, and the part of the guide where that alone tells two figures apart."""
    place = (pay.table.stands_in or "").removesuffix(" section")
    if basis == UNSTATED:
        return f"{pay.guide}, {place or basis}"
    alike = [one for one in beside if one.guide == pay.guide and basis in dict(one.figures)]
    guide = f"{pay.guide} ({place})" if len(alike) > 1 and place else pay.guide
    return f"{guide}, {basis.removesuffix(' compensation')}"


def _bar(canvas: Canvas, amount: Quantity, y: float, top: float, colour: str) -> None:
    scale = (_RIGHT - _LEFT - 24) / top
    start, end = _LEFT + amount.minimum * scale, _LEFT + (amount.maximum or amount.minimum) * scale
    canvas.bar(_LEFT, y + _BAR / 2 - 2, _RIGHT - _LEFT, 4, "#3a3c42")
    canvas.bar(start, y, max(8, end - start), _BAR, colour)
    if amount.open_ended:
        canvas.arrow(end, y, _BAR, colour)

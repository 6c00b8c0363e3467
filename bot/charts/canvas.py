"""A dark sheet to draw on, in pixels from the top left. The one home of matplotlib, which is imported when it draws.

No pyplot: it keeps figures in a global and is not safe for threads. Drawing the same gives the same bytes.
"""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 1080  # a phone shows it at about a quarter: letters of 44 pixels are read as of 12
GROUND, INK, FAINT, LINE = "#1e1f22", "#f2f3f5", "#b5bac1", "#3a3c42"
# Okabe and Ito's colours, which people of any colour vision tell apart; the dark ones are left out on a dark ground.
SKY, ORANGE, GREEN, YELLOW, VERMILION = "#56B4E9", "#E69F00", "#1FB88A", "#F0E442", "#E5734D"
_DPI = 100


class Canvas:
    """One picture."""

    def __init__(self, height: int) -> None:
        """Make an empty sheet of 1080 by `height` pixels."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.height = height
        self._figure: Figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=GROUND)
        FigureCanvasAgg(self._figure)
        axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        self._axes = axes

    def text(
        self, x: float, y: float, words: str, size: int, *, colour: str = INK, align: str = "left", bold: bool = False
    ) -> None:
        """Write one line; `y` is the middle of its letters, `size` their height in pixels."""
        self._axes.text(
            x,
            y,
            words,
            fontsize=size * 72 / _DPI,
            color=colour,
            ha=align,
            va="center",
            weight="bold" if bold else "normal",
            bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 1.5},  # no line runs through words
            parse_math=False,  # "$105K–$130K" is no formula
        )

    def bar(self, x: float, y: float, width: float, height: float, colour: str, *, hatched: bool = False) -> None:
        """Draw a bar; a hatched one has an outline and stripes in place of a filling."""
        from matplotlib.patches import Rectangle

        box = Rectangle((x, y), width, height, facecolor=GROUND if hatched else colour, linewidth=0)
        if hatched:
            box.set(edgecolor=colour, hatch="//", linewidth=2)
        self._axes.add_patch(box)

    def arrow(self, x: float, y: float, height: float, colour: str) -> None:
        """Draw a tip to the right, for what goes on beyond a bar's end."""
        from matplotlib.patches import Polygon

        self._axes.add_patch(Polygon([(x, y), (x + height * 0.7, y + height / 2), (x, y + height)], facecolor=colour))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 2, dashed: bool = False
    ) -> None:
        """Draw a line."""
        style = (0, (4, 3)) if dashed else "solid"
        self._axes.plot([x1, x2], [y1, y2], color=colour, linewidth=width, linestyle=style, zorder=2 if dashed else 0)

    def png(self) -> bytes:
        """Return the picture."""
        out = io.BytesIO()
        self._figure.savefig(out, format="png", dpi=_DPI, facecolor=GROUND, metadata={"Software": None})
        return out.getvalue()


def width_of(words: str, size: int, *, bold: bool = False) -> float:
    """Return how wide words of a size are, in pixels."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    # Without hinting, so a little off what is drawn: leave some room.
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = TextToPath().get_text_width_height_descent(words, font, ismath=False)
    return float(width)


def lines_of(words: str, size: int, width: float, most: int = 2) -> list[str]:
    """Break words into lines that fit a width in pixels; what is too long ends in "…"."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        elif len(lines) < most:
            lines.append(word)
        else:
            last = lines[-1].split(" ")
            while len(last) > 1 and width_of(f"{' '.join(last)}…", size) > width:
                last.pop()
            return [*lines[:-1], " ".join(last).rstrip(",;:") + "…"]
    return lines

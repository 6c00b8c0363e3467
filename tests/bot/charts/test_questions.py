"""Questions a day as a picture: each outcome at its height, told apart without colour, drawn in a moment."""

import io
import time
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.charts.canvas import GREEN, GROUND, VERMILION, WIDTH, YELLOW
from bot.charts.questions import questions_picture
from bot.moderation.usage import Day

FIRST = date(2026, 11, 21)
MIDDLE = 132 + (WIDTH - 48 - 132) / 7 * 6.5  # of the seventh of seven bars


def week(*last):
    return [*(Day(FIRST + timedelta(days=n)) for n in range(6)), Day(FIRST + timedelta(days=6), *last)]


def colours(png, x, *heights):
    """Return what stands so many thirds of the drawing's height above its ground line."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return ["#{:02x}{:02x}{:02x}".format(*image.getpixel((round(x), round(860 - 190 * h)))) for h in heights]


def test_outcomes_are_stacked_to_their_numbers_and_other_days_are_empty():
    png = questions_picture(week(2, 1, 0))

    assert colours(png, MIDDLE, 0.5, 1.9, 2.5) == [GREEN.lower(), GREEN.lower(), YELLOW.lower()]
    assert colours(png, MIDDLE - 300, 0.5, 1.5, 2.5) == [GROUND] * 3


def test_what_was_not_covered_is_hatched_and_not_filled():
    image = Image.open(io.BytesIO(questions_picture(week(0, 0, 3)))).convert("RGB")

    bar = image.crop((round(MIDDLE) - 40, 300, round(MIDDLE) + 40, 850))
    found = {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in bar.getcolors(100_000)}
    assert {GROUND, VERMILION.lower()} <= found


@pytest.mark.parametrize("days", [7, 30, 90])
def test_a_picture_is_for_a_phone_and_is_the_same_every_time(days):
    asked = [Day(FIRST + timedelta(days=n), n % 5, n % 3, n % 2) for n in range(days)]
    png = questions_picture(asked)

    assert (png[16:20], png[20:24]) == ((WIDTH).to_bytes(4, "big"), (960).to_bytes(4, "big"))
    spent = []
    for _ in range(3):
        before = time.thread_time()
        assert questions_picture(asked) == png
        spent.append(time.thread_time() - before)
    assert min(spent) < 0.5


@pytest.mark.parametrize(("most", "line"), [(1, 1), (5, 1), (6, 2), (10, 2), (26, 10), (1_632, 500)])
def test_lines_are_at_round_numbers_and_few(most, line):
    """The highest line is the first round number that the highest bar does not pass."""
    top = -(-most // line) * line
    height = 3 * most / top

    assert colours(questions_picture(week(most)), MIDDLE, height - 0.02, height + 0.02) == [GREEN.lower(), GROUND]

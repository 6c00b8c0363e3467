"""Pictures: the same bytes every time, the right size, what they show where it belongs, in any thread."""

import io
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from PIL import Image

from bot.charts.canvas import SKY, WIDTH, Canvas, lines_of, width_of
from bot.charts.gantt import plan_alt, plan_picture
from bot.charts.pay import pay_alt, pay_picture
from bot.config import ROOT
from bot.facts.pay import find_pay
from bot.learning.catalogue import Catalogue
from bot.learning.plan import plan
from bot.learning.progress import progress

START, TODAY = date(2026, 12, 1), date(2027, 3, 1)


@pytest.fixture(scope="module")
def drawn(content):
    track = Catalogue(content).find("atlia")
    stands = progress(track, track.phases[0].id, {}, "UTC")
    dated = plan(track.roadmap, stands, started=START, hours=10, today=TODAY)
    return lambda: plan_picture(dated, "Atlia Learning", TODAY), dated


def size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_a_plan_is_portrait_and_has_a_row_a_phase(drawn):
    draw, _ = drawn

    assert size(draw()) == (WIDTH, 226 + 6 * (58 + 56 + 40) + 58 + 160)  # one of the six names takes two lines


def test_pay_is_portrait_and_has_a_row_a_figure(content):
    found = find_pay(content, "uk", "senior")

    assert size(pay_picture(found)) == (WIDTH, 196 + 96 + 5 * (2 * 60 + 36 + 36))
    short = find_pay(content, "us", "senior", source="zen")
    assert size(pay_picture(short)) == (WIDTH, 196 + 96 + 60 + 36 + 36)  # where words have room they share a line


def test_the_same_gives_the_same_bytes_in_many_threads(content, drawn):
    draw, _ = drawn
    found = find_pay(content, "us")

    with ThreadPoolExecutor(8) as pool:
        plans = {future.result() for future in [pool.submit(draw) for _ in range(8)]}
        pays = {future.result() for future in [pool.submit(pay_picture, found) for _ in range(8)]}

    assert (len(plans), len(pays)) == (1, 1)


def test_other_processes_draw_the_same_and_without_pyplot(content):
    code = (
        "import sys, hashlib; from pathlib import Path; from knowledge.load import load;"
        "from bot.facts.pay import find_pay; from bot.charts.pay import pay_picture;"
        "assert 'matplotlib' not in sys.modules;"
        "print(hashlib.sha256(pay_picture(find_pay(load(Path('knowledge/content')), 'uk'))).hexdigest());"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True) for _ in range(2)]

    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].stdout == runs[1].stdout != ""


def test_drawing_takes_under_half_a_second_of_cpu(content, drawn):
    draw, _ = drawn
    found = find_pay(content, "uk")
    draw()

    for one in (draw, lambda: pay_picture(found)):
        spent = []
        for _ in range(3):
            before = time.thread_time()
            one()
            spent.append(time.thread_time() - before)
        assert min(spent) < 0.5


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_bars_stand_where_the_figures_are():
    canvas = Canvas(200)
    canvas.bar(100, 50, 300, 40, SKY)

    image = pixels(canvas.png())

    sky = tuple(int(SKY[i : i + 2], 16) for i in (1, 3, 5))
    assert image.getpixel((250, 70)) == sky
    assert image.getpixel((98, 70)) != sky
    assert image.getpixel((402, 70)) != sky
    assert image.getpixel((250, 92)) != sky


def test_a_plan_shows_the_line_of_today(drawn):
    draw, dated = drawn
    image = pixels(draw())

    yellow = [x for x in range(WIDTH) if sum(image.getpixel((x, y)) == (240, 228, 66) for y in range(226, 1150)) > 200]

    days = (dated.end.latest - START).days + 1
    assert abs(yellow[len(yellow) // 2] - (40 + (WIDTH - 80) * 90 / days)) <= 2


def test_words_say_every_date_of_the_plan_and_every_figure_of_pay(content, drawn):
    _, dated = drawn
    said = plan_alt(dated, "phase", "Atlia Learning", TODAY)

    assert len(said) <= 1024
    for phase in dated.phases:
        assert f"{phase.end.latest.day} {phase.end.latest:%b} {phase.end.latest.year}" in said
    assert len(pay_alt(find_pay(content, "uk"))) <= 1024


def test_long_words_are_broken_or_cut():
    assert lines_of("a short one", 30, 900) == ["a short one"]
    assert lines_of("word " * 50, 30, 500, most=1) == ["word word word word word…"]
    assert lines_of("one two three four", 30, 200) == ["one two", "three four"]
    assert max(width_of(line, 46) for line in lines_of("Portfolio polish, open source and more", 46, 400)) <= 400


@pytest.mark.parametrize("first", ["plan", "pay"])
def test_letters_are_legible_on_a_phone_which_shows_a_picture_at_a_quarter(content, drawn, first):
    draw, _ = drawn
    png, top = (draw(), 226) if first == "plan" else (pay_picture(find_pay(content, "uk")), 196 + 96)
    image = pixels(png).convert("L")

    rows = [y for y in range(top, top + 58) if image.crop((0, y, WIDTH, y + 1)).getextrema()[1] > 150]

    assert rows[-1] - rows[0] >= 40  # from the top of a "P" to the foot of a "y": ten pixels on the phone


def test_money_is_no_formula():
    canvas = Canvas(100)
    canvas.text(10, 50, "$105K–$130K, $120K–$165K", 30)
    other = Canvas(100)
    other.text(10, 50, "105K–130K, 120K–165K", 30)

    assert canvas.png() != other.png()

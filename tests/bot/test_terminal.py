"""Answers in a terminal: what is marked, how wide, and nothing that steers the terminal."""

import pytest

from bot.confidence import Status
from bot.mentor import Answer
from bot.terminal import answer_text, indented, marked, passage_text, safe, source_line, sureness

STEERING = "\x1b[31m\x1b]0;owned\x07\x9b2J\x00\x08\x7f\u200b\u202e\u2066\ufeff\x0e\x0f"


def test_a_passage_stands_under_its_source_with_the_best_sentence_marked(hit):
    text = passage_text(hit("One. Two is best. Three.", (5, 17)), 2)

    assert text == "2. Ann Author > Pay > Seniors\n   One. >> Two is best. << Three."


def test_in_colour_the_marks_are_colours(hit):
    text = passage_text(hit("One. Two is best. Three.", (5, 17)), 2, color=True)

    assert text == ("\033[1m2. Ann Author > Pay > Seniors\033[0m\n   One. \033[1;33mTwo is best.\033[0m Three.")


@pytest.mark.parametrize(
    ("text", "highlights", "expected"),
    [
        ("One. Two.", [], "One. Two."),
        ("One. Two.", [(0, 4)], "<One.> Two."),
        ("One. Two.", [(5, 9), (0, 4)], "<One.> <Two.>"),
        ("One. Two.", [(0, 9)], "<One. Two.>"),
        ("**Phase 2**: six weeks.", [(0, 23)], "<Phase 2: six weeks.>"),
        ("- **Phase 2**: six weeks.", [(2, 25)], "- <Phase 2: six weeks.>"),
        ("A **bold word** here", [], "A bold word here"),
        ("x**2 + y**2", [], "x**2 + y**2"),
        ("2 ** 3 ** 4", [], "2 ** 3 ** 4"),
        ("a \x1b[31mred\x1b[0m one. Two.", [(20, 24)], "a [31mred[0m one. <Two.>"),
        ("\x0eOne.\x0f Two.", [(7, 11)], "One. <Two.>"),
    ],
)
def test_marks_stand_where_the_sentence_does(hit, text, highlights, expected):
    assert marked(hit(text, *highlights), "<", ">") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain £55K–£70K 日本 é\n\tnext", "plain £55K–£70K 日本 é\n\tnext"),
        (f"a{STEERING}b", "a[31m]0;owned2Jb"),
        ("\ud800x", "x"),
        ("a\rb\x0cc", "abc"),
    ],
)
def test_what_steers_a_terminal_is_dropped(text, expected):
    assert safe(text) == expected


@pytest.mark.parametrize("color", [False, True])
def test_nothing_of_the_content_or_the_question_steers_the_terminal(hit, color):
    bad = hit(f"One {STEERING} two.", (0, 3), title=STEERING, path=(f"Pay{STEERING}",), attribution=f"Ann{STEERING}")
    answer = Answer(STEERING, Status.RELATED, 0.5, (bad,), f"They never mention “{STEERING}”.", f"read{STEERING}")

    text = answer_text(answer, color=color)

    for style in ("\033[1;33m", "\033[1m", "\033[2m", "\033[0m"):
        text = text.replace(style, "") if color else text
    assert [char for char in text if char in STEERING and not char.isprintable()] == []


def test_lines_are_as_wide_as_asked_for_and_hang_below_their_bullet(hit):
    text = passage_text(hit("Learn these in order:\n- " + "word " * 40 + "\n\nThe end."), 1, width=40)

    lines = text.split("\n")
    assert max(map(len, lines)) <= 40
    assert lines[1] == "   Learn these in order:"
    assert lines[2].startswith("   - word word")
    assert all(line.startswith("     word") for line in lines[3:-2])
    assert lines[-2:] == ["", "   The end."]


def test_tables_and_long_words_are_not_broken(hit):
    row = "| " + " | ".join(["a long cell"] * 12) + " |"
    link = "https://guide.example/" + "x" * 200

    text = passage_text(hit(f"{row}\n{link}"), 1, width=60)

    assert text.split("\n")[1:] == [f"   {row}", f"   {link}"]


def test_a_whole_answer(hit):
    answer = Answer("q", Status.ANSWERED, 0.953, (hit("One."), hit("Two.")), read_as="how long")

    assert answer_text(answer) == (
        "(read as: how long)\n\n1. Ann Author > Pay > Seniors\n   One.\n\n"
        "2. Ann Author > Pay > Seniors\n   Two.\n\nFairly sure (95%)"
    )


def test_what_is_not_covered_shows_its_reason_and_no_passage(hit):
    answer = Answer("q", Status.NOT_COVERED, 0.02, (hit("Secret."),), "The guides don't cover this.", "read")

    assert answer_text(answer) == "The guides don't cover this."


def test_what_is_related_says_so_first(hit):
    answer = Answer("q", Status.RELATED, 0.5, (hit("One."),), "This is the closest.")

    assert answer_text(answer).startswith("This is the closest.\n\n1. Ann Author")
    assert answer_text(answer).endswith("Not sure that this answers it (50%)")


@pytest.mark.parametrize(
    ("status", "confidence", "words"),
    [
        (Status.ANSWERED, 0.97, "Very sure"),
        (Status.ANSWERED, 0.96, "Fairly sure"),
        (Status.RELATED, 0.99, "Not sure that this answers it"),
    ],
)
def test_how_sure_in_words(status, confidence, words):
    assert sureness(Answer("q", status, confidence, ())) == words


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "Ann Author > Pay > Seniors"),
        ({"attribution": ""}, "The guide > Pay > Seniors"),
        ({"path": ()}, "Ann Author"),
        ({"path": ("Pay", "", "Pay")}, "Ann Author > Pay"),
        ({"attribution": "", "title": "Pay", "path": ("Pay",)}, "Pay"),
    ],
)
def test_the_source_of_a_passage_in_one_line(hit, fields, line):
    assert source_line(hit("x", **fields).passage) == line


def test_a_line_that_is_too_long_goes_on_below_its_beginning():
    assert indented("/a\n    one two three\n\nend", 12) == "/a\n    one two\n    three\n\nend"

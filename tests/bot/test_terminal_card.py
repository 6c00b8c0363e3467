"""A card in a terminal: words wrapped, buttons as what to type, pictures in words, nothing that steers it."""

from bot.card import Button, Card, Divider, File, Option, Picture, Row, Select
from bot.terminal_card import card_text

LONG = "a word " * 30


def test_words_lose_their_marks_and_keep_their_lists():
    card = Card.of("## A **title**\nsome **strong** `code`\n- one\n- two", Divider(), "end")

    assert card_text(card) == f"A **title**\nsome strong code\n- one\n- two\n\n{'-' * 40}\n\nend"


def test_lines_are_wrapped_and_lists_hang():
    text = card_text(Card.of(f"- {LONG}\n☐ {LONG}\nplain {LONG}"), width=40)

    lines = text.split("\n")
    assert max(map(len, lines)) <= 40
    assert lines[1].startswith("  ") and "word" in lines[1]
    assert [line for line in lines if line.startswith("☐ ")] != []


def test_buttons_and_selects_are_what_to_type():
    row = Row((Button("Go", "go:1", typed="/go"), Button("No", "no:1")))
    select = Select("pick", "Choose", (Option("A", "a"),), typed="/pick a")

    assert card_text(Card.of("Hello", row, select)) == "Hello\n\n  Go: /go\n  Choose: /pick a"


def test_pictures_are_told_and_files_named():
    card = Card.of(Picture("a.png", b"", "a blue bar"), File("b.ics", b""))

    assert card_text(card) == "Picture a.png: a blue bar\n\nFile b.ics"


def test_a_file_that_can_be_saved_is_what_to_type():
    assert card_text(Card.of("Hello", File("b.ics", b"", "/save"))) == "Hello\n\n  Save b.ics: /save"


def test_titles_and_strong_words_are_bold_in_colour():
    assert card_text(Card.of("## Title\na **b** c"), color=True) == "\033[1mTitle\033[0m\na \033[1mb\033[0m c"


def test_nothing_in_a_card_steers_the_terminal():
    evil = "\x1b[2J\x0e\x0f\x07"
    card = Card.of(f"x{evil}", Picture("a.png", b"", evil), Row((Button("b", "c", typed=f"/d{evil}"),)))

    assert [char for char in card_text(card) if ord(char) < 32 and char != "\n"] == []

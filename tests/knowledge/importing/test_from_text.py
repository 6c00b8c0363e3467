"""Pasted text: paragraphs, lists and tables, and nothing in it becomes Markdown by accident."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.importing.document import import_bytes
from knowledge.importing.escape import escaped_words
from knowledge.importing.page import Given
from knowledge.markdown import plain


def body(page):
    return page.text.split("---\n", 2)[2]


def test_a_small_text_becomes_exactly_this_page(read):
    text = (
        "Working nights\n==============\n\nPay is higher at night, because few people want to\nwork then.\n\n"
        "• five hours\n• six hours\n  1) with a break\n\nLevel\tPay\nJunior\t£35K\n"
    )

    page = read(text, "nights.txt", source="zen", url="https://example.org/nights")

    assert page.text == (
        "---\ntitle: Working nights\nsource: zen\nurl: https://example.org/nights\nupdated: 2026-11-22\n---\n"
        "# Working nights\n\n"
        "Pay is higher at night, because few people want to work then.\n\n"
        "- five hours\n- six hours\n  1. with a break\n\n"
        "| Level | Pay |\n| --- | --- |\n| Junior | £35K |\n"
    )
    assert (page.name, page.sections, page.words, page.tables) == ("nights.md", 1, 24, 1)
    assert page.problems == ()


def test_what_looks_like_our_front_matter_stays_words(read):
    page = read("---\ntitle: evil\nsource: zen\n---\nWords.\n", "note.txt")

    assert page.title == "Note"
    assert body(page) == "# Note\n\n\\---\\\ntitle: evil\\\nsource: zen\\\n\\---\\\nWords.\n"
    assert page.problems == ()


def test_a_fence_that_never_ends_swallows_nothing(read):
    page = read("```python\nx = 1\n\n# After\n\nStill here.\n", "note.txt")

    assert body(page) == "# After\n\n\\`\\`\\`python\\\nx = 1\n\nStill here.\n"
    assert [str(note) for note in page.notes][:2] == [
        "note.md, line 5: this line was read as a heading",
        "note.md: words that stood above the title stand below it now",
    ]


def test_lines_too_wide_to_be_wrapped_are_paragraphs(read):
    wide = "One paragraph that a browser copied as a single line, wider than any mail is, " + "and " * 12 + "on."
    page = read(f"{wide} And more.\n{wide} And the end.\n", "note.txt")

    assert body(page) == f"# Note\n\n{wide} And more.\n\n{wide} And the end.\n"


def test_short_lines_end_where_they_ended(read):
    assert body(read("Monday\nTuesday\n", "days.txt")) == "# Days\n\nMonday\\\nTuesday\n"


def test_a_year_that_begins_a_line_is_no_item(read):
    assert body(read("2026. A good year\n\n+ one\n", "days.txt")) == "# Days\n\n2026\\. A good year\n\n- one\n"


def test_unseen_characters_are_taken_out(read):
    page = read(
        "\ufeffPay\x07 is\u200b high\u00ad.\u00a0See\u2028below\U000f0000 \ue000now\u202e.\n".encode(), "pay.txt"
    )

    assert body(page) == "# Pay\n\nPay is high. See\\\nbelow now.\n"


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        ("Café £35K – “so”".encode("cp1252"), "Café £35K – “so”", "read as Windows-1252"),
        ("Café £35K".encode("utf-16"), "Café £35K", ""),
        ("Café £35K".encode("utf-8-sig"), "Café £35K", ""),
    ],
)
def test_encodings_are_told_apart(read, data, words, said):
    page = read(data, "pay.txt")

    assert words in page.text
    assert any("Windows-1252" in note.message for note in page.notes) == bool(said)


def test_pasted_text_without_a_name_is_called_by_its_first_heading(read):
    page = read("# Getting in\n\nWords.\n\n# Moving up\n\nMore words.\n", "-")

    assert (page.name, page.title) == ("getting-in.md", "Getting in")
    assert body(page) == "# Getting in\n\nWords.\n\n## Moving up\n\nMore words.\n"


@given(st.text(alphabet=st.sampled_from("ab1 .#*_`[]()<>&;|~-+=:!\\\"'"), min_size=1))
def test_escaped_words_read_as_they_were(words):
    once = " ".join(words.split())

    tokens = MarkdownIt("commonmark").enable("table").parse(escaped_words(once, starts_line=True))

    assert [token.type for token in tokens] == (["paragraph_open", "inline", "paragraph_close"] if once else [])
    assert plain(escaped_words(once, starts_line=True)) == once or once.startswith("|")
    assert {child.type for token in tokens for child in token.children or ()} <= {"text", "text_special"}


@given(st.text(alphabet=st.sampled_from("ab1 .#*_`[]()<>&;|~-+=:!\\\"'\n\t")))
def test_no_pasted_text_makes_a_page_that_is_wrong(text):
    page = import_bytes(f"Words.\n{text}".encode(), "note.txt", Given(date(2026, 11, 22)))

    assert page.problems == ()

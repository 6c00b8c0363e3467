"""Sections cut into passages."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chunk import MARKS, MAX_CHARACTERS, heading_of, passages
from index.work import _spans
from knowledge.markdown import plain
from knowledge.section import Section


def section(text, path=("Baking",), title="Bread at home", titled=True):
    return Section("bread/baking", "bread.md", "bread", title, path, text, "Anna", url="https://x", titled=titled)


def words(text):
    return re.findall(r"\w+", text)


@pytest.fixture
def cut(encoder):
    """Cut a section for the real encoder and check what must hold for every passage of every text."""

    def cut_and_checked(text, **fields):
        whole = section(text, **fields)
        found = passages(whole, encoder.count_tokens, encoder.info.max_tokens)
        for passage in found:
            assert encoder.count_tokens([passage.encoded])[0] + MARKS <= encoder.info.max_tokens
            for sentence, (start, end) in zip(passage.sentences, _spans(passage), strict=True):
                assert plain(passage.text[sentence.start : sentence.end]) == sentence.words
                assert passage.encoded[start:end] == sentence.words
            places = [place for sentence in passage.sentences for place in (sentence.start, sentence.end)]
            assert places == sorted(places)
        return found

    return cut_and_checked


def test_a_short_section_is_one_passage_with_everything_that_is_known_of_it(cut):
    (passage,) = cut("Knead for *ten* minutes. Let it\nrest.\n\n- Then bake.\n- Eat.")

    assert passage.id == passage.section == "bread/baking"
    assert (passage.document, passage.source, passage.attribution, passage.url) == (
        "bread.md",
        "bread",
        "Anna",
        "https://x",
    )
    assert passage.text == "Knead for *ten* minutes. Let it rest.\n- Then bake.\n- Eat."
    assert passage.heading == "Bread at home > Baking"
    assert [sentence.words for sentence in passage.sentences] == [
        "Knead for ten minutes.",
        "Let it rest.",
        "Then bake.",
        "Eat.",
    ]
    assert passage.encoded == "Bread at home > Baking\nKnead for ten minutes. Let it rest. Then bake. Eat."


def test_a_paragraph_of_5000_words_is_cut_at_sentences_into_numbered_passages_of_like_length(cut):
    sentences = [f"Sentence number {number} says that bread wants time and a hot oven." for number in range(400)]
    found = cut(" ".join(sentences))

    assert [passage.id for passage in found] == [
        "bread/baking",
        *(f"bread/baking~{n}" for n in range(2, len(found) + 1)),
    ]
    assert [sentence.words for passage in found for sentence in passage.sentences] == sentences
    lengths = [len(passage.text) for passage in found]
    assert max(lengths) <= MAX_CHARACTERS
    assert min(lengths) > max(lengths) / 2


def test_a_sentence_of_5000_words_is_cut_between_words(cut):
    text = " ".join(f"word{number}" for number in range(5_000))
    found = cut(text)

    assert " ".join(passage.text for passage in found) == text
    assert max(len(passage.text) for passage in found) <= MAX_CHARACTERS


@pytest.mark.parametrize("letter", ["a", "é", "中", "각", "ﷺ", "🎉", "1", "-", "*"])
def test_a_word_of_10000_letters_is_cut_and_no_letter_lost(cut, letter):
    found = cut(f"Before. {letter * 10_000} After.")

    joined = "".join(passage.text for passage in found)
    assert joined.count(letter) == 10_000
    assert joined.startswith("Before.")
    assert joined.endswith("After.")
    assert max(len(passage.text) for passage in found) <= MAX_CHARACTERS


def test_a_long_table_repeats_its_header_and_keeps_its_rows_whole(cut):
    rows = [f"| loaf {number} | {number} minutes in the oven at 240 degrees |" for number in range(100)]
    header = "| Bread | Time |\n| --- | --- |"
    found = cut("\n".join(["All the times:", "", header, *rows]))

    assert len(found) > 3
    assert found[0].text.startswith(f"All the times:\n\n{header}\n| loaf 0 |")
    assert all(passage.text.startswith(header) for passage in found[1:])
    assert [line for passage in found for line in passage.text.split("\n") if line.startswith("| loaf")] == rows
    assert max(len(passage.text) for passage in found) <= MAX_CHARACTERS


def test_what_stands_in_a_tables_header_is_read_by_the_encoder(cut):
    (passage,) = cut("| Bread | Proofing time |\n| --- | --- |\n| rye | 3 hours |\n| spelt | 2 hours |")

    assert passage.words == "Bread, Proofing time rye, 3 hours spelt, 2 hours"


def test_a_row_that_is_longer_than_a_passage_is_cut_under_its_header(cut):
    header = "| Bread | Story |\n|---|---|"
    story = " ".join(f"w{number}" for number in range(1_500))
    found = cut(f"{header}\n| rye | {story} |")

    assert all(passage.text.startswith(header) for passage in found)
    assert [word for passage in found for word in words(passage.text.removeprefix(header))] == ["rye", *words(story)]
    assert max(len(passage.text) for passage in found) <= MAX_CHARACTERS


def test_a_header_that_is_longer_than_a_passage_loses_nothing(cut):
    header = "| " + " | ".join(f"column number {number}" for number in range(150)) + " |"
    found = cut(f"{header}\n|{'---|' * 150}\n| one | two |\n| three | four |")

    read = words(" ".join(passage.words for passage in found))
    assert read == [*words(header), "one", "two", "three", "four"]
    assert found[-1].text.endswith("| one | two |\n| three | four |")


def test_code_keeps_its_lines_and_their_indentation(cut):
    code = "```python\ndef bake(loaf):\n    for minute in range(40):\n\n        wait(minute)\n```"
    (passage,) = cut(f"Run this:\n\n{code}\n\nDone.")

    assert passage.text == f"Run this:\n\n{code}\n\nDone."


def test_long_code_is_cut_between_lines(cut):
    lines = [f"    step_{number} = bake(loaf_{number}, minutes={number})" for number in range(200)]
    found = cut("\n".join(["```", *lines, "```"]))

    assert [line for passage in found for line in passage.text.split("\n")] == ["```", *lines, "```"]
    assert max(len(passage.text) for passage in found) <= MAX_CHARACTERS


def test_nested_lists_keep_their_marks_and_depth(cut):
    text = "- Flour\n  - rye\n    1. dark\n    2. light\n  - spelt\n- Water\n\n3. Salt"
    (passage,) = cut(text)

    assert passage.text == "- Flour\n  - rye\n    1. dark\n    2. light\n  - spelt\n- Water\n3. Salt"


def test_a_list_is_cut_between_its_items(cut):
    items = [
        f"- Item number {number} of the list. It has two sentences, and the second one is longer."
        for number in range(60)
    ]
    found = cut("\n".join(items))

    assert [line for passage in found for line in passage.text.split("\n")] == items
    assert max(len(passage.text) for passage in found) <= MAX_CHARACTERS


def test_quotes_are_shown_as_quotes_without_wrapped_marks(cut):
    (passage,) = cut("> Bread is\n> life.\n\nSaid Anna.")

    assert passage.text == "> Bread is life.\n\nSaid Anna."


def test_a_section_with_nothing_to_read_has_no_passages(cut):
    assert cut("<!-- later -->\n\n---\n\n[a]: https://x") == []


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"path": ()}, "Bread at home"),
        ({"path": ("Bread at home", "Baking")}, "Bread at home > Baking"),
        ({"path": ("A", "B", "C", "D")}, "Bread at home > C > D"),
        ({"title": "doc-17", "titled": False}, "Baking"),
        ({"title": "my bread notes", "titled": False}, "my bread notes > Baking"),
        ({"title": "doc-17", "titled": False, "path": ()}, ""),
        ({"path": ("x" * 500,)}, f"Bread at home > {'x' * 120}"),
    ],
)
def test_the_heading_says_title_and_the_last_two_headings(fields, heading):
    assert heading_of(section("Text.", **fields)) == heading


@pytest.mark.parametrize("letters", ["1 2 ", "中文标题", "각각 ", "x7-q9 "])
def test_long_headings_leave_room_for_the_text(cut, letters):
    long = (letters * 60)[:200]
    text = " ".join(f"Sentence {number} about bread." for number in range(120))
    found = cut(text, title=f"T {long}", path=(f"A {long}", f"B {long}"))

    assert " ".join(passage.text for passage in found) == text
    assert all(passage.heading.startswith("T ") for passage in found)
    assert len(found) < 30


PIECES = st.sampled_from(
    ["word ", "Sentence one. Another one! ", "\n", "\n\n", "- item ", "\n  - nested ", "\n1. one\n", "> quote ",
     "`code` ",
     "\n```\nx = 1\n\ny\n```\n", "| . | : |\n|---|---|\n| 1 | 2 |\n", "\n\n| ! | ? |\n|---|---|\n",
     "| cell | " + "long " * 60 + "|\n",
     "中文", "émigré ", "🎉", "x" * 300, " ".join(["bread"] * 120), "**bold** ",
     "[link](https://x.example) ", "\t", "    indented\n",
     "1234567890" * 30, "a.b.c ", "! ", "\u200b", "각" * 220, "* * *\n"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(text=st.lists(PIECES, max_size=40).map("".join), long=st.integers(0, 200))
def test_whatever_the_text_every_passage_fits_and_no_word_is_lost(encoder, text, long):
    whole = section(text, path=("Heading " * (long // 8 + 1), "七" * long))
    found = passages(whole, encoder.count_tokens, encoder.info.max_tokens)

    for passage in found:
        assert encoder.count_tokens([passage.encoded])[0] + MARKS <= encoder.info.max_tokens
        assert len(passage.text) <= MAX_CHARACTERS
        for sentence in passage.sentences:
            assert plain(passage.text[sentence.start : sentence.end]) == sentence.words
    # The headers are signs alone, so nothing is repeated; links and rules of tables have no words that are shown.
    assert "".join("".join(words(passage.text)) for passage in found) == "".join(words(text))


def test_a_title_that_is_all_the_text_there_is_is_encoded_once(cut):
    (passage,) = cut("How do I bake?", title="How do I bake?", path=())

    assert (passage.heading, passage.encoded, passage.text) == ("", "How do I bake?", "How do I bake?")

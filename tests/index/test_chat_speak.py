"""How members type."""

import pytest

from index.chat_speak import spelled_out


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("whats the pay n how long", "what is the pay and how long"),
        ("how bout London", "how about London"),
        ("Wut do u need?", "what do you need?"),
        ("bruh is it hard tbh", "is it hard"),
        ("w/ or w/o a degree", "with or without a degree"),
        ("idk if some1 w/out one shud apply wdym", "i do not know if someone w/out one should apply what do you mean"),
        ("yo fam lowkey scared frfr", "scared"),
        ("is def or R or tf worth it", "is def or R or tf worth it"),
        ("can I skip maths, lol!", "can I skip maths,"),
        ("C or R or Go", "C or R or Go"),
        ("pay in BC or FR, no RN", "pay in BC or FR, no RN"),
        ("is W & B enough FR?", "is W & B enough FR?"),
        ("BRO IS IT HARD FR", "IS IT HARD"),
        ("LOL is it hard fr", "is it hard"),
    ],
)
def test_chat_spellings_are_read_as_words(typed, read_as):
    assert spelled_out(typed) == read_as


@pytest.mark.parametrize("text", ["", "lol", "lol smh", "How hot must the oven be?", "union nun wet"])
def test_what_has_none_or_nothing_else_stays(text):
    assert spelled_out(text) == text


def test_a_search_reads_the_question_and_what_was_asked_before_in_words(retriever):
    found = retriever.search("n how hot must the oven be tho", context=["wat do u bake"])

    assert found.read_as == "what do you bake and how hot must the oven be though"
    assert found.evidence.mended == 0

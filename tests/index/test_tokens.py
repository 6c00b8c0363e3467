"""Text to search terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import STOP_WORDS, Analyzer, fold, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Résumé NAÏVE Ångström", ["resume", "naive", "angstrom"]),
        ("C++ and C# and .NET", ["c++", "and", "c#", "and", "net"]),
        ("don't, won’t; it's", ["dont", "wont", "its"]),
        ("£55K–£70K", ["55k", "70k"]),
        ("snake_case-and/slash", ["snake", "case", "and", "slash"]),
        ("ﬁne ½ ①", ["fine", "1", "2", "1"]),
        ("人工智能 Москва مرحبا", ["人工智能", "москва", "مرحبا"]),
        ("🎉 \x00 \u200b ...", []),
        ("", []),
    ],
)
def test_words_are_folded_and_in_order(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("How do I bake the loaves?", ["bake", "loav"]),
        ("the and of", []),
        ("phase 2", ["phase", "2", "phase#2"]),
        ("the second phase", ["second", "phase", "phase#2"]),
        ("phases two", ["phase", "two", "phase#2"]),
        ("2nd phase", ["2nd", "phase", "phase#2"]),
        ("the 2 of them", ["2"]),
        ("phase 2026", ["phase", "2026"]),
    ],
)
def test_terms_are_stems_without_stop_words_and_numbered_pairs(text, terms):
    assert Analyzer().terms(text) == terms


def test_the_longest_phrase_of_synonyms_is_read_as_the_main_one():
    analyzer = Analyzer(
        [["machine learning", "ml"], ["machine learning engineer", "mle", "ml engineers"], ["us", "usa"]]
    )

    assert analyzer.terms("mle") == ["machin", "learn", "engin"]
    assert analyzer.terms("an ML engineer") == ["machin", "learn", "engin"]
    assert analyzer.terms("ml only") == ["machin", "learn"]
    assert analyzer.terms("Machine-learning in the USA") == ["machin", "learn", "us"]


def test_synonyms_without_any_word_are_harmless():
    assert Analyzer([["🎉", "party"], ["££", "money"]]).terms("a party for money 🎉") == ["parti", "money"]


def test_a_stop_word_that_is_a_synonym_is_kept():
    assert "us" not in STOP_WORDS
    assert Analyzer([["information technology", "it"]]).terms("it jobs") == ["inform", "technolog", "job"]


@given(st.text(max_size=300))
def test_any_text_has_folded_words_and_terms_without_end_or_crash(text):
    words = words_of(text)

    assert all(word and word == word.lower() and " " not in word for word in words)
    assert words_of(" ".join(words)) == words
    assert Analyzer().terms(text) == Analyzer().terms(text)


@given(st.text(alphabet="aáÄß\u0130\u0131\u017fKÅﬁ½ñ", max_size=30))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)

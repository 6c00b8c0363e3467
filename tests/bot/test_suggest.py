"""What is offered while somebody types: questions that hold the words, best first, and no more than Discord shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.suggest import Suggestions

QUESTIONS = (
    "How much does a senior AI engineer earn in the UK?",
    "Do I need a degree to become an AI engineer?",
    "Which projects should a beginner build?",
    "How long does it take until I am an AI engineer?",
    "What does a senior engineer do all day?",
)


@pytest.fixture
def suggestions():
    return Suggestions(QUESTIONS)


@pytest.mark.parametrize("typed", ["", "   ", "?!"])
def test_before_anything_is_typed_the_first_questions_are_offered(suggestions, typed):
    assert suggestions.matching(typed) == list(QUESTIONS)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("degree", QUESTIONS[1]),
        ("DEGREE?", QUESTIONS[1]),
        ("deg", QUESTIONS[1]),
        ("senior earn", QUESTIONS[0]),
        ("beginner proj", QUESTIONS[2]),
        ("how long", QUESTIONS[3]),
        ("senior all day", QUESTIONS[4]),
    ],
)
def test_the_question_that_holds_most_of_the_words_comes_first(suggestions, typed, first):
    assert suggestions.matching(typed)[0] == first


def test_equally_good_ones_stay_in_their_order(suggestions):
    assert suggestions.matching("senior") == [QUESTIONS[0], QUESTIONS[4]]


def test_a_finished_short_word_is_no_beginning(suggestions):
    assert QUESTIONS[2] in suggestions.matching("be")
    assert suggestions.matching("pro ") == []
    assert suggestions.matching("pro") == [QUESTIONS[2]]


def test_nothing_is_offered_where_nothing_fits(suggestions):
    assert suggestions.matching("zebra crossing") == []


def test_questions_of_function_words_only_are_found_by_them(suggestions):
    assert suggestions.matching("what") == [QUESTIONS[4]]


def test_a_question_that_discord_cannot_show_is_not_offered_and_none_is_offered_twice():
    assert Suggestions(["x" * 101, "y" * 100, "y" * 100]).matching("") == ["y" * 100]


def test_of_many_the_best_25_are_offered():
    suggestions = Suggestions([f"pay of level {number}" for number in range(40)] + ["pay of bakers"])

    assert suggestions.matching("pay")[:2] == ["pay of level 0", "pay of level 1"]
    assert len(suggestions.matching("pay")) == 25
    assert suggestions.matching("pay baker")[0] == "pay of bakers"
    assert len(suggestions.matching("")) == 25


def test_without_questions_nothing_is_offered():
    assert Suggestions([]).matching("pay") == []


@given(st.text(max_size=120))
def test_whatever_is_typed_only_questions_that_may_be_offered_come_back_once_each(typed):
    found = Suggestions(QUESTIONS).matching(typed)

    assert set(found) <= set(QUESTIONS)
    assert len(found) == len(set(found))

"""What misspelt words were meant to be."""

import pytest

from index.spelling import Spelling
from index.tokens import Analyzer

WORDS = (
    "salary",
    "oven",
    "bread",
    "temperature",
    "data",
    "scientist",
    "pros",
    "engineer",
    "knead",
    "form",
    "from",
    "bake",
)
RIGHT = frozenset(("solar", "toy", "breed"))


@pytest.fixture
def spelling():
    return Spelling(WORDS, RIGHT.__contains__, Analyzer().stem)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("salray", "salary"),  # neighbours changed places
        ("salery", "salary"),
        ("salry", "salary"),
        ("sallary", "salary"),
        ("temprature", "temperature"),
        ("temprerature", "temperature"),
        ("enginere", "engineer"),
        ("braed", "bread"),
        ("kneed", "knead"),
        ("ovne", "oven"),
        ("datascientist", "data scientist"),
        ("datasceintist", "data scientist"),
    ],
)
def test_a_slip_is_mended(spelling, typed, meant):
    assert spelling.corrections(f"the {typed} now") == {typed: meant}


@pytest.mark.parametrize(
    "typed",
    [
        "salary",
        "prod",
        "ove",
        "solar",
        "toying",
        "breed",
        "breeds",
        "zzzzzz",
        "the",
        "which",
        "c++",
        "gpt4o",
        "人工智能",
        "",
        "🎉",
    ],
)
def test_what_is_right_short_or_far_from_everything_is_left_alone(spelling, typed):
    assert spelling.corrections(typed) == {}


def test_words_are_compared_in_folded_letters(spelling):
    assert spelling.corrections("SALRAY, Braed!") == {"salray": "salary", "braed": "bread"}


def test_the_first_letter_is_rarely_wrong(spelling):
    assert Spelling(("water", "later"), RIGHT.__contains__, str).corrections("latar") == {"latar": "later"}


def test_of_two_as_near_the_more_frequent_is_meant():
    assert Spelling(("plane", "plant"), RIGHT.__contains__, str).corrections("plank") == {"plank": "plane"}
    assert Spelling(("plant", "plane"), RIGHT.__contains__, str).corrections("plank") == {"plank": "plant"}


def test_a_word_of_other_matters_is_not_taken_for_one_of_ours():
    ours, theirs = ("electrical", "salary", "photos", "thesis"), ("pay of an electrician", "photosynthesis", "salry")
    alone = Spelling(ours, RIGHT.__contains__, str)
    beside = Spelling(ours, RIGHT.__contains__, str, theirs)

    assert alone.corrections("electrician") == {"electrician": "electrical"}
    assert alone.corrections("photosynthesis") == {"photosynthesis": "photos thesis"}
    assert beside.corrections("electrician photosynthesis") == {}
    assert beside.corrections("salry") == {"salry": "salary"}, "one slip is a slip, whoever else made it"


@pytest.mark.parametrize(("typed", "meant"), [("nead", "need"), ("teh", "the"), ("hwo", "how")])
def test_in_the_shortest_words_only_those_are_meant_that_everybody_uses(typed, meant):
    rare = tuple(f"word{number}" for number in range(100))
    assert Spelling(("the", "need", "how", *rare), RIGHT.__contains__, str).corrections(typed) == {typed: meant}
    assert Spelling((*rare, "the", "need", "how"), RIGHT.__contains__, str).corrections(typed) == {}


def test_in_the_shortest_words_the_first_letter_is_right():
    assert Spelling(("need", *map(str, range(10))), RIGHT.__contains__, str).corrections("heed") == {}


@pytest.mark.parametrize("name", ["redis", "flask", "faiss", "looker", "mech"])
def test_names_of_the_field_are_no_slips(name):
    common = ("reids", "flash", "fails", "looked", "much")  # what they are near to
    rare = tuple(f"word{number}" for number in range(100))

    assert Spelling((*common, *rare), RIGHT.__contains__, Analyzer().stem).corrections(name) == {}


def test_an_index_without_words_mends_nothing():
    assert Spelling((), RIGHT.__contains__, str).corrections("salray datascientist") == {}


def test_memory_stays_small_whatever_is_typed(spelling):
    letters = "abcdefghij"
    for number in range(11_000):
        spelling.corrections("q" + "".join(letters[int(digit)] for digit in str(number)) + "qxz")

    assert len(spelling._answers) <= 10_001
    assert spelling.corrections("salray") == {"salray": "salary"}

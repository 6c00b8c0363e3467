"""Questions that lean on the one before."""

import time

import pytest

from index.follow_up import is_follow_up, with_context

KINDS = {"places": [("london",), ("ldn",), ("new", "york"), ("uk",)], "levels": [("junior",), ("senior",)]}


@pytest.mark.parametrize(
    "question",
    [
        "and in London?",
        "what about seniors",
        "why?",
        "",
        "how long does it take?",
        "for juniors in the UK",
        "same for New York",
        "is that the same as in London",
        "London",
        "London please",
        "which of these should I bake first",
        "which of these is quicker, or is there none?",
        "and which of those is better, rye or wheat?",
    ],
)
def test_what_says_little_or_points_back_is_a_follow_up(question):
    assert is_follow_up(question, KINDS)


@pytest.mark.parametrize(
    "question",
    [
        "How long does sourdough bread keep in a tin?",
        "junior machine learning engineer salary London",
        "at which university did Marcus Reid study?",
        "salary",
        "is a junior the same as a senior?",
        "which of these should I bake first, a sourdough loaf or a rye bread",
        "what is better out of those: fresh yeast or dried yeast?",
    ],
)
def test_what_stands_alone_is_none(question):
    assert not is_follow_up(question, KINDS)


def test_the_earlier_question_is_put_before_a_follow_up():
    assert (
        with_context("and the crust?", ["How do I bake a sourdough loaf?"], {})
        == "How do I bake a sourdough loaf? and the crust?"
    )


def test_a_question_that_stands_alone_forgets_the_earlier_one():
    question = "How long does sourdough bread keep in a tin?"

    assert with_context(question, ["What does a miller earn in London?"], KINDS) == question


def test_without_anything_before_the_question_is_itself():
    assert with_context("and in London?", [], KINDS) == "and in London?"
    assert with_context("and in London?", ["", "  "], KINDS) == "and in London?"


@pytest.mark.parametrize(
    ("earlier", "question", "read_as"),
    [
        (
            "What does a junior miller earn in New York?",
            "and in London?",
            "What does a junior miller earn? and in London?",
        ),
        ("What does a junior miller earn in LDN?", "and seniors in the UK?", None),
        (
            "What does a miller earn in London?",
            "and for juniors?",
            "What does a miller earn in London? and for juniors?",
        ),
    ],
)
def test_a_place_of_the_earlier_question_gives_way_to_the_one_asked_now(earlier, question, read_as):
    got = with_context(question, [earlier], KINDS)

    if read_as is not None:
        assert got.split() == read_as.split()
    else:
        assert "LDN" not in got
        assert got.endswith(question)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("and the third one?", 3),
        ("what's the 4th stage then", 4),
        ("and the next one?", 6),
        ("what comes before that?", 4),
        ("and how long does it take?", 5),
        ("and the 2nd, please", 2),
        ("and what do I learn first there?", 5),
        ("what should I do first in it", 5),
        ("and what is the first thing to build?", 5),
        ("and my second project?", 5),
    ],
)
def test_another_step_is_asked_for_as_the_earlier_one_was(question, number):
    earlier = "What happens in step 5 of the seven-step roadmap?"

    assert with_context(question, [earlier], {}) == f"{earlier.replace('5', str(number))} {question}"


def test_there_is_nothing_before_the_first_step():
    assert with_context("and before that?", ["How long is phase 1?"], {}) == "How long is phase 1? and before that?"


def test_a_chain_of_follow_ups_reaches_back_to_the_question_that_said_something():
    context = ["What does a bread baker earn in New York?", "and in London?"]

    assert with_context("and a junior?", context, KINDS).split() == (
        "What does a bread baker earn? and in London? and a junior?".split()
    )


def test_blank_earlier_questions_do_not_repeat_anything():
    context = ["What does a bread baker earn in New York?", "and in London?", " "]

    assert with_context("and a junior?", context, KINDS).split() == (
        "What does a bread baker earn? and in London? and a junior?".split()
    )


def test_a_very_long_conversation_is_read_without_a_crash():
    read_as = with_context("and then?", ["How do I bake a sourdough loaf?", *["and then?"] * 5_000], KINDS)

    assert read_as.endswith("and then? and then?")


def test_phrases_without_words_or_with_signs_are_harmless():
    earlier = "How do I bake a sourdough loaf?"

    assert with_context("and then?", [earlier], {"odd": [(), ("c++",)]}) == f"{earlier} and then?"


@pytest.mark.parametrize("text", ["these, " * 285, "these " * 330, "these, a " * 220 + "or b", "a or " * 400])
def test_the_longest_question_is_judged_in_no_time(text):
    started = time.process_time()
    is_follow_up(text, KINDS)

    assert time.process_time() - started < 0.2

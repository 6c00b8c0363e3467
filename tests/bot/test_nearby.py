"""Questions near one that the guides don't answer: they are answered, differ, and fit on a button."""

from itertools import combinations

import pytest

from bot.confidence import Status
from bot.fit import LABEL, units
from bot.nearby import nearby

UNCOVERED = (
    "how do I negotiate my notice period as an AI engineer",
    "what does a data engineer earn in Germany",
    "is there a visa for machine learning people in Japan",
)


@pytest.mark.parametrize("question", UNCOVERED)
def test_what_is_offered_is_surely_answered_and_fits_on_a_button(mentor, question):
    found = nearby(mentor, question)

    assert 1 <= len(found) <= 3
    for text in found:
        assert mentor.ask(text, top=1).status is Status.ANSWERED
        assert units(text) <= LABEL


@pytest.mark.parametrize("question", UNCOVERED)
def test_what_is_offered_is_about_different_sections(mentor, question):
    data = mentor.retriever.data
    sections = dict(zip(data.texts["questions"], data.arrays.question_sections, strict=True))
    found = nearby(mentor, question)

    assert len({int(sections[text]) for text in found}) == len(found)
    assert len(set(found)) == len(found)


def test_a_question_about_pay_is_answered_with_questions_about_pay(mentor):
    found = nearby(mentor, "salary in Germany")

    said = ("earn", "salar", "pay", "paid", "make")
    assert [any(word in text.lower() for word in said) for text in found] == [True] * 3


@pytest.mark.parametrize("question", UNCOVERED)
def test_no_question_is_offered_twice_in_other_words(mentor, question):
    vectors = [mentor.retriever.encoder.encode_questions([text])[0] for text in nearby(mentor, question)]

    assert all(float(one @ other) < 0.9 + 1e-3 for one, other in combinations(vectors, 2))


def test_the_nearest_comes_first(mentor):
    encoder = mentor.retriever.encoder
    question = UNCOVERED[0]
    asked = encoder.encode_questions([question])[0]

    near = [float(encoder.encode_questions([text])[0] @ asked) for text in nearby(mentor, question)]

    assert near == sorted(near, reverse=True)
    assert min(near) > 0.2


@pytest.mark.parametrize("question", ["", "   ", "qwxzv bnmkl zzzkq", "🙂🙂🙂"])
def test_nothing_is_offered_where_nothing_is_near(mentor, question):
    assert nearby(mentor, question) == ()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_more_are_offered_than_were_asked_for_and_those_the_same(mentor, count):
    assert nearby(mentor, UNCOVERED[0], count) == nearby(mentor, UNCOVERED[0])[:count]


def test_content_without_questions_offers_none(garden_mentor):
    assert nearby(garden_mentor, "how do I prune roses") == ()

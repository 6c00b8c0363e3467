"""Whatever is typed, the mentor gives a clear answer."""

import pytest

from bot.confidence import Status
from bot.mentor import NO_WORDS


@pytest.mark.parametrize("question", ["", "   ", "🚀🔥💸", "?!", "\u200b\u202e", "\ud800", "\0\0", "_"])
def test_a_question_without_words_is_answered_in_words(mentor, question):
    answer = mentor.ask(question)

    assert (answer.status, answer.reason, answer.hits) == (Status.NOT_COVERED, NO_WORDS, ())


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("how much does a jun\u200bior\u2060 earn in the U\u200dK according to Atlia", "salaries/atlia/uk"),
        ("\u202ehow much does a junior earn in the UK according to Atlia\u202c", "salaries/atlia/uk"),
        ("how much does a junior\0earn in the\x1b UK according to Atlia", "salaries/atlia/uk"),
        ("@everyone how much does a junior earn in the UK according to Atlia", "salaries/atlia/uk"),
        ("**how long _is [phase 2](of the) ~~atlia~~ ||roadmap|| > # -", "roadmaps/atlia"),
        ("\ud800how much does a junior earn in the UK according to Atlia", "salaries/atlia/uk"),
    ],
)
def test_odd_characters_do_not_hide_a_question(mentor, question, section):
    assert section in [hit.passage.section for hit in mentor.ask(question).hits]


@pytest.mark.parametrize(
    "question",
    [
        "a",
        "what is the",
        "salary " * 570,
        "a" * 4_000,
        "x" * 1_000_000,
        "e" + "\u0301" * 4_000,
        "'; DROP TABLE learners; --",
        "```python\nimport os\nos.system('ls')\n```",
        "<script>alert(1)</script>",
        "{{7*7}} ${jndi:ldap://x} %s %n",
        "1 2 3 4 5 6",
        "🚀 salary 🚀",
    ],
)
def test_odd_questions_get_a_clear_answer(mentor, question):
    answer = mentor.ask(question)

    assert answer.status in Status
    assert 0.0 <= answer.confidence <= 1.0
    assert len(answer.reason) < 400
    assert len(answer.question) <= 2_000
    assert bool(answer.reason) == (answer.status is not Status.ANSWERED)

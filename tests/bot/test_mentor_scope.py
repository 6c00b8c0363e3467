"""What the real mentor answers and what it turns down: short, sloppy and slangy questions must not be refused."""

import pytest

from bot.confidence import Status


@pytest.mark.parametrize(
    "question",
    [
        "salary london",
        "mlops",
        "pytorch or tensorflow",
        "portfolio",
        "certs",
        "machin lerning salry uk",
        "degree?",
        "negotiation",
        "who is zen",
        "cv tips",
        "which phase is hardest",
        "ai enginer",
    ],
)
def test_a_few_words_that_members_type_get_passages(mentor, question):
    assert mentor.ask(question).status is not Status.NOT_COVERED


@pytest.mark.parametrize(
    "question",
    [
        "what does an ai engineer earn in norway",
        "how do i become a veterinarian",
        "price of a 5090 card",
        "derive the gradient of cross entropy",
        "how long do I simmer a stock",
        "thx n good night",
    ],
)
def test_what_no_guide_holds_is_turned_down(mentor, question):
    assert mentor.ask(question).status is Status.NOT_COVERED

"""How a question is read before it is searched."""

import pytest

from index.reading import LONGEST, cleaned


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  how\tlong\r\n is  it? ", "how long is it?"),
        ("fl\u200bour\ufeff", "flour"),
        ("flour\x00and\u2028water", "flour and water"),
        ("a\ud83cb\ue000c", "abc"),
        ("x" * 9_000, "x" * LONGEST),
        ("\u202etfel\u202c", "tfel"),
    ],
)
def test_a_question_is_cleaned_of_what_nobody_sees(typed, read):
    assert cleaned(typed) == read

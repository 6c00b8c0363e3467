"""How a question is read before it is searched."""

import pytest

from index.reading import LONGEST, Query, Reader, cleaned
from index.spelling import Spelling
from index.tokens import Analyzer


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


def test_a_guide_whose_name_is_no_word_is_named_by_nothing():
    spelling = Spelling((), lambda word: True, Analyzer().stem)
    sources = {"zen": ["Zen's roadmap", "Zen", "'s", "?!", "van Riel"]}
    reader = Reader({"kinds": {}, "synonyms": [], "sources": sources}, spelling)

    assert reader.read(Query("how long does van Riel's take")).named == {"zen"}
    assert reader.read(Query("how long does it take")).named == frozenset()

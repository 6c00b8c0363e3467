"""Numbers with what they count."""

import pytest

from knowledge.counted import counted


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("text",), "0 texts"),
        (1, ("text",), "1 text"),
        (2, ("entry", "entries"), "2 entries"),
        (1, ("entry", "entries"), "1 entry"),
        (12_000, ("question",), "12,000 questions"),
    ],
)
def test_one_is_one_and_thousands_are_parted(number, words, said):
    assert counted(number, *words) == said

"""What the best passages lend to a question."""

import numpy as np
import pytest

from index.feedback import borrowed, with_borrowed
from index.lexical import Lexical, write_lexical

RARITY = {"bread": 1.0, "rye": 2.0, "starter": 3.0, "oven": 0.5}.__getitem__


def test_a_word_counts_by_its_rarity_and_by_the_places_of_those_who_say_it():
    weights = borrowed([{"bread", "rye"}, {"bread", "starter"}, {"oven"}], RARITY)

    total = (1.0 + 1.0 / 2) + 2.0 + 3.0 / 2 + 0.5 / 3
    assert weights == pytest.approx(
        {"bread": 1.5 / total, "rye": 2.0 / total, "starter": 1.5 / total, "oven": 0.5 / 3 / total}
    )
    assert sum(weights.values()) == pytest.approx(1.0)


def test_only_the_thirty_that_tell_most_are_lent():
    words = {f"word{number:02}": float(number) for number in range(1, 51)}

    assert sorted(borrowed([words], words.__getitem__)) == [f"word{number}" for number in range(21, 51)]


def test_of_equal_words_always_the_same_are_lent():
    words = [f"word{number:02}" for number in range(50)]
    lent = [list(borrowed([order], lambda _: 1.0)) for order in (words, words[::-1], frozenset(words))]

    assert lent == [words[:30]] * 3


@pytest.mark.parametrize("best", [[], [set()], [set(), set(), set()]])
def test_passages_without_words_lend_none(best):
    assert borrowed(best, RARITY) == {}


def test_the_best_three_lend_and_whoever_says_their_words_gains(tmp_path):
    documents = ["rye starter", "bread oven", "oven rye", "salt water", "starter water", "rye"]
    write_lexical(tmp_path, [text.split() for text in documents])
    lexical = Lexical(tmp_path, len(documents))
    rows = np.array([0, 1, 3, 4, 5])  # the third passage is no candidate
    scores = np.array([0.5, 0.9, 0.1, 0.2, 0.4], np.float32)

    def read(row):
        return row, [frozenset({word}) for word in documents[row].split()]

    after = with_borrowed(scores, rows, 2.0, lexical, read)

    lent = borrowed([{"bread", "oven"}, {"rye", "starter"}, {"rye"}], lexical.idf)
    assert after == pytest.approx(scores + 2.0 * lexical.weighted(lent)[rows])
    assert (after > scores).tolist() == [True, True, False, True, True]
    assert after.dtype == np.float32
    assert scores.tolist() == pytest.approx([0.5, 0.9, 0.1, 0.2, 0.4])  # what was given is not changed


def test_a_weight_of_nothing_reads_nothing(tmp_path):
    write_lexical(tmp_path, [["rye"], ["oven"]])
    scores = np.array([0.2, 0.4], np.float32)

    after = with_borrowed(scores, np.arange(2), 0.0, Lexical(tmp_path, 2), lambda row: pytest.fail("read"))

    assert after.tolist() == scores.tolist()

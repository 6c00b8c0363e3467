"""Which sentence of a passage answers best."""

import numpy as np

from index.highlight import highlights
from index.records import Passage, Sentence

TEXT = "Knead for ten minutes. Bake the loaf at 240 degrees. Let it cool."
HELD = [frozenset({"knead", "minut"}), frozenset({"bake", "loaf"}), frozenset({"let", "cool"})]
SPANS = ((0, 22), (23, 52), (53, 65))


def passage(spans=SPANS):
    sentences = tuple(Sentence(start, end, TEXT[start:end]) for start, end in spans)
    return Passage("a", "a", "a.md", "a", "A", (), TEXT, "", sentences)


def test_the_sentence_nearest_in_meaning_is_marked():
    vectors = np.eye(3, dtype=np.float32)

    for number, span in enumerate(SPANS):
        assert highlights(passage(), HELD, vectors, vectors[number], {}) == (span,)


def test_of_two_equally_near_the_one_with_the_rarer_words_is_marked():
    vectors = np.full((3, 4), 0.5, np.float32)

    assert highlights(passage(), HELD, vectors, vectors[0], {"cool": 3.0, "knead": 1.0}) == ((53, 65),)
    assert highlights(passage(), HELD, vectors, vectors[0], {"cool": 1.0, "knead": 3.0}) == ((0, 22),)


def test_of_equals_the_first_is_marked():
    vectors = np.full((3, 4), 0.5, np.float32)

    assert highlights(passage(), HELD, vectors, vectors[0], {"yeast": 2.0}) == ((0, 22),)


def test_a_passage_without_sentences_has_nothing_to_mark():
    assert highlights(passage(()), [], np.empty((0, 4), np.float32), np.ones(4, np.float32), {}) == ()

"""Word by word: sketches of words' vectors, and what a question's words find in texts."""

import numpy as np
import pytest

from index.encoder import Encoder
from index.words import WIDTH, found, joined, no_words, sketched


def words(encoder: Encoder, *texts, questions=False):
    """Return the sketches of the words of each text."""
    return encoder.encode_with_parts([(text, ()) for text in texts], questions=questions, words=True).words


def cosines(one, other):
    """Return the cosines of two arrays of sketches."""
    one, other = one.astype(float), other.astype(float)
    return one @ other.T / np.linalg.norm(one, axis=1)[:, None] / np.linalg.norm(other, axis=1)


def test_a_sketch_keeps_cosines_nearly_as_they_are():
    chance = np.random.default_rng(1)
    # Pairs from opposite to alike.
    rows = chance.standard_normal((200, 384)).astype(np.float32)
    mixed = np.linspace(-1, 1, 200, dtype=np.float32)[:, None] * rows
    others = mixed + chance.standard_normal((200, 384)).astype(np.float32) * 0.5
    true = (rows * others).sum(axis=1) / np.linalg.norm(rows, axis=1) / np.linalg.norm(others, axis=1)

    kept = np.diag(cosines(sketched(rows), sketched(others)))

    assert sketched(rows).dtype == np.int8
    assert np.abs(kept - true).mean() < 0.06
    assert np.corrcoef(kept, true)[0, 1] > 0.99


def test_sketches_do_not_depend_on_length_or_company():
    rows = np.random.default_rng(2).standard_normal((5, 384)).astype(np.float32)

    assert (sketched(rows * 7) == sketched(rows)).all()
    assert (sketched(rows[2:3]) == sketched(rows)[2:3]).all()


@pytest.mark.parametrize("dimensions", [2, 32, 129, 1024])
def test_any_number_of_dimensions_gives_sketches_of_one_width(dimensions):
    assert sketched(np.eye(dimensions, dtype=np.float32)[:2]).shape == (2, WIDTH)


def test_what_is_found_is_the_mean_over_the_words_of_the_most_alike(encoder):
    (asked,) = words(encoder, "how hot is the oven", questions=True)
    bread, cats = words(encoder, "Heat the oven to 240 degrees.", "My cat sleeps all day.")

    near = found(asked, [[bread], [cats], [bread, cats]])

    assert near[0] == pytest.approx(cosines(asked, bread).max(axis=1).mean(), abs=0.01)
    assert near[0] > near[1] + 0.1
    assert near[2] >= near[0]  # more words can only be nearer


def test_the_words_of_a_text_find_themselves(encoder):
    (text,) = words(encoder, "Heat the oven to 240 degrees.")

    assert found(text, [[text]]) == pytest.approx([1.0], abs=0.02)


def test_a_text_without_words_finds_nothing(encoder):
    (asked,) = words(encoder, "how hot is the oven", questions=True)

    near = found(asked, [[no_words()], [asked], [no_words(), no_words()]])

    assert near[[0, 2]].tolist() == [0, 0]
    assert near[1] > 0.98
    assert found(asked, []).shape == (0,)


def test_words_are_the_pieces_of_the_text_without_the_models_marks(encoder):
    texts = ["flour", "flour and water", "", "sourdoughs"]

    assert [len(told) for told in words(encoder, *texts)] == encoder.count_tokens(texts) == [1, 3, 0, 4]


def test_a_word_is_known_by_its_context(encoder):
    river, money = words(encoder, "the bank of the river", "the bank that lends money")

    assert cosines(river[1:2], money[1:2])[0, 0] < 0.95


def test_joined_sketches_are_found_by_their_starts(encoder):
    parts = words(encoder, "flour and water", "", "salt")

    every, starts = joined(parts)

    assert starts.tolist() == [0, 3, 3, 4]
    assert (every[starts[2] : starts[3]] == parts[2]).all()
    assert [part.shape for part in joined([])] == [(0, WIDTH), (1,)]

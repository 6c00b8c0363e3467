"""Word by word: what each word of a question finds in a passage, by the vectors that the encoder gives to words.

One vector of a whole passage blurs its words, and keywords know only the same word. Here each piece of the question's
words looks for the piece most like it, in the passage and in the questions written for its section, and what they find
is averaged (late interaction: Khattab and Zaharia 2020, arXiv:2004.12832). The pieces' vectors come with the vector of
the text, from the same run of the model.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.vector import Vectors, unit_rows

Words = NDArray[np.int8]  # (pieces, WIDTH): see `sketched`

WIDTH = 128  # of a sketch; 384 find no better, 96 a little worse
_SCALE = 254  # of a unit row's numbers, of which hardly any is above a half
MOST = 5_000  # passages of a folder that keeps words: 70 MB; past that they would be most of the index


def sketched(pieces: Vectors) -> Words:
    """Return vectors of pieces of words, of any number of dimensions, as unit rows of WIDTH bytes."""
    rows = np.zeros((len(pieces), WIDTH), np.int8)
    basis = _basis(pieces.shape[1])
    rows[:, : basis.shape[1]] = np.clip(np.rint(unit_rows(pieces @ basis) * _SCALE), -127, 127)
    return rows


def no_words() -> Words:
    """Return the sketches of a text without words."""
    return np.empty((0, WIDTH), np.int8)


def joined(parts: Sequence[Words]) -> tuple[Words, NDArray[np.int64]]:
    """Return the sketches of many texts in one array, and where each text's start, shape (texts + 1,)."""
    starts = np.cumsum([0, *map(len, parts)], dtype=np.int64)
    return (np.concatenate(parts) if parts else no_words()), starts


def found(asked: Words, kept: Sequence[Sequence[Words]]) -> Vectors:
    """Return for each text the mean over the question's words of the cosine of the word most like it, shape (texts,).

    `asked` are sketches of the question's words, one or more; `kept` those of each text, in any number of parts. A text
    without words gets 0.
    """
    lengths = np.array([sum(map(len, parts)) for parts in kept], np.int64)
    means = np.zeros(len(kept), np.float32)
    held = lengths > 0
    if held.any():
        words = np.concatenate([part for parts in kept for part in parts]).astype(np.float32)
        near = asked.astype(np.float32) @ words.T
        starts = (np.cumsum(lengths) - lengths)[held]
        means[held] = np.maximum.reduceat(near, starts, axis=1).mean(axis=0) / np.float32(_SCALE**2)
    return means


@cache
def _basis(dimensions: int) -> Vectors:
    """Return orthonormal columns onto which vectors are laid, shape (dimensions, at most WIDTH).

    Any such columns that mix all dimensions keep cosines nearly as they are (Johnson and Lindenstrauss 1984). These are
    cosine waves with signs turned over: made of nothing but the number of dimensions, so that vectors which were kept
    stay comparable whatever is added later.
    """
    width = min(WIDTH, dimensions - 1)
    place = np.arange(dimensions)
    signs = np.where((7 * place**2 + 3 * place) % 11 < 5, 1, -1)
    waves = np.rint(np.linspace(1, dimensions - 1, width)).astype(int)
    columns = np.cos(np.pi * (2 * place[:, None] + 1) * waves / (2 * dimensions)) * np.sqrt(2 / dimensions)
    basis: Vectors = (columns * signs[:, None]).astype(np.float32)
    return basis

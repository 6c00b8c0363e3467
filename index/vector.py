"""Small arithmetic on rows of vectors."""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
_FEW = 5


def unit_rows(vectors: Vectors) -> Vectors:
    """Scale every row to length one; inner product is then cosine similarity. A zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


def mean_of_few(scores: Vectors) -> float:
    """Return the mean of the five highest of some scores, one or more: any single one may be high by chance."""
    few = np.partition(scores, -_FEW)[-_FEW:] if len(scores) > _FEW else scores
    return float(np.sort(few).mean())

"""What tells questions for the guides from others: one direction among the meanings, found when the index is built."""

import numpy as np

from index.vector import Vectors

_RIDGE = 1e-3  # of the covariance; unit vectors in some hundred dimensions have about this much in each


def scope_of(inside: Vectors, outside: Vectors) -> Vectors:
    """Return weights and, last, a bias: `vector @ weights + bias` is near 1 inside and near -1 outside.

    Fisher's linear discriminant with a ridge, both sides weighing the same. `inside` and `outside` are unit rows;
    where either has none, nothing can be told and all is 0.
    """
    result = np.zeros(inside.shape[1] + 1, np.float32)
    if not len(inside) or not len(outside):
        return result
    rows = np.vstack((inside, outside)).astype(np.float64)
    side = np.repeat((1.0, -1.0), (len(inside), len(outside)))
    share = np.repeat((0.5 / len(inside), 0.5 / len(outside)), (len(inside), len(outside)))
    mean = share @ rows
    apart = rows - mean
    spread = (apart * share[:, None]).T @ apart + _RIDGE * np.eye(rows.shape[1])
    weights = np.linalg.solve(spread, (apart * share[:, None]).T @ side)
    result[:-1] = np.round(weights, 5)  # the last digits depend on the machine's arithmetic
    result[-1] = np.round(-mean @ weights, 5)
    return result

"""The direction that tells questions for the guides from others."""

import numpy as np
import pytest

from index.scope import scope_of


def around(point: tuple[float, ...], count: int, seed: int) -> np.ndarray:
    rows = np.array(point) + 0.2 * np.random.default_rng(seed).normal(size=(count, len(point)))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_both_sides_are_told_apart_however_many_each_has():
    scope = scope_of(around((1, 0, 0), 200, 1), around((0, 1, 0), 10, 2))

    inside = around((1, 0, 0), 50, 3) @ scope[:-1] + scope[-1]
    outside = around((0, 1, 0), 50, 4) @ scope[:-1] + scope[-1]
    assert inside.min() > 0 > outside.max()
    assert inside.mean() == pytest.approx(1, abs=0.25)
    assert outside.mean() == pytest.approx(-1, abs=0.25)


@pytest.mark.parametrize("sides", [(0, 5), (5, 0), (0, 0)])
def test_with_one_side_alone_nothing_is_told(sides):
    inside, outside = (around((1, 0), count, 5)[:count] for count in sides)

    assert scope_of(inside, outside).tolist() == [0, 0, 0]


def test_the_same_rows_give_the_same_bytes():
    rows = around((1, 0, 0), 20, 6), around((0, 1, 0), 20, 7)

    assert scope_of(*rows).tobytes() == scope_of(*rows).tobytes()

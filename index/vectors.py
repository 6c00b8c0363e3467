"""Nearest vectors; the only home of faiss.

faiss is imported when it is first needed: a small collection is compared whole, without it, and starts the faster.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.vector import Vectors

# Up to here every vector is compared: exact, nothing to build, and under the time of encoding the question. Past it a
# graph answers in nearly constant time. `python -m scripts.benchmark --growth` prints the table this comes from.
EXACT_UP_TO = 50_000
_LINKS = 32  # of each node of the graph
_EFFORT_BUILD = 200
_EFFORT_SEARCH = 256


def write_graph(folder: Path, vectors: Vectors, *, exact_up_to: int = EXACT_UP_TO) -> None:
    """Write a search graph beside the vectors where there are too many to compare all; one thread, same bytes."""
    if len(vectors) <= exact_up_to:
        return
    import faiss

    graph = faiss.IndexHNSWFlat(vectors.shape[1], _LINKS, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = _EFFORT_BUILD
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # links depend on the order in which threads add; one thread makes one graph
    try:
        graph.add(np.ascontiguousarray(vectors))
    finally:
        faiss.omp_set_num_threads(threads)
    try:
        faiss.write_index(graph, str(folder / "vectors.faiss"))
    except RuntimeError as error:  # the disk is full: faiss has no other error for it
        raise OSError(str(error)) from error


class VectorSearch:
    """The rows nearest to a question, by inner product; on unit rows that is cosine similarity."""

    def __init__(self, vectors: Vectors, graph: Path | None = None) -> None:
        """Search in rows of shape (rows, dimensions); with a graph when its file exists."""
        self._vectors = vectors
        self._graph: Any = None  # faiss types what it reads as the base class
        if graph is not None and graph.exists():
            import faiss

            self._graph = faiss.read_index(str(graph))
            self._graph.hnsw.efSearch = _EFFORT_SEARCH

    def nearest(self, query: Vectors, count: int) -> NDArray[np.int64]:
        """Return at most `count` rows, the nearest first."""
        count = min(count, len(self._vectors))
        if not count:
            return np.empty(0, np.int64)
        import faiss

        faiss.omp_set_num_threads(1)  # for this thread: two that wait for each other take fifty times as long
        if self._graph is not None:
            rows = self._graph.search(query[None, :], count)[1][0]
        else:
            rows = faiss.knn(query[None, :], self._vectors, count, metric=faiss.METRIC_INNER_PRODUCT)[1][0]
        return np.asarray(rows[rows >= 0])  # faiss pads with -1 where it finds fewer

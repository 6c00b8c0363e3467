"""Nearest vectors."""

from concurrent.futures import ThreadPoolExecutor

import faiss
import numpy as np
import pytest

from index.vector import unit_rows
from index.vectors import EXACT_UP_TO, VectorSearch, write_graph


def random_rows(count, dimensions, seed=7):
    return unit_rows(np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32))


def test_unit_rows_have_length_one_and_a_zero_row_stays_zero():
    rows = unit_rows(np.array([[3, 4], [0, 0], [1e-3, 0], [-2, 0]], np.float32))

    assert rows.tolist() == pytest.approx(np.array([[0.6, 0.8], [0, 0], [1, 0], [-1, 0]]))
    assert unit_rows(np.array([3, 4], np.float32)).tolist() == pytest.approx([0.6, 0.8])
    assert rows.dtype == np.float32


@pytest.mark.parametrize("count", [1, 10, 500, 5_000])
def test_few_vectors_are_compared_one_by_one(count):
    vectors = random_rows(5_000, 32)
    search = VectorSearch(vectors)

    for query in random_rows(20, 32, seed=8):
        cosines = vectors @ query
        found = search.nearest(query, count)
        assert len(set(found.tolist())) == count
        assert cosines[found] == pytest.approx(np.sort(cosines)[::-1][:count], abs=1e-6)


def test_an_identical_vector_is_first(tmp_path):
    vectors = random_rows(300, 16)
    np.save(tmp_path / "rows.npy", vectors)
    search = VectorSearch(np.load(tmp_path / "rows.npy", mmap_mode="r"), tmp_path / "none.faiss")

    assert [int(search.nearest(vector, 1)[0]) for vector in vectors] == list(range(300))


def test_every_thread_searches_alone():
    search = VectorSearch(random_rows(50, 4))

    def threads_of_a_search():
        faiss.omp_set_num_threads(2)
        search.nearest(random_rows(1, 4)[0], 1)
        return faiss.omp_get_max_threads()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threads_of_a_search).result() == 1


def test_no_more_rows_come_back_than_there_are():
    assert VectorSearch(random_rows(3, 4)).nearest(random_rows(1, 4)[0], 10).shape == (3,)
    assert VectorSearch(np.empty((0, 4), np.float32)).nearest(random_rows(1, 4)[0], 10).tolist() == []


def test_up_to_the_limit_no_graph_is_written(tmp_path):
    write_graph(tmp_path, random_rows(EXACT_UP_TO, 1))

    assert list(tmp_path.iterdir()) == []


def test_past_the_limit_a_graph_finds_nearly_all_that_comparing_every_vector_finds(tmp_path):
    vectors = random_rows(4_000, 32)
    write_graph(tmp_path, vectors, exact_up_to=3_999)
    graph = VectorSearch(vectors, tmp_path / "vectors.faiss")
    exact = VectorSearch(vectors)

    assert isinstance(graph._graph, faiss.IndexHNSW)
    queries = random_rows(100, 32, seed=8)
    shared = [np.intersect1d(graph.nearest(query, 10), exact.nearest(query, 10)).size for query in queries]
    assert sum(shared) >= 990
    assert graph.nearest(vectors[123], 1).tolist() == [123]


def test_the_same_vectors_give_the_same_graph_to_the_last_byte(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_graph(tmp_path / name, random_rows(2_000, 16), exact_up_to=0)

    assert (tmp_path / "one" / "vectors.faiss").read_bytes() == (tmp_path / "two" / "vectors.faiss").read_bytes()


def test_a_small_graph_gives_only_rows_that_exist(tmp_path):
    vectors = random_rows(20, 4)
    index = faiss.IndexHNSWFlat(4, 4, faiss.METRIC_INNER_PRODUCT)
    index.add(vectors[:5])
    faiss.write_index(index, str(tmp_path / "vectors.faiss"))

    rows = VectorSearch(vectors, tmp_path / "vectors.faiss").nearest(vectors[2], 20)
    assert sorted(rows.tolist()) == [0, 1, 2, 3, 4]
    assert rows[0] == 2

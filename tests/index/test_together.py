"""Callers that wait at the same moment share a run."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.together import Together


def test_who_is_alone_runs_at_once_and_alone():
    runs = []

    def run(texts):
        runs.append(list(texts))
        return [text.upper() for text in texts]

    call = Together(run, at_once=2, most=8)

    assert [call("a"), call("b")] == ["A", "B"]
    assert runs == [["a"], ["b"]]


def test_those_who_wait_share_the_next_run_and_each_gets_its_own_result():
    runs = []
    first_runs, may_go = threading.Event(), threading.Event()

    def run(texts):
        runs.append(sorted(texts))
        first_runs.set()
        assert may_go.wait(10)
        return [text * 2 for text in texts]

    call = Together(run, at_once=1, most=8)
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(call, "first")
        assert first_runs.wait(10)
        others = [pool.submit(call, f"text{number}") for number in range(5)]
        while len(call._waiting) < 5:
            pass
        may_go.set()

        assert first.result(10) == "firstfirst"
        assert [other.result(10) for other in others] == [f"text{number}" * 2 for number in range(5)]
    assert runs == [["first"], [f"text{number}" for number in range(5)]]


def test_a_run_is_never_larger_than_allowed():
    sizes = []

    def run(texts):
        sizes.append(len(texts))
        return list(texts)

    call = Together(run, at_once=2, most=3)
    with ThreadPoolExecutor(16) as pool:
        texts = [f"{number}" for number in range(200)]

        assert list(pool.map(call, texts)) == texts
    assert sum(sizes) == 200
    assert max(sizes) <= 3


def test_a_failed_run_reaches_everybody_in_it_and_nobody_after_it():
    def run(texts):
        if "bad" in texts:
            raise ValueError("no vector for bad")
        return list(texts)

    call = Together(run, at_once=1, most=1)
    with pytest.raises(ValueError, match="no vector for bad"):
        call("bad")

    assert call("good") == "good"

"""Callers that wait at the same moment share a run."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.together import Together


def test_who_is_alone_runs_at_once_and_alone():
    runs = []

    def run(texts, alone):
        runs.append(list(texts))
        return [text.upper() for text in texts]

    call = Together(run, at_once=2, most=8)

    assert [call("a"), call("b")] == ["A", "B"]
    assert runs == [["a"], ["b"]]


def test_those_who_wait_share_the_next_run_and_each_gets_its_own_result():
    runs = []
    first_runs, may_go = threading.Event(), threading.Event()

    def run(texts, alone):
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

    def run(texts, alone):
        sizes.append(len(texts))
        return list(texts)

    call = Together(run, at_once=2, most=3)
    with ThreadPoolExecutor(16) as pool:
        texts = [f"{number}" for number in range(200)]

        assert list(pool.map(call, texts)) == texts
    assert sum(sizes) == 200
    assert max(sizes) <= 3


def test_a_failed_run_reaches_everybody_in_it_and_nobody_after_it():
    def run(texts, alone):
        if "bad" in texts:
            raise ValueError("no vector for bad")
        return list(texts)

    call = Together(run, at_once=1, most=1)
    with pytest.raises(ValueError, match="no vector for bad"):
        call("bad")

    assert call("good") == "good"


def test_only_one_text_while_nothing_else_runs_is_told_that_it_has_every_core():
    told = []
    inside, may_go = threading.Semaphore(0), threading.Event()

    def run(texts, alone):
        told.append((sorted(texts), alone))
        inside.release()
        assert may_go.wait(10)
        return list(texts)

    call = Together(run, at_once=2, most=8)
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(call, "first")]
        assert inside.acquire(timeout=10)
        calls.append(pool.submit(call, "second"))
        assert inside.acquire(timeout=10)
        may_go.set()
        assert [done.result(10) for done in calls] == ["first", "second"]
    assert call("last") == "last"
    assert told == [(["first"], True), (["second"], False), (["last"], True)]


def test_who_waits_longest_leads_the_next_run_on_its_own_thread():
    ran_by = {}
    inside, may_go = threading.Semaphore(0), threading.Event()

    def run(texts, alone):
        ran_by.update(dict.fromkeys(texts, threading.get_ident()))
        inside.release()
        assert may_go.wait(10)
        return [threading.get_ident() for _ in texts]

    call = Together(run, at_once=1, most=2)
    own = {}

    def ask(text):
        own[text] = threading.get_ident()
        call(text)

    threads = []
    for text in ("one", "two", "six", "ten", "nil"):
        threads.append(threading.Thread(target=ask, args=(text,)))
        threads[-1].start()
        if text == "one":
            assert inside.acquire(timeout=10)
        while len(call._waiting) < len(threads) - 1:
            pass
    may_go.set()
    for thread in threads:
        thread.join(10)

    assert ran_by == {"one": own["one"], "two": own["two"], "six": own["two"], "ten": own["ten"], "nil": own["ten"]}

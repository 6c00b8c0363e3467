"""Those who ask at the same moment share a run."""

import asyncio
import threading

import pytest

from bot.batches import Batches


class Runs:
    """Doubles texts, holds every run until it may go, and remembers what ran."""

    def __init__(self):
        self.batches = []
        self.threads = set()
        self.begun = threading.Semaphore(0)
        self.may_go = threading.Event()

    def __call__(self, texts):
        self.batches.append(list(texts))
        self.threads.add(threading.get_ident())
        self.begun.release()
        assert self.may_go.wait(10)
        if "bad" in texts:
            raise ValueError("no answer to bad")
        return [text * 2 for text in texts]

    async def has_begun(self):
        assert await asyncio.to_thread(self.begun.acquire, timeout=10)


@pytest.fixture
def runs():
    return Runs()


@pytest.fixture
def made():
    """Return a function that makes batches, which are closed at the end."""
    all_made = []

    def make(*args, **kwargs):
        all_made.append(Batches(*args, **kwargs))
        return all_made[-1]

    yield make
    for batches in all_made:
        batches.close()


async def test_who_is_alone_runs_at_once_and_alone(made, runs):
    runs.may_go.set()
    call = made(runs)

    assert [await call("a"), await call("b")] == ["aa", "bb"]
    assert runs.batches == [["a"], ["b"]]


async def test_those_who_wait_share_the_next_run_in_their_order_and_each_gets_its_own_result(made, runs):
    call = made(runs, threads=1)
    first = asyncio.create_task(call("first"))
    await runs.has_begun()
    others = [asyncio.create_task(call(f"text{number}")) for number in range(5)]
    await asyncio.sleep(0)
    runs.may_go.set()

    assert await asyncio.gather(first, *others) == ["firstfirst", *(f"text{number}" * 2 for number in range(5))]
    assert runs.batches == [["first"], [f"text{number}" for number in range(5)]]


async def test_who_comes_at_one_moment_is_shared_among_the_threads(made, runs):
    call = made(runs, threads=2)
    asking = [asyncio.create_task(call(text)) for text in "abcdef"]
    await runs.has_begun()
    await runs.has_begun()
    runs.may_go.set()
    await asyncio.gather(*asking)

    assert sorted(runs.batches) == [["a", "b", "c"], ["d", "e", "f"]]
    assert len(runs.threads) == 2


async def test_a_run_is_never_larger_than_allowed_and_never_more_at_once_than_threads(made):
    sizes, at_once, lock = [], [0], threading.Lock()

    def run(texts):
        with lock:
            sizes.append(len(texts))
            at_once.append(at_once[-1] + 1)
        result = [text.upper() for text in texts]
        with lock:
            at_once.append(at_once[-1] - 1)
        return result

    call = made(run, threads=2, most=3)
    texts = [f"t{number}" for number in range(200)]

    assert await asyncio.gather(*map(call, texts)) == [text.upper() for text in texts]
    assert sum(sizes) == 200
    assert max(sizes) == 3
    assert max(at_once) <= 2


async def test_one_that_fails_takes_nobody_along(made, runs):
    runs.may_go.set()
    call = made(runs, threads=1)
    found = await asyncio.gather(*map(call, ["a", "bad", "c"]), return_exceptions=True)

    assert (found[0], found[2]) == ("aa", "cc")
    with pytest.raises(ValueError, match="no answer to bad"):
        raise found[1]
    assert await call("d") == "dd"


async def test_who_went_away_is_not_run_and_holds_nobody_up(made, runs):
    call = made(runs, threads=1)
    first = asyncio.create_task(call("first"))
    await runs.has_begun()
    gone, stays = asyncio.create_task(call("gone")), asyncio.create_task(call("stays"))
    await asyncio.sleep(0)
    gone.cancel()
    first.cancel()  # runs already: its result is nobody's
    await asyncio.sleep(0)
    runs.may_go.set()

    assert await stays == "staysstays"
    assert runs.batches == [["first"], ["stays"]]


async def test_once_closed_who_waits_is_cancelled_and_who_comes_is_told(made, runs):
    call = made(runs, threads=1)
    running = asyncio.create_task(call("running"))
    await runs.has_begun()
    waiting = asyncio.create_task(call("waiting"))
    await asyncio.sleep(0)
    call.close()
    runs.may_go.set()

    assert await running == "runningrunning"
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(RuntimeError, match="Closed: nothing is run any more"):
        await call("late")
    assert runs.batches == [["running"]]

"""Digests: each occurrence is claimed by one process, sent at most once, and caught up after a downtime."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.database.digests import Digest, Digests

GUILD, OTHER = 4611686018427387003, 4611686018427387004
DUE = datetime(2026, 3, 2, 8, tzinfo=UTC)
WEEK, LEASE, SECOND = timedelta(days=7), timedelta(minutes=5), timedelta(seconds=1)
MONDAY = Digest(GUILD, 2**61, DUE)


@pytest.fixture
def digests(database):
    digests = Digests(database)
    digests.put(MONDAY)
    return digests


def test_a_digest_comes_back_as_it_was_put_and_there_is_one_a_guild(digests):
    digests.put(replace(MONDAY, guild=OTHER))
    digests.put(replace(MONDAY, channel=7))

    assert digests.get(GUILD) == replace(MONDAY, channel=7)
    assert digests.get(OTHER) == replace(MONDAY, guild=OTHER)
    assert [digests.remove(GUILD), digests.remove(GUILD)] == [True, False]
    assert digests.get(GUILD) is None
    assert digests.get(OTHER) is not None


def test_a_week_goes_round(digests):
    for week in range(3):
        now = DUE + week * WEEK
        assert digests.due(now - SECOND) == ()
        (due,) = digests.due(now)
        assert digests.claim(due, now, LEASE)
        assert digests.begin(due)
        assert digests.done(due, now + WEEK)
        assert digests.due(now + SECOND) == ()
    assert digests.get(GUILD) == replace(MONDAY, next_at=DUE + 3 * WEEK)


def test_the_longest_due_comes_first(digests):
    digests.put(replace(MONDAY, guild=OTHER, next_at=DUE - SECOND))

    assert [one.guild for one in digests.due(DUE)] == [OTHER, GUILD]


def test_of_many_processes_one_claims_and_one_begins(url, opened):
    stores = [Digests(opened(url)), Digests(opened(url))]
    stores[0].put(MONDAY)
    go, claimed, begun = threading.Barrier(4), [], []

    def run(number):
        store = stores[number % 2]
        go.wait(10)
        claimed.append(store.claim(MONDAY, DUE, LEASE))
        begun.append(store.begin(MONDAY))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(claimed) == sorted(begun) == [False, False, False, True]


def test_the_claim_of_a_process_that_died_is_free_after_the_lease(digests):
    assert digests.claim(MONDAY, DUE, LEASE)

    assert digests.due(DUE + LEASE - SECOND) == ()
    assert not digests.claim(MONDAY, DUE + LEASE - SECOND, LEASE)
    assert digests.due(DUE + LEASE) == (MONDAY,)
    assert digests.claim(MONDAY, DUE + LEASE, LEASE)


def test_what_was_begun_is_not_sent_again_whoever_died(digests):
    digests.claim(MONDAY, DUE, LEASE)
    assert digests.begin(MONDAY)

    assert not digests.begin(MONDAY)
    assert digests.due(DUE + LEASE) == ()
    assert not digests.claim(MONDAY, DUE + LEASE, LEASE)
    assert digests.interrupted(DUE + LEASE - SECOND) == ()
    assert digests.interrupted(DUE + LEASE) == (MONDAY,)
    assert digests.done(MONDAY, DUE + WEEK)
    assert digests.interrupted(DUE + LEASE) == ()
    assert digests.due(DUE + WEEK) == (replace(MONDAY, next_at=DUE + WEEK),)


def test_a_digest_that_is_put_again_while_it_is_sent_does_not_come_twice(digests):
    digests.claim(MONDAY, DUE, LEASE)
    digests.begin(MONDAY)
    digests.put(MONDAY)  # the same occurrence

    assert digests.due(DUE + LEASE) == ()


@pytest.mark.parametrize("change", ["another channel", "another time", "removed"])
def test_what_was_changed_after_it_was_claimed_is_not_sent_and_not_moved(digests, change):
    digests.claim(MONDAY, DUE, LEASE)
    changed = {
        "another channel": replace(MONDAY, channel=7),
        "another time": replace(MONDAY, next_at=DUE + WEEK),
        "removed": None,
    }[change]
    digests.put(changed) if changed else digests.remove(GUILD)

    assert not digests.begin(MONDAY)
    assert not digests.done(MONDAY, DUE + 2 * WEEK)
    assert not digests.remove(GUILD, MONDAY)
    assert digests.get(GUILD) == changed


def test_what_could_not_be_sent_is_due_again_soon(digests):
    digests.claim(MONDAY, DUE, LEASE)
    digests.begin(MONDAY)
    soon = DUE + timedelta(minutes=10)

    assert digests.done(MONDAY, soon)

    assert digests.due(soon - SECOND) == ()
    assert digests.due(soon) == (replace(MONDAY, next_at=soon),)


def test_what_was_due_is_never_due_again(digests):
    with pytest.raises(ValueError, match="cannot be due again"):
        digests.done(MONDAY, DUE)

"""Reminders: each occurrence is claimed by one process, sent at most once, and caught up after a downtime."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.database.reminders import Reminders
from bot.learning.records import Reminder

ANN, BEN = 2**62 + 1, 2**62 + 2
DUE = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
WEEK, LEASE, SECOND = timedelta(days=7), timedelta(minutes=5), timedelta(seconds=1)
MONDAY = Reminder(person=ANN, weekday=0, at=time(9, 30), zone="Europe/Berlin", next_at=DUE)
IN_CHANNEL = replace(MONDAY, person=BEN, channel=2**61, guild=2**60, next_at=DUE + SECOND)


@pytest.fixture
def reminders(database):
    reminders = Reminders(database)
    reminders.put(MONDAY)
    return reminders


def claimed(reminders, now, worker="a", limit=10):
    return [reminder.person for reminder in reminders.due(now, limit, LEASE, worker)]


def test_a_reminder_comes_back_as_it_was_put_and_there_is_one_a_person(reminders):
    reminders.put(IN_CHANNEL)
    reminders.put(replace(MONDAY, weekday=6, at=time(23, 59)))

    assert reminders.get(ANN) == replace(MONDAY, weekday=6, at=time(23, 59))
    assert reminders.get(BEN) == IN_CHANNEL
    assert reminders.get(7) is None
    assert reminders.remove(ANN)
    assert not reminders.remove(ANN)
    assert reminders.get(ANN) is None


def test_what_is_due_is_claimed_once_the_longest_due_first(reminders):
    reminders.put(IN_CHANNEL)
    reminders.put(replace(MONDAY, person=3, next_at=DUE + WEEK))

    assert claimed(reminders, DUE - SECOND) == []
    assert reminders.due(DUE + SECOND, 1, LEASE, "a") == (MONDAY,)
    assert reminders.due(DUE + SECOND, 10, LEASE, "b") == (IN_CHANNEL,)
    assert claimed(reminders, DUE + SECOND, "c") == []


def test_a_week_goes_round(reminders):
    for week in range(3):
        at = DUE + week * WEEK
        assert claimed(reminders, at) == [ANN]
        assert reminders.sending(ANN, at, "a")
        assert reminders.done(ANN, at, at + WEEK)
        assert claimed(reminders, at + SECOND) == []
    assert reminders.get(ANN) == replace(MONDAY, next_at=DUE + 3 * WEEK)


def test_the_claim_of_a_process_that_died_is_free_after_the_lease(reminders):
    assert claimed(reminders, DUE, "died") == [ANN]

    assert claimed(reminders, DUE + LEASE - SECOND, "next") == []
    assert claimed(reminders, DUE + LEASE, "next") == [ANN]
    assert not reminders.sending(ANN, DUE, "died")  # it was only slow, and comes too late
    assert reminders.sending(ANN, DUE, "next")
    assert reminders.interrupted(DUE + LEASE, 10) == ()


def test_what_was_begun_is_not_sent_again_whoever_died(reminders):
    claimed(reminders, DUE, "died")
    assert reminders.sending(ANN, DUE, "died")

    assert not reminders.sending(ANN, DUE, "died")
    assert claimed(reminders, DUE + WEEK * 5, "next") == []
    assert reminders.interrupted(DUE + LEASE - SECOND, 10) == ()
    assert reminders.interrupted(DUE + LEASE, 10) == (MONDAY,)
    assert reminders.done(ANN, DUE, DUE + WEEK)
    assert reminders.interrupted(DUE + LEASE, 10) == ()
    assert claimed(reminders, DUE + WEEK, "next") == [ANN]


def test_a_downtime_of_weeks_is_one_message(reminders):
    now = DUE + 5 * WEEK + timedelta(days=2)

    assert reminders.due(now, 10, LEASE, "a") == (MONDAY,)
    assert reminders.sending(ANN, DUE, "a")
    assert reminders.done(ANN, DUE, DUE + 6 * WEEK)
    assert claimed(reminders, now + LEASE) == []
    assert claimed(reminders, DUE + 6 * WEEK) == [ANN]


def test_what_was_due_is_never_due_again(reminders):
    claimed(reminders, DUE)

    with pytest.raises(ValueError, match="cannot be due again"):
        reminders.done(ANN, DUE, DUE)


def test_a_reminder_that_is_put_again_while_it_is_sent_does_not_come_twice(reminders):
    claimed(reminders, DUE)
    reminders.sending(ANN, DUE, "a")
    reminders.put(MONDAY)  # the same occurrence

    assert claimed(reminders, DUE + WEEK, "b") == []
    assert reminders.interrupted(DUE, 10) == (MONDAY,)


@pytest.mark.parametrize("change", ["put", "remove", "snooze", "closed"])
def test_what_was_changed_after_it_was_claimed_is_not_sent(reminders, change):
    claimed(reminders, DUE)
    later = replace(MONDAY, next_at=DUE + WEEK)
    {
        "put": lambda: reminders.put(later),
        "remove": lambda: reminders.remove(ANN),
        "snooze": lambda: reminders.snooze(ANN, DUE + WEEK),
        "closed": lambda: reminders.closed(ANN),
    }[change]()

    assert not reminders.sending(ANN, DUE, "a")
    assert claimed(reminders, DUE + WEEK, "b") == ([ANN] if change in ("put", "snooze") else [])


def test_snoozing_moves_one_occurrence_even_while_it_is_being_sent(reminders):
    claimed(reminders, DUE)
    reminders.sending(ANN, DUE, "a")
    tomorrow = DUE + timedelta(days=1)

    assert reminders.snooze(ANN, tomorrow)  # the button is pressed before the sender could say that it is done
    assert not reminders.done(ANN, DUE, DUE + WEEK)
    assert reminders.get(ANN) == replace(MONDAY, next_at=tomorrow)
    assert claimed(reminders, tomorrow, "b") == [ANN]
    assert reminders.sending(ANN, tomorrow, "b")
    assert not reminders.snooze(7, tomorrow)


def test_a_sender_puts_off_only_what_nobody_changed_since(reminders):
    claimed(reminders, DUE)

    assert not reminders.snooze(ANN, DUE + LEASE, DUE - WEEK)
    assert reminders.snooze(ANN, DUE + LEASE, DUE)
    assert claimed(reminders, DUE + LEASE - SECOND, "b") == []
    assert claimed(reminders, DUE + LEASE, "b") == [ANN]


def test_closed_direct_messages_stop_a_reminder_until_it_is_put_again(reminders):
    assert not reminders.was_closed(ANN)
    assert reminders.closed(ANN)

    assert reminders.get(ANN) is None
    assert reminders.was_closed(ANN)
    assert claimed(reminders, DUE) == []
    assert not reminders.snooze(ANN, DUE)
    reminders.put(MONDAY)
    assert not reminders.was_closed(ANN)
    assert claimed(reminders, DUE) == [ANN]
    assert not reminders.closed(7)
    assert not reminders.was_closed(7)


def test_sweeps_of_many_workers_share_the_work_without_overlap(url, opened):
    databases = [opened(url), opened(url)]
    for person in range(60):
        Reminders(databases[0]).put(replace(MONDAY, person=person))
    go, swept = threading.Barrier(4), []

    def sweep(number):
        reminders = Reminders(databases[number % 2])
        go.wait(10)
        while found := reminders.due(DUE, 7, LEASE, str(number)):
            swept.extend(found)

    threads = [threading.Thread(target=sweep, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(reminder.person for reminder in swept) == list(range(60))

"""Killed at any moment, no acknowledged tick is lost, no reminder is sent twice, and the database opens again."""

import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock

from sqlalchemy import text

from bot.config import ROOT
from bot.database.learners import Learners
from bot.database.reminders import Reminders
from bot.learning.records import Reminder

ROUNDS = 8
START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)

TICKING = """
import sys
from datetime import UTC, datetime
from itertools import count
from bot.database.learners import Learners
from bot.database.open import open_database
learners = Learners(open_database(sys.argv[1]))
for number in count():
    item = f"{sys.argv[2]}-{number}"
    learners.tick(1, [item, f"{item}-too"], datetime.now(UTC))
    print(item, flush=True)
"""

# Who sends prints each message before and after: what is printed "sent" has reached the person.
SENDING = """
import sys
from datetime import UTC, datetime, timedelta
from bot.database.open import open_database
from bot.database.reminders import Reminders
reminders, worker = Reminders(open_database(sys.argv[1])), sys.argv[2]
start, now = datetime.fromisoformat(sys.argv[3]), datetime.fromisoformat(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
def over(reminder):
    reminders.done(reminder.person, reminder.next_at, now + timedelta(days=7))
for reminder in reminders.interrupted(now, 1000):
    over(reminder)
while found := reminders.due(now, 5, timedelta(minutes=1), worker):
    for reminder in found:
        if reminders.sending(reminder.person, reminder.next_at, worker):
            print("sent", reminder.person, flush=True)
            over(reminder)
    sys.stdin.readline()  # so that another one has its turn, where the test wants that
print("end", flush=True)
"""


def child(code, *args):
    return subprocess.Popen(
        [sys.executable, "-c", code, *args],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_no_acknowledged_tick_is_lost_and_none_is_half_there(url, opened):
    opened(url).close()
    chance, acknowledged = random.Random(0), set()
    for turn in range(ROUNDS):
        process = child(TICKING, url, str(turn))
        acknowledged.add(process.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        said, errors = process.communicate(timeout=30)
        assert errors == ""
        acknowledged |= set(said[: said.rfind("\n") + 1].split())

    database = opened(url)
    kept = {tick.item for tick in Learners(database).ticks(1)}
    assert len(acknowledged) > ROUNDS
    assert acknowledged - kept == set()
    assert {item.removesuffix("-too") for item in kept} == {item for item in kept if not item.endswith("-too")}
    assert len(kept) % 2 == 0
    if url.startswith("sqlite"):
        with database.reading() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


def test_two_processes_that_are_killed_send_nothing_twice_and_leave_nothing_behind(url, opened):
    people = 40
    reminders = Reminders(opened(url))
    monday = Reminder(0, 0, clock(9, 30), "Europe/Berlin", START)
    for person in range(people):
        reminders.put(replace(monday, person=person))
    chance, sent, ended = random.Random(1), Counter(), 0
    for turn in range(ROUNDS * 2):
        now = START + timedelta(minutes=2 * turn)  # the leases of those who were killed have run out
        processes = [child(SENDING, url, f"{turn}-{side}", START.isoformat(), now.isoformat()) for side in "ab"]
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            process.stdin.write("go\n" * people)
            process.stdin.flush()
        time.sleep(chance.uniform(0, 0.05))
        for process in processes:
            if turn < ROUNDS:
                process.kill()
            said, errors = process.communicate(timeout=60)
            assert errors == ""
            sent.update(line.split()[1] for line in said.splitlines() if line.startswith("sent "))
            ended += said.endswith("end\n")
        if turn >= ROUNDS and ended >= 2 and not reminders.interrupted(now + timedelta(minutes=1), 1):
            break

    assert max(sent.values()) == 1
    later = START + timedelta(days=6)
    assert reminders.due(later, 1000, timedelta(minutes=1), "c") == ()
    assert {reminders.get(person).next_at > later for person in range(people)} == {True}
    # Lost is at most what a process had begun to send when it was killed: one each.
    assert people - len(sent) <= 2 * ROUNDS


def test_two_processes_that_sweep_at_once_share_the_work(url, opened):
    reminders = Reminders(opened(url))
    monday = Reminder(0, 0, clock(9, 30), "Europe/Berlin", START)
    for person in range(100):
        reminders.put(replace(monday, person=person))
    processes = [child(SENDING, url, str(side), START.isoformat(), START.isoformat()) for side in "ab"]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    first = ["".join(process.stdout.readline() for _ in range(5)) for process in processes]  # and each waits
    said = [process.communicate(timeout=60) for process in processes]

    assert [errors for _, errors in said] == ["", ""]
    whole = [begun + rest for begun, (rest, _) in zip(first, said, strict=True)]
    shares = [[int(line.split()[1]) for line in out.splitlines() if line.startswith("sent ")] for out in whole]
    assert sorted(shares[0] + shares[1]) == list(range(100))
    assert all(shares)

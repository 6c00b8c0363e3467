"""What learners cost the database: measured by scripts.benchmark, in CPU time of this process."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from sqlalchemy import Connection, insert

from bot.database.answers import Answers, KeptAnswer, new_id
from bot.database.database import Database
from bot.database.learners import Learners
from bot.database.reminders import Reminders
from bot.database.tables import enrolments, reminders, ticks
from bot.learning.records import Enrolment, Reminder

_START = datetime(2026, 1, 5, 9, tzinfo=UTC)
_LEASE = timedelta(minutes=5)
_TICKS = 30  # of each learner
_EACH = 300  # how often what is quick is done


def learners(database: Database, people: int = 10_000) -> Iterator[str]:
    """Yield the table, a line a measurement. The database is empty before, and holds nobody real."""
    database.write(lambda connection: _fill(connection, people))
    known, nudges, answers = Learners(database), Reminders(database), Answers(database)
    asked = KeptAnswer("", _START, "How long is phase 2?", (), None, "answered", 0.9, ("a", "b", "c"), 1, 2, "v")
    yield f"{people} learners with {_TICKS} ticks and a reminder each, in {database.place}"
    yield _each("read a learner: roadmaps, ticks, reminder", lambda n: _read(known, nudges, n * 7 % people))
    yield _each("tick a step", lambda n: known.tick(n, [f"new-{n}"], _START))
    yield _each("keep an answer", lambda n: answers.keep(replace(asked, id=new_id())))
    yield _each("vote on an answer that is gone", lambda n: answers.vote("gone", n, True))
    sweep = nudges.due
    yield _each("sweep reminders, none of them due", lambda n: sweep(_START - _LEASE, 500, _LEASE, "a"))
    yield _once(f"claim all {people} reminders, 500 at a time", lambda: _claim(nudges))
    yield _each("begin and end the sending of one", lambda n: _send(nudges, n))
    yield _once("rename a step that everybody has ticked", lambda: known.rename_items({"step-0": "step-zero"}))


def _fill(connection: Connection, people: int) -> None:
    enrolment = Enrolment(0, "atlia", date(2026, 1, 5), 10, "Europe/London", "python-and-data")
    reminder = Reminder(0, 0, clock(9), "Europe/London", _START)
    names = [column.name for column in enrolments.c if column.name != "id"]
    rows = [{name: getattr(enrolment, name) for name in names} | {"person": person} for person in range(people)]
    connection.execute(insert(enrolments), rows)
    for first in range(0, people, 1000):
        connection.execute(
            insert(ticks),
            [
                {"person": person, "item": f"step-{step}", "at": _START + timedelta(days=step)}
                for person in range(first, min(people, first + 1000))
                for step in range(_TICKS)
            ],
        )
    values = {name: getattr(reminder, name) for name in reminder.__slots__} | {"closed": False}
    connection.execute(insert(reminders), [values | {"person": person} for person in range(people)])


def _read(known: Learners, nudges: Reminders, person: int) -> None:
    known.enrolments(person)
    known.ticks(person)
    nudges.get(person)


def _claim(nudges: Reminders) -> None:
    while nudges.due(_START, 500, _LEASE, "a"):
        pass


def _send(nudges: Reminders, person: int) -> None:
    nudges.sending(person, _START, "a")
    nudges.done(person, _START, _START + timedelta(days=7))


def _each(name: str, work: Callable[[int], object]) -> str:
    work(_EACH)
    used, started = time.process_time(), time.perf_counter()
    for number in range(_EACH):
        work(number)
    cpu, seconds = time.process_time() - used, time.perf_counter() - started
    return f"  {name:46} {cpu / _EACH * 1e3:8.2f} ms of CPU {seconds / _EACH * 1e3:8.2f} ms"


def _once(name: str, work: Callable[[], object]) -> str:
    used, started = time.process_time(), time.perf_counter()
    work()
    cpu, seconds = time.process_time() - used, time.perf_counter() - started
    return f"  {name:46} {cpu * 1e3:8.0f} ms of CPU {seconds * 1e3:8.0f} ms"

"""Learners and reminders in memory, for tests of what is built on them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.learning.records import Enrolment, Reminder, Tick


class MemoryLearners:
    def __init__(self) -> None:
        self.kept: dict[tuple[int, str], Enrolment] = {}
        self.ticked: dict[tuple[int, str], datetime] = {}

    def enrol(self, enrolment: Enrolment) -> bool:
        key = (enrolment.person, enrolment.roadmap)
        return self.kept.setdefault(key, enrolment) is enrolment

    def change(self, enrolment: Enrolment) -> bool:
        there = (enrolment.person, enrolment.roadmap) in self.kept
        if there:
            self.kept[enrolment.person, enrolment.roadmap] = enrolment
        return there

    def enrolments(self, person: int) -> tuple[Enrolment, ...]:
        return tuple(one for one in self.kept.values() if one.person == person)

    def leave(self, person: int, roadmap: str) -> bool:
        return self.kept.pop((person, roadmap), None) is not None

    def tick(self, person: int, items: Sequence[str], at: datetime) -> tuple[str, ...]:
        new = tuple(dict.fromkeys(item for item in items if (person, item) not in self.ticked))
        self.ticked |= {(person, item): at for item in new}
        return new

    def untick(self, person: int, items: Sequence[str]) -> tuple[str, ...]:
        return tuple(item for item in dict.fromkeys(items) if self.ticked.pop((person, item), None))

    def undo(self, person: int) -> tuple[str, ...]:
        mine = {item: at for (who, item), at in self.ticked.items() if who == person}
        newest = max(mine.values(), default=None)
        return self.untick(person, [item for item, at in mine.items() if at == newest])

    def ticks(self, person: int) -> tuple[Tick, ...]:
        return tuple(Tick(item, at) for (who, item), at in self.ticked.items() if who == person)


class MemoryReminders:
    def __init__(self) -> None:
        self.kept: dict[int, Reminder] = {}

    def put(self, reminder: Reminder) -> None:
        self.kept[reminder.person] = reminder

    def get(self, person: int) -> Reminder | None:
        return self.kept.get(person)

    def remove(self, person: int) -> bool:
        return self.kept.pop(person, None) is not None

    def snooze(self, person: int, until: datetime) -> bool:
        if (reminder := self.kept.get(person)) is not None:
            self.kept[person] = replace(reminder, next_at=until)
        return reminder is not None


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, days: float) -> None:
        self.now += timedelta(days=days)


class Seconds:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

"""What learners need of a database, whichever it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.learning.records import Enrolment, Reminder, Tick


class Learners(Protocol):
    """Who is on which roadmap, and what is ticked."""

    def enrol(self, enrolment: Enrolment) -> bool:
        """Store an enrolment; False when that person is on that roadmap already, and nothing is changed."""

    def change(self, enrolment: Enrolment) -> bool:
        """Replace the enrolment of that person on that roadmap; False when there is none."""

    def enrolments(self, person: int) -> tuple[Enrolment, ...]:
        """Return the roadmaps that a person is on, in the order of enrolling."""

    def leave(self, person: int, roadmap: str) -> bool:
        """Take a person off a roadmap; False when the person was not on it. Ticks stay."""

    def tick(self, person: int, items: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Store what is done; return those that were not ticked before."""

    def untick(self, person: int, items: Sequence[str]) -> tuple[str, ...]:
        """Take ticks away; return those that there were."""

    def undo(self, person: int) -> tuple[str, ...]:
        """Take away everything that was ticked last, in one moment, and return it."""

    def ticks(self, person: int) -> tuple[Tick, ...]:
        """Return everything that a person has ticked."""


class Reminders(Protocol):
    """One weekly nudge a person, at most."""

    def put(self, reminder: Reminder) -> None:
        """Store a reminder in place of the one that the person had."""

    def get(self, person: int) -> Reminder | None:
        """Return a person's reminder."""

    def remove(self, person: int) -> bool:
        """Remove a person's reminder; False when there was none."""

    def snooze(self, person: int, until: datetime) -> bool:
        """Let a reminder be due at another moment; False when there is none."""

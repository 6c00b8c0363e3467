"""Who is on which roadmap, and what is ticked."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.database.renaming import Renaming
from bot.database.tables import enrolments, ticks
from bot.database.upsert import add
from bot.learning.records import Enrolment, Tick

_COLUMNS = [enrolments.c[field.name] for field in fields(Enrolment)]


class Learners(Renaming):
    """Keeps enrolments and ticks. Every method blocks, and raises DatabaseUnavailable.

    What a method has returned survives kill -9, and on a disk that keeps its promises a power cut.
    """

    def enrol(self, enrolment: Enrolment) -> bool:
        """Store an enrolment; False when that person is on that roadmap already, and nothing is changed."""
        row = _row(enrolment)
        return bool(self._database.write(lambda connection: add(connection, enrolments, [row], enrolments.c.id)))

    def change(self, enrolment: Enrolment) -> bool:
        """Replace the enrolment of that person on that roadmap; False when there is none, and none is made."""
        theirs = (enrolments.c.person == enrolment.person) & (enrolments.c.roadmap == enrolment.roadmap)
        changed = update(enrolments).where(theirs).values(_row(enrolment))
        return self._database.write(lambda connection: connection.execute(changed).rowcount) > 0

    def enrolments(self, person: int) -> tuple[Enrolment, ...]:
        """Return the roadmaps that a person is on, in the order of enrolling."""
        wanted = select(*_COLUMNS).where(enrolments.c.person == person).order_by(enrolments.c.id)
        with self._database.reading() as connection:
            return tuple(Enrolment(**row._mapping) for row in connection.execute(wanted))

    def leave(self, person: int, roadmap: str) -> bool:
        """Take a person off a roadmap; False when the person was not on it. Ticks stay: they are the person's."""
        theirs = delete(enrolments).where(enrolments.c.person == person, enrolments.c.roadmap == roadmap)
        return self._database.write(lambda connection: connection.execute(theirs).rowcount) > 0

    def tick(self, person: int, items: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Store what is done; return those that were not ticked before, in the given order."""
        wanted = tuple(dict.fromkeys(items))
        rows = [{"person": person, "item": item, "at": at} for item in wanted]
        new = set(self._database.write(lambda connection: add(connection, ticks, rows, ticks.c.item)))
        return tuple(item for item in wanted if item in new)

    def untick(self, person: int, items: Sequence[str]) -> tuple[str, ...]:
        """Take ticks away; return those that there were, in the given order."""
        wanted = tuple(dict.fromkeys(items))
        gone = delete(ticks).where(ticks.c.person == person, ticks.c.item.in_(wanted)).returning(ticks.c.item)
        found = self._database.write(lambda connection: set(connection.scalars(gone)))
        return tuple(item for item in wanted if item in found)

    def undo(self, person: int) -> tuple[str, ...]:
        """Take away everything that was ticked last, in one moment; return it by its ids."""
        last = select(func.max(ticks.c.at)).where(ticks.c.person == person).scalar_subquery()
        gone = delete(ticks).where(ticks.c.person == person, ticks.c.at == last).returning(ticks.c.item)
        return tuple(sorted(self._database.write(lambda connection: list(connection.scalars(gone)))))

    def ticks(self, person: int) -> tuple[Tick, ...]:
        """Return everything that a person has ticked, oldest first, and by id what was ticked in one moment."""
        wanted = select(ticks.c.item, ticks.c.at).where(ticks.c.person == person).order_by(ticks.c.at, ticks.c.item)
        with self._database.reading() as connection:
            return tuple(Tick(row.item, row.at) for row in connection.execute(wanted))


def _row(enrolment: Enrolment) -> dict[str, object]:
    return {column.name: getattr(enrolment, column.name) for column in _COLUMNS}

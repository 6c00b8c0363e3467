"""Who wants to be told when a question has an answer: looked at once an index, told at most once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from bot.database.database import Database
from bot.database.tables import answers, escalations


@dataclass(frozen=True, slots=True)
class Telling:
    """A person who wants to be told, and the question."""

    id: int
    person: int
    answer: str  # id of the answer that was none
    question: str
    context: tuple[str, ...]
    source: str | None


class Tellings:
    """Keeps who is to be told. Every method blocks, and raises DatabaseUnavailable.

    `waiting` gives what the index that serves was not asked for yet. Where it has no answer, `looked` says so; where it
    has one, `begin` takes the telling for one process, before the message goes out, and `done` forgets the person. A
    process that dies in between has sent the message or not, and one message too few is better than two: `forget_told`
    takes what it left behind.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, index_version: str, limit: int) -> tuple[Telling, ...]:
        """Return whom to look for in this version of the index."""
        fresh = or_(escalations.c.looked.is_(None), escalations.c.looked != index_version)
        columns = (escalations.c.id, escalations.c.person, answers.c.id, answers.c.question, answers.c.context)
        query = (
            select(*columns, answers.c.source)
            .join(answers, answers.c.id == escalations.c.answer)
            .where(escalations.c.person.is_not(None), escalations.c.told_at.is_(None), fresh)
            .order_by(escalations.c.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(Telling(*row) for row in connection.execute(query))  # type: ignore[arg-type]  # all have a person

    def looked(self, id: int, index_version: str) -> None:
        """Say that a version of the index has no answer."""
        change = update(escalations).where(escalations.c.id == id).values(looked=index_version)
        self._database.write(lambda connection: connection.execute(change), durable=False)

    def begin(self, id: int, now: datetime) -> bool:
        """Say that the message goes out now; False when it did already, or the person wants none any more."""
        mine = (escalations.c.id == id) & escalations.c.told_at.is_(None) & escalations.c.person.is_not(None)
        change = update(escalations).where(mine).values(told_at=now)
        return self._database.write(lambda connection: connection.execute(change).rowcount) > 0

    def again(self, id: int) -> None:
        """Say that the message surely did not go out, so that it is tried again."""
        change = update(escalations).where(escalations.c.id == id).values(told_at=None)
        self._database.write(lambda connection: connection.execute(change))

    def done(self, id: int) -> None:
        """Forget the person, who was told."""
        told = delete(escalations).where(escalations.c.id == id, escalations.c.told_at.is_not(None))
        self._database.write(lambda connection: connection.execute(told))

    def forget_told(self, before: datetime) -> int:
        """Forget whom a process that died was telling; return how many."""
        left = delete(escalations).where(escalations.c.told_at < before)
        return self._database.write(lambda connection: connection.execute(left).rowcount)

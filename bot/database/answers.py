"""Answers that were given, what people said of them, and which were sent to the moderators."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.database.database import Database
from bot.database.tables import answers, escalations, votes
from bot.database.upsert import put


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A question and what was shown for it. Who asked is not kept."""

    id: str  # of new_id()
    asked_at: datetime  # aware; in UTC when it comes back
    question: str
    context: tuple[str, ...]  # the asker's earlier questions, oldest first
    source: str | None  # the guide that it was narrowed to
    status: str
    confidence: float  # 0 to 1
    passages: tuple[str, ...]  # ids, best first
    guild: int | None
    channel: int | None
    index_version: str


def new_id() -> str:
    """Return an id of 12 characters that are safe in a URL and in a button; nobody can guess another's."""
    return secrets.token_urlsafe(9)


class Answers:
    """Keeps answers. Every method blocks, and raises DatabaseUnavailable.

    An answer survives kill -9 but not always a power cut: a question is not worth an fsync. What people say of it is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: KeptAnswer) -> None:
        """Keep an answer."""
        row = {name: getattr(answer, name) for name in answer.__slots__}
        self._database.write(lambda connection: connection.execute(insert(answers), row), durable=False)

    def find(self, id: str) -> KeptAnswer | None:
        """Return an answer; None when it was never kept, or is forgotten."""
        with self._database.reading() as connection:
            row = connection.execute(select(answers).where(answers.c.id == id)).one_or_none()
        return KeptAnswer(**row._asdict()) if row else None

    def vote(self, id: str, person: int, helpful: bool, reason: str = "") -> bool:
        """Keep what a person says of an answer, in place of what they said before; False when the answer is gone."""
        row = {"answer": id, "person": person, "helpful": helpful, "reason": reason}
        try:
            self._database.write(lambda connection: put(connection, votes, row, ("answer", "person")))
        except IntegrityError:  # of the foreign key
            return False
        return True

    def votes(self, id: str) -> tuple[int, int]:
        """Return how many people found an answer helpful, and how many did not."""
        counted = select(votes.c.helpful, func.count()).where(votes.c.answer == id).group_by(votes.c.helpful)
        with self._database.reading() as connection:
            found = {row[0]: row[1] for row in connection.execute(counted)}
        return found.get(True, 0), found.get(False, 0)

    def to_moderators(self, id: str, person: int | None, note: str) -> bool:
        """Send an answer to the moderators; False when it is gone. A person is kept only to be told what came of it."""

        def work(connection: Connection) -> None:
            if person is not None:
                row = {"answer": id, "person": person, "note": note}
                put(connection, escalations, row, ("answer", "person"))
                return
            same = (escalations.c.answer == id) & escalations.c.person.is_(None) & (escalations.c.note == note)
            if not connection.scalar(select(func.count()).select_from(escalations).where(same)):
                connection.execute(insert(escalations), {"answer": id, "person": None, "note": note})

        try:
            self._database.write(work)
        except IntegrityError:  # of the foreign key
            return False
        return True

    def forget_before(self, moment: datetime) -> int:
        """Forget the answers that were given before a moment, and what was said of them; return how many answers."""
        old = delete(answers).where(answers.c.asked_at < moment)
        return self._database.write(lambda connection: connection.execute(old).rowcount)

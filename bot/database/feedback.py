"""What people said of answers, by section and by question."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.database.database import Database
from bot.database.tables import answers, votes

_MOST = 20_000  # opinions that are looked at, the last ones


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said of one answer; who is not told."""

    answer: str
    question: str
    passage: str  # id of the passage that was shown first, "" for none
    asked_at: datetime
    helpful: bool
    reason: str


class Feedback:
    """Reads opinions. Blocks, and raises DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def opinions(self, guild: int) -> tuple[Opinion, ...]:
        """Return what people said in a guild, of the last answers first."""
        columns = (answers.c.id, answers.c.question, answers.c.passages, answers.c.asked_at)
        query = select(*columns, votes.c.helpful, votes.c.reason).join(votes, votes.c.answer == answers.c.id)
        query = query.where(answers.c.guild == guild).order_by(answers.c.asked_at.desc(), answers.c.id).limit(_MOST)
        with self._database.reading() as connection:
            return tuple(
                Opinion(id, question, passages[0] if passages else "", at, helpful, reason)
                for id, question, passages, at, helpful, reason in connection.execute(query)
            )

"""How much was asked in a guild, and what came of it, in numbers. Who asked is not kept, so it is in none of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import extract, func, select

from bot.database.database import Database
from bot.database.tables import answers, votes

_DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Counts:
    """What was asked in a guild in a period."""

    by_day: Mapping[date, Mapping[str, int]]  # answers by status; days in UTC, without those on which nobody asked
    shown: Mapping[tuple[str, ...], int]  # answers that had any, by the ids of their passages, best first
    helpful: int  # votes on the answers of the period, whenever they were given
    unhelpful: int


class Stats:
    """Counts answers. Blocks, and raises DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self, guild: int, since: datetime, until: datetime) -> Counts:
        """Count what was asked in a guild from a moment on and before another one."""
        asked = (answers.c.guild == guild, answers.c.asked_at >= since, answers.c.asked_at < until)
        # Midnight as seconds since 1970: both engines reckon them in UTC, while a date of PostgreSQL would be of its
        # session's zone. Grouped there and not here, 100,000 answers come as some hundred rows. SQLite rounds to
        # milliseconds, so the last half of one is the next day's.
        second = extract("epoch", answers.c.asked_at)
        midnight = second - second % _DAY
        daily = select(midnight, answers.c.status, func.count()).where(*asked).group_by(midnight, answers.c.status)
        found = select(answers.c.passages, func.count()).where(*asked, answers.c.status != "not_covered")
        said = select(votes.c.helpful, func.count()).join(answers, answers.c.id == votes.c.answer).where(*asked)
        by_day: dict[date, dict[str, int]] = {}
        with self._database.reading() as connection:
            for seconds, status, count in connection.execute(daily):
                by_day.setdefault(datetime.fromtimestamp(int(seconds), UTC).date(), {})[status] = count
            shown = {row[0]: row[1] for row in connection.execute(found.group_by(answers.c.passages))}
            opinions = {row[0]: row[1] for row in connection.execute(said.group_by(votes.c.helpful))}
        return Counts(by_day, shown, opinions.get(True, 0), opinions.get(False, 0))

"""What moderators did, when, and to what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from bot.database.database import Database
from bot.database.tables import audit

PAGE = 10  # entries
_ENTRY = (audit.c.person, audit.c.action, audit.c.target, audit.c.details, audit.c.at)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done."""

    person: int | None  # None for somebody who had their data deleted
    action: str  # "reindex", "rollback"
    target: str  # what it was done to: a version, a section, a channel
    details: str
    at: datetime  # in UTC


class Audit:
    """Keeps what was done. Every method blocks, and raises DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, guild: int, person: int, action: str, target: str, details: str, at: datetime) -> None:
        """Keep that a person did something; `action` has at most 40 characters."""
        row = {"guild": guild, "person": person, "action": action, "target": target, "details": details, "at": at}
        self._database.write(lambda connection: connection.execute(insert(audit), row))

    def recent(self, guild: int, page: int = 1) -> tuple[list[Entry], bool]:
        """Return a page of what was done in a guild, the newest first, counted from 1; and whether there is more."""
        wanted = select(*_ENTRY).where(audit.c.guild == guild).order_by(audit.c.id.desc())
        wanted = wanted.limit(PAGE + 1).offset(PAGE * (page - 1))
        with self._database.reading() as connection:
            found = [Entry(*row) for row in connection.execute(wanted)]
        return found[:PAGE], len(found) > PAGE

    def last(self, guild: int, actions: Collection[str]) -> Entry | None:
        """Return the last of some actions in a guild; None when there was none."""
        wanted = select(*_ENTRY).where(audit.c.guild == guild, audit.c.action.in_(actions))
        with self._database.reading() as connection:
            row = connection.execute(wanted.order_by(audit.c.id.desc()).limit(1)).one_or_none()
        return Entry(*row) if row else None

    def counts(self, guild: int, since: datetime, until: datetime) -> dict[str, int]:
        """Return how often each action was done in a guild from a moment on and before another one."""
        when = (audit.c.guild == guild, audit.c.at >= since, audit.c.at < until)
        wanted = select(audit.c.action, func.count()).where(*when).group_by(audit.c.action)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(wanted)}

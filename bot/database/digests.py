"""Weekly digests: which guild wants one where, claimed by one process, and sent at most once each time."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select, true, update

from bot.database.database import Database
from bot.database.occurrences import begun, check_later, not_begun, unclaimed
from bot.database.tables import digests
from bot.database.upsert import put


@dataclass(frozen=True, slots=True)
class Digest:
    """A guild's digest at one `next_at`, which is the occurrence that is next."""

    guild: int
    channel: int
    next_at: datetime  # aware; in UTC when it comes back


_COLUMNS = [digests.c[field.name] for field in fields(Digest)]
_BEGUN, _NOT_BEGUN = begun(digests), not_begun(digests)


class Digests:
    """Keeps digests. Every method blocks, and raises DatabaseUnavailable.

    The steps are those of `bot.database.reminders.Reminders`: `claim` what is `due`, say with `begin` that the message
    goes out now, and with `done` when the next one does. What a process that died after `begin` left behind is found by
    `interrupted` and gets its `done` without a message.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, digest: Digest) -> None:
        """Store a digest in place of the one that the guild had. `begun` stays, so that this repeats no occurrence."""
        row = {column.name: getattr(digest, column.name) for column in _COLUMNS} | {"until": None}
        self._database.write(lambda connection: put(connection, digests, row, ("guild",)))

    def get(self, guild: int) -> Digest | None:
        """Return a guild's digest; None when there is none."""
        found = self._found(digests.c.guild == guild)
        return found[0] if found else None

    def remove(self, guild: int, only: Digest | None = None) -> bool:
        """Remove a guild's digest, or only if it still is this one; False when there was none."""
        theirs = delete(digests).where(digests.c.guild == guild, true() if only is None else _is(only))
        return self._database.write(lambda connection: connection.execute(theirs).rowcount) > 0

    def due(self, now: datetime) -> tuple[Digest, ...]:
        """Return what is due and nobody has claimed, the longest due first."""
        return self._found(digests.c.next_at <= now, _NOT_BEGUN, unclaimed(digests, now))

    def claim(self, digest: Digest, now: datetime, lease: timedelta) -> bool:
        """Claim what is due until the lease ends; False when another process did, or it was changed since."""
        return self._changed(digest, and_(_NOT_BEGUN, unclaimed(digests, now)), until=now + lease)

    def begin(self, digest: Digest) -> bool:
        """Say that the message goes out now; False when it must not, because it was changed, removed or sent since."""
        return self._changed(digest, _NOT_BEGUN, begun=digest.next_at)

    def done(self, digest: Digest, next_at: datetime) -> bool:
        """Say when the digest is due again; False when it was changed or removed since.

        Raises ValueError for a moment that is not later: the occurrence would come again.
        """
        check_later(digest.next_at, next_at)
        return self._changed(digest, true(), next_at=next_at, until=None)

    def interrupted(self, now: datetime) -> tuple[Digest, ...]:
        """Return occurrences whose sending began and did not end within the lease; they lack only their `done`."""
        return self._found(digests.c.next_at <= now, _BEGUN, unclaimed(digests, now))

    def _found(self, *which: ColumnElement[bool]) -> tuple[Digest, ...]:
        wanted = select(*_COLUMNS).where(*which).order_by(digests.c.next_at, digests.c.guild)
        with self._database.reading() as connection:
            return tuple(Digest(*row) for row in connection.execute(wanted))

    def _changed(self, digest: Digest, if_: ColumnElement[bool], **values: object) -> bool:
        """Change a digest if it is still this one; return whether it was."""
        change = update(digests).where(_is(digest), if_).values(values)
        return self._database.write(lambda connection: connection.execute(change).rowcount) > 0


def _is(digest: Digest) -> ColumnElement[bool]:
    return and_(*(column == getattr(digest, column.name) for column in _COLUMNS))

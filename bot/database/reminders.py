"""Weekly nudges: who is due, claimed by one process, and sent at most once each time."""

from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, select, true, update

from bot.database.database import Database
from bot.database.occurrences import begun, check_later, not_begun, unclaimed
from bot.database.tables import reminders
from bot.database.upsert import put
from bot.learning.records import Reminder

_COLUMNS = [reminders.c[field.name] for field in fields(Reminder)]
_WAITING = {"worker": None, "until": None}

# The sending of the present occurrence began. `put` leaves `begun` alone, so not even putting it again repeats it.
_BEGUN, _NOT_BEGUN = begun(reminders), not_begun(reminders)


class Reminders:
    """Keeps reminders. Every method blocks, and raises DatabaseUnavailable.

    An occurrence is a person's reminder at one `next_at`. Whoever sends it goes through three steps:

    1. `due` claims it for a while (the lease). Of a process that dies here, another one claims it afterwards.
    2. `sending` says that the message goes out now. From here on it is never sent again: a process that dies before it
       could say that it was sent has either sent it or not, and one nudge too few is better than two.
    3. `done` says when it is due again. What a process that died in step 2 left behind is found by `interrupted`, and
       gets its `done` without a message.

    After a downtime an occurrence that is long past is due once; `done` takes a moment in the future, so what fell
    between is caught up by one message and not repeated.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, reminder: Reminder) -> None:
        """Store a reminder in place of the one that the person had."""
        row = {column.name: getattr(reminder, column.name) for column in _COLUMNS} | _WAITING | {"closed": False}
        self._database.write(lambda connection: put(connection, reminders, row, ("person",)))

    def get(self, person: int) -> Reminder | None:
        """Return a person's reminder; None when there is none, or it stopped because of closed direct messages."""
        wanted = select(*_COLUMNS).where(reminders.c.person == person, ~reminders.c.closed)
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return Reminder(**row._mapping) if row else None

    def remove(self, person: int) -> bool:
        """Remove a person's reminder; False when there was none."""
        theirs = delete(reminders).where(reminders.c.person == person)
        return self._database.write(lambda connection: connection.execute(theirs).rowcount) > 0

    def due(self, now: datetime, limit: int, lease: timedelta, worker: str) -> tuple[Reminder, ...]:
        """Claim what is due for a worker until the lease ends, the longest due first; no two workers get the same."""
        wanted = (
            select(*_COLUMNS)
            .where(reminders.c.next_at <= now, ~reminders.c.closed, _NOT_BEGUN, unclaimed(reminders, now))
            .order_by(reminders.c.next_at, reminders.c.person)
            .limit(limit)
            .with_for_update(skip_locked=True)  # left out for SQLite, where a transaction that writes is alone
        )

        def work(connection: Connection) -> tuple[Reminder, ...]:
            found = tuple(Reminder(**row._mapping) for row in connection.execute(wanted))
            if found:
                ours = reminders.c.person.in_([reminder.person for reminder in found])
                connection.execute(update(reminders).where(ours).values(worker=worker, until=now + lease))
            return found

        return self._database.write(work)

    def sending(self, person: int, occurrence: datetime, worker: str) -> bool:
        """Say that the message goes out now; False when it must not, because it was changed, removed or sent since."""
        claimed = (reminders.c.worker == worker) & ~reminders.c.closed & _NOT_BEGUN
        return self._changed(person, occurrence, claimed, begun=occurrence)

    def done(self, person: int, occurrence: datetime, next_at: datetime) -> bool:
        """Say when the reminder is due after this occurrence; False when it was changed or removed since.

        Raises ValueError for a moment that is not later: the occurrence would come again.
        """
        check_later(occurrence, next_at)
        return self._changed(person, occurrence, true(), next_at=next_at, **_WAITING)

    def interrupted(self, now: datetime, limit: int) -> tuple[Reminder, ...]:
        """Return occurrences whose sending began and did not end within the lease; they lack only their `done`."""
        wanted = (
            select(*_COLUMNS)
            .where(reminders.c.next_at <= now, ~reminders.c.closed, _BEGUN, unclaimed(reminders, now))
            .order_by(reminders.c.next_at, reminders.c.person)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(Reminder(**row._mapping) for row in connection.execute(wanted))

    def snooze(self, person: int, until: datetime, occurrence: datetime | None = None) -> bool:
        """Let a reminder be due at another moment; False when there is none.

        With an occurrence, only if the reminder still is that one: so a sender puts off what could not be sent.
        """
        return self._changed(person, occurrence, ~reminders.c.closed, next_at=until, **_WAITING)

    def closed(self, person: int) -> bool:
        """Stop a reminder, as the person's direct messages are closed, until it is put again; False for none."""
        return self._changed(person, None, true(), closed=True, **_WAITING)

    def was_closed(self, person: int) -> bool:
        """Tell whether a person's reminder was stopped because of closed direct messages."""
        wanted = select(reminders.c.closed).where(reminders.c.person == person)
        with self._database.reading() as connection:
            return bool(connection.scalar(wanted))

    def _changed(self, person: int, occurrence: datetime | None, if_: ColumnElement[bool], **values: object) -> bool:
        """Change a person's reminder if it is still at this occurrence (None for any); return whether it was."""
        change = update(reminders).where(reminders.c.person == person, if_).values(values)
        if occurrence is not None:
            change = change.where(reminders.c.next_at == occurrence)
        return self._database.write(lambda connection: connection.execute(change).rowcount) > 0

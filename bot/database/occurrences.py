"""What comes again and again, and is sent once each time: conditions on rows with `next_at`, `until` and `begun`."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_


def begun(table: Table[Any]) -> ColumnElement[bool]:
    """Return that the sending of the present occurrence began; a row that is put again keeps that."""
    return and_(table.c.begun.is_not(None), table.c.begun >= table.c.next_at)


def not_begun(table: Table[Any]) -> ColumnElement[bool]:
    """Return that the sending of the present occurrence did not begin."""
    return or_(table.c.begun.is_(None), table.c.begun < table.c.next_at)


def unclaimed(table: Table[Any], now: datetime) -> ColumnElement[bool]:
    """Return that no process has claimed the row, or its lease has ended."""
    return or_(table.c.until.is_(None), table.c.until <= now)


def check_later(occurrence: datetime, next_at: datetime) -> None:
    """Raise ValueError for a moment that is not later than an occurrence: it would come again."""
    if next_at <= occurrence:
        raise ValueError(f"what was due at {occurrence} cannot be due again at {next_at}")

"""INSERT … ON CONFLICT: both engines speak it alike, and SQLAlchemy spells it in the dialect of each."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

Row = Mapping[str, Any]


def add(connection: Connection, table: Table, rows: Sequence[Row], returned: Column[T]) -> list[T]:
    """Insert rows, passing over those that are there already; return a column of the new ones, in any order."""
    if not rows:
        return []
    statement = _insert(connection, table).values(rows).on_conflict_do_nothing().returning(returned)
    return list(connection.scalars(statement))


def add_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert any number of rows, passing over those that are there already."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def put(connection: Connection, table: Table, row: Row, key: Sequence[str]) -> None:
    """Insert a row in place of the one with the same key, whose other columns keep what the row does not name."""
    statement = _insert(connection, table).values(row)
    changed = {name: statement.excluded[name] for name in row if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)

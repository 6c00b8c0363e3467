"""What is stored of a person or a guild: shown, deleted. It goes by the marks of the columns, so a new table is in."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Connection, Table, select, update
from sqlalchemy import delete as deleting

from bot.database.answers import Answers
from bot.database.channels import channels_changed
from bot.database.columns import INTERNAL
from bot.database.database import Database
from bot.database.gaps import Gaps
from bot.database.tables import metadata
from bot.learning.records import Pause


def export(database: Database, person: int) -> dict[str, Any]:
    """Return everything that is stored of a person, as values for JSON: tables with their rows. Blocks."""
    found: dict[str, Any] = {"person": person}
    with database.reading() as connection:
        for table, column in _marked("person"):
            shown = [other for other in table.c if other is not column and not other.info.keys() & INTERNAL.keys()]
            rows = connection.execute(select(*shown).where(column == person).order_by(*table.primary_key.columns))
            found[table.name] = [{name: _plain(value) for name, value in row._mapping.items()} for row in rows]
    return found


def delete(database: Database, person: int) -> dict[str, int]:
    """Delete everything that is stored of a person, in one transaction; return how many rows of which table. Blocks."""
    return database.write(lambda connection: _erase(connection, "person", person))


def purge_guild(database: Database, guild: int) -> dict[str, int]:
    """Delete what belongs to a guild, in one transaction, and forget that people's own things began there. Blocks.

    Returns how many rows of which table were deleted or changed.
    """

    def work(connection: Connection) -> dict[str, int]:
        channels_changed(connection)
        return _erase(connection, "guild", guild)

    return database.write(work)


def guilds_stored(database: Database) -> set[int]:
    """Return the guilds that something is stored of; 0, which stands for direct messages, is none. Blocks."""
    with database.reading() as connection:
        found = {
            guild for _, column in _marked("guild") for guild in connection.scalars(select(column).distinct()) if guild
        }
    return found


def retention(database: Database, moment: datetime) -> int:
    """Forget the questions that were asked before a moment; return how many. Blocks."""
    forgotten = Answers(database).forget_before(moment)
    Gaps(database).forget_empty()
    return forgotten


def _erase(connection: Connection, mark: str, number: int) -> dict[str, int]:
    erased: dict[str, int] = {}
    for table, column in _marked(mark):
        theirs = column == number
        clear = column.info[mark] == "clear"
        statement = update(table).where(theirs).values({column.name: None}) if clear else deleting(table).where(theirs)
        if count := connection.execute(statement).rowcount:
            erased[table.name] = count
    return erased


def _marked(mark: str) -> list[tuple[Table, Column[Any]]]:
    """Return the tables that have a column with a mark, and the column; those that refer to others come first."""
    return [(table, column) for table in reversed(metadata.sorted_tables) for column in table.c if mark in column.info]


def _plain(value: Any) -> Any:
    """Return a value of a column as JSON has it."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case Pause(start, end):
            return {"start": start.isoformat(), "end": end and end.isoformat()}
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value

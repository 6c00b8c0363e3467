"""Types of columns that mean the same in SQLite and in PostgreSQL, and marks that privacy goes by."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator

from bot.learning.records import Pause

# What a column holds of whom, for bot.database.privacy: rows of a person or a guild are deleted with it, or, where the
# row is somebody else's or everybody's, only the number is cleared.
PERSON = {"person": "delete"}
PERSON_CLEARED = {"person": "clear"}
GUILD = {"guild": "delete"}
GUILD_CLEARED = {"guild": "clear"}
INTERNAL = {"internal": True}  # of no meaning to the person whose row it is: left out of an export


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps no zone, so it is taken off there and put on again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: whose midnight it is would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, whatever zone the server's session has."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """What somebody typed. PostgreSQL takes no NUL and neither takes half a character, so both are replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return text that can be stored as UTF-8."""
        return None if value is None else storable(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """Several texts in their order, as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Return the texts as JSON."""
        return None if value is None else json.dumps([storable(text) for text in value], ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Return the texts."""
        return None if value is None else tuple(json.loads(value))


class Pauses(TypeDecorator[tuple[Pause, ...]]):
    """Pauses in their order, as a JSON list of [start, end], end null while one lasts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Pause, ...] | None, dialect: Dialect) -> str | None:
        """Return the pauses as JSON."""
        if value is None:
            return None
        return json.dumps([[pause.start.isoformat(), pause.end and pause.end.isoformat()] for pause in value])

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Pause, ...] | None:
        """Return the pauses."""
        if value is None:
            return None
        return tuple(
            Pause(date.fromisoformat(start), date.fromisoformat(end) if end else None)
            for start, end in json.loads(value)
        )


def storable(text: str) -> str:
    """Return a text with "?" for every half of a surrogate pair and "\N{REPLACEMENT CHARACTER}" for every NUL."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()

"""Logs for machines: one JSON object a line. No question and nobody's id stands in them at the default level."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


class JsonLines(logging.Formatter):
    """Write a record as one line: when, how grave, what, and what was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": moment.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        # In ASCII: some programs begin a new line at U+2028 too, and not every stream can write every character.
        try:
            return json.dumps(line, default=str)
        except (TypeError, ValueError):  # an extra that holds itself, or has odd keys
            return json.dumps({name: str(value) for name, value in line.items()})


def log_to(stream: TextIO = sys.stderr, level: str = "INFO") -> None:
    """Let everything that is logged go to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # They log every step as information; what matters of it they log as a warning.
    for library in ("discord", "alembic"):
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))

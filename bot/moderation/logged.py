"""What moderators did, in the log."""

import logging
from datetime import datetime

log = logging.getLogger(__name__)


class Logged:
    """An Audit whose lines are those of the log."""

    def record(self, guild: int, person: int, action: str, target: str, details: str, at: datetime) -> None:
        """Log one line; not what was written, which may be long."""
        said = {"guild": guild, "moderator": person, "action": action, "target": target, "at": at.isoformat()}
        log.info("a moderator acted", extra=said)

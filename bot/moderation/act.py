"""Who acts, and where it is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Moderator:
    """A moderator who acts, and the guild in which."""

    person: int
    name: str  # as the guild's members see it
    guild: int


class Audit(Protocol):
    """Writes down who did what."""

    def record(self, guild: int, person: int, action: str, target: str, details: str, at: datetime) -> object:
        """Keep one line. Blocks."""


Home = Callable[[int | None], None]  # raises Refused for a guild that may not teach what all guilds read

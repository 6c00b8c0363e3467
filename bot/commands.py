"""The commands that Discord has too, typed: what they are called, what they take, what they do.

A value is given by its place or by its name: `/roadmap start atlia date:next monday hours:10 zone:New York`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.card import Card
from bot.command_table import TABLE, AnyCommand, OfLearners, OfRoadmaps, OfStored
from bot.facts.service import Facts
from bot.learning.on_roadmaps import OnRoadmaps
from bot.learning.service import Learning
from bot.refused import Refused
from bot.typed import arguments
from knowledge.errors import did_you_mean

if TYPE_CHECKING:
    from bot.privacy_card import Stored


@dataclass(frozen=True, slots=True)
class Own:
    """The services for what is somebody's own."""

    learning: Learning
    stored: "Stored"


class Commands:
    """Runs what is typed after a slash."""

    def __init__(self, facts: Facts, roadmaps: OnRoadmaps, own: "Callable[[], Own] | None") -> None:
        """Take the services; `own` opens the database when it is first needed, and raises Refused when it cannot.

        Without it there is nothing of one's own, and everything else goes on.
        """
        self._facts = facts
        self._roadmaps = roadmaps
        self._open = own
        self._opened: Own | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the first words of all commands, each with its slash."""
        return tuple(dict.fromkeys(f"/{command.name.split()[0]}" for command in TABLE))

    def help(self, text: str = "") -> str:
        """Return a line for each command, all or those that begin with a word."""
        wanted = text.strip().lower().lstrip("/")
        chosen = [command for command in TABLE if command.name.startswith(wanted)]
        if not chosen:
            known = [*(name[1:] for name in self.names), *(command.name for command in TABLE)]
            raise Refused(f"There is no command /{wanted[:40]}{did_you_mean(wanted, known)}.")
        return "\n".join(f"{command.usage}\n    {command.help}" for command in chosen)

    def run(self, text: str) -> Card:
        """Run one line such as "/salary uk senior"; raises Refused for what cannot be done or read."""
        command, rest = self._command(text)
        given = arguments(rest, command.takes, command.usage)
        if isinstance(command, OfLearners):
            return command.does(self._own().learning, given)
        if isinstance(command, OfStored):
            return command.does(self._own().stored, given)
        if isinstance(command, OfRoadmaps):
            return command.does(self._roadmaps, given)
        return command.does(self._facts, given)

    def _own(self) -> "Own":
        if self._open is None:
            raise Refused("Roadmaps of your own need the database, and there is none here.")
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _command(self, text: str) -> tuple[AnyCommand, str]:
        first, *others = text.strip().lstrip("/").split(maxsplit=1) or [""]
        second = others[0].split(maxsplit=1) if others else []
        group = [command for command in TABLE if command.name.split()[0] == first.lower()]
        for command in group:
            if second and command.name == f"{first} {second[0]}".lower():
                return command, second[1] if len(second) > 1 else ""
        for command in group:
            if command.name == first.lower():
                return command, others[0] if others else ""
        if not group:
            raise Refused(f"There is no command /{first[:40]}{did_you_mean(first, self.names)}.")
        words = [command.name.split()[1] for command in group]
        hint = did_you_mean(second[0], words) if second else ""
        raise Refused(f"After /{first} comes {', '.join(words[:-1])} or {words[-1]}{hint}.")

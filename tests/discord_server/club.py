"""A server with somebody on it: one guild, two channels, three people; and what must hold at the end of a test."""

import re

from discord_server.interactions import DEADLINE
from discord_server.permissions import MODERATORS
from discord_server.server import DiscordServer


class Club(DiscordServer):
    """A server with one guild of two channels: Alice and Bob are members, Mona is a moderator.

    At the end of a test this must hold, unless the test says that it is meant to be otherwise: `may_log` takes regular
    expressions of error messages, `may_miss_deadline` and `may_stop` are switches.
    """

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.guild = self.world.guild("Career Club")
        self.general = self.world.channel(self.guild, "general")
        self.questions = self.world.channel(self.guild, "questions")
        self.moderators = self.world.role(self.guild, "Moderator", MODERATORS)
        self.alice = self.world.join(self.guild, self.world.user("Alice"))
        self.bob = self.world.join(self.guild, self.world.user("Bob"))
        self.mona = self.world.join(self.guild, self.world.user("Mona"), self.moderators)
        self.may_log: list[str] = []
        self.may_miss_deadline = False
        self.may_stop = False
        self.logged: list[str] = []

    def wrong(self) -> list[str]:
        """Return what went wrong that no test asks for."""
        wrong = [f"unknown route: {call.method} {call.path}" for call in self.rest.unknown]
        wrong += [f"logged: {line}" for line in self.logged if not any(re.search(may, line) for may in self.may_log)]
        for interaction in self.interactions:
            took = None if interaction.answered is None else interaction.answered - interaction.asked
            if not self.may_miss_deadline and (took is None or took > DEADLINE):
                wrong.append(f"not answered within {DEADLINE:g} s: {interaction.data}")
        return wrong

"""Many people at once: commands are used with so many in flight, and how long the bot takes is measured."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from discord_server.server import DiscordServer
from discord_server.world import Guild, User


@dataclass
class Measured:
    """What a load came to; latencies are milliseconds from dispatch to first and to final answer."""

    seconds: float = 0.0
    first: list[float] = field(default_factory=list)
    final: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def crowd(server: DiscordServer, guild: Guild, size: int) -> list[User]:
    """Return so many members, who are made if there are too few: a bot limits how often one person asks."""
    members = [user for user, _ in guild.members.values() if not user.bot]
    while len(members) < size:
        members.append(server.world.join(guild, server.world.user(f"Member {len(members)}")))
    return members


async def load(
    server: DiscordServer,
    command: list[str],
    options: list[dict[str, Any]],
    count: int,
    in_flight: int,
    seconds: float = 30.0,
    keep: bool = False,
) -> Measured:
    """Use a command (its name and those of subcommands) `count` times, each time with the next of the options.

    Every time by somebody else. `seconds` is how long one answer may take; `keep` leaves the messages there.
    """
    people = crowd(server, next(iter(server.world.guilds.values())), min(count, 5000))
    asked = zip(range(count), itertools.cycle(people), itertools.cycle(options), strict=False)
    measured = Measured()

    async def ask() -> None:
        for _, user, given in asked:
            handle = server.slash(user, *command, options=given)
            try:
                first = await handle.acked(seconds)
                await handle.final(seconds)
            except AssertionError as error:
                measured.failed.append(str(error))
            else:
                measured.first.append(first * 1000)
                measured.final.append(handle.seconds_to_final * 1000)
            if not keep:
                server.interactions.forget(handle.interaction)

    began = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(in_flight)))
    measured.seconds = time.perf_counter() - began
    return measured

"""What to offer while somebody types: names and values within Discord's limits."""

import asyncio
from collections.abc import Callable, Iterable

from discord import app_commands

from bot.fit import cut

MOST = 25
_LONGEST = 100


async def offered(find: Callable[..., Iterable[str | tuple[str, str]]], *typed: str) -> list[app_commands.Choice[str]]:
    """Return what a function finds for what was typed, as choices; in a thread, as it may have to read new content."""
    return choices(await asyncio.to_thread(find, *typed))


def choices(found: Iterable[str | tuple[str, str]]) -> list[app_commands.Choice[str]]:
    """Return choices for texts, or for (name to show, value); what is too long to be sent back is left out."""
    pairs = [(one, one) if isinstance(one, str) else one for one in found]
    fitting = [(name, value) for name, value in pairs if name and 0 < len(value) <= _LONGEST]
    return [app_commands.Choice(name=cut(name, _LONGEST), value=value) for name, value in fitting[:MOST]]

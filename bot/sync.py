"""Tell Discord about the commands, only when they changed."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from discord import app_commands

log = logging.getLogger(__name__)


async def sync_commands(
    tree: app_commands.CommandTree[Any],
    application: int | None,
    read: Callable[[], Awaitable[str | None]],
    write: Callable[[str], Awaitable[None]],
) -> bool:
    """Send the commands when they are not those that were sent last; return whether they were sent."""
    said = json.dumps([command.to_dict(tree) for command in tree.get_commands()], sort_keys=True)
    digest = hashlib.sha256(f"{application} {said}".encode()).hexdigest()
    if await read() == digest:
        return False
    await tree.sync()
    await write(digest)
    log.info("commands synced", extra={"commands": len(tree.get_commands())})
    return True

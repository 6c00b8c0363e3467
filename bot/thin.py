"""Events that are thinner than discord.py reads: it insists on fields that Discord calls optional, or added lately.

Without them it raises while it reads the connection, and that ends the bot. Discord itself sends them all; other
servers that speak its protocol may not.
"""

import logging
from collections.abc import Callable, MutableMapping
from typing import Any

log = logging.getLogger(__name__)

Event = dict[str, Any]
_UPLOAD = 10 * 1024 * 1024  # bytes of a file, the least that Discord allows; we never ask for it
_DIRECT = 1  # type of a channel


def forgive(parsers: MutableMapping[str, Callable[[Any], None]]) -> None:
    """Let events be filled in before they are parsed, and one that cannot be read all the same be left out."""
    parsers.update({event: _forgiving(event, parse) for event, parse in parsers.items()})


def filled(event: str, data: Event) -> Event:
    """Return an event with what is missing; what it has stays as it is."""
    match event:
        case "READY":
            return {"shard": [0, 1], **data}
        case "GUILD_CREATE" if data.get("channels"):
            return data | {"channels": [{"position": 0, "name": "", **channel} for channel in data["channels"]]}
        case "INTERACTION_CREATE":
            return {"attachment_size_limit": _UPLOAD, "version": 1, **_place(data), **data}
        case _:
            return data


def _place(data: Event) -> Event:
    """Return the channel of an interaction that has only its id. One of a guild is known; direct messages need not."""
    if "channel_id" not in data:
        return {}
    return {"channel": {"id": data["channel_id"], **({} if data.get("guild_id") else {"type": _DIRECT})}}


def _forgiving(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    def read(data: Any) -> None:
        try:
            parse(filled(event, data))
        except Exception:
            if event == "READY":  # without it there is no bot
                raise
            log.exception("an event could not be read", extra={"name_of_event": event})

    return read

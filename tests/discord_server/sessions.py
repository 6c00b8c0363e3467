"""A session of the gateway: a shard with its intents, and what was sent to it, to be sent again after a drop."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from discord_server.transport import Transport

JSON = dict[str, Any]
REMEMBERED = 2000  # events that can be sent again


class Connection:
    """One web socket; events are sent in order, and nobody waits for them."""

    def __init__(self, socket: web.WebSocketResponse, request: web.BaseRequest) -> None:
        self.socket = socket
        self._request = request
        self.ended_by_us = False
        self._transport = Transport(request.query.get("compress", ""))
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def send(self, text: str) -> None:
        """Send a text soon."""
        self._queue.put_nowait(text)

    async def _write(self) -> None:
        while True:
            frame = self._transport.frame(await self._queue.get())
            try:
                if isinstance(frame, str):
                    await self.socket.send_str(frame)
                else:
                    await self.socket.send_bytes(frame)
            except (ConnectionError, RuntimeError):  # the other side is gone; a RESUME asks for the event again
                return

    async def close(self, code: int) -> None:
        """Send what is waiting, then close with a code."""
        self.ended_by_us = True
        while not self._queue.empty() and not self._writer.done():
            await asyncio.sleep(0)
        await self.socket.close(code=code)
        self.stop()

    def abort(self) -> None:
        """Cut the connection without a word."""
        self.ended_by_us = True
        if self._request.transport is not None:
            self._request.transport.abort()
        self.stop()

    def stop(self) -> None:
        """Stop writing."""
        self._writer.cancel()


@dataclass
class Session:
    """A shard's session; `connection` is None while the bot is away."""

    id: str
    shard: int
    shards: int
    intents: int
    connection: Connection | None = None
    sequence: int = 0
    log: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def takes(self, guild_id: str | None) -> bool:
        """Say whether events of a guild, or None for direct messages, come to this shard."""
        return ((int(guild_id) >> 22) % self.shards if guild_id else 0) == self.shard

    def send(self, event: str, data: JSON) -> None:
        """Send an event, or keep it for the RESUME."""
        self.sequence += 1
        # Written down at once: what the event tells of may be something else when it is sent, or sent again.
        text = json.dumps({"op": 0, "t": event, "s": self.sequence, "d": data})
        self.log.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send(text)

    def replay(self, after: int) -> bool:
        """Send again what came after a sequence number; False if that is not all remembered, or is not ours."""
        missed = [text for sequence, text in self.log if sequence > after]
        if after > self.sequence or len(missed) != self.sequence - after or self.connection is None:
            return False
        for text in missed:
            self.connection.send(text)
        return True

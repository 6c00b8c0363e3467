"""Clients of discord.py in this process: started, waited for, watched, and closed."""

import asyncio
from typing import TypeVar

import discord

C = TypeVar("C", bound=discord.Client)


class Clients:
    """Start clients with a token. One that dies is seen: an event that discord.py cannot read ends `Client.start`."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._running: list[tuple[discord.Client, asyncio.Task[None]]] = []

    async def __call__(self, client: C) -> C:
        """Start a client and wait until it is ready; raises what ends it before, AssertionError after ten seconds."""
        task = asyncio.create_task(client.start(self._token))
        self._running.append((client, task))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait([task, ready], timeout=10, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if task.done():
            await task
        assert client.is_ready(), "the client was not ready after ten seconds"
        return client

    @property
    def died(self) -> list[str]:
        """What ended clients that nobody closed."""
        ended = [(client, task) for client, task in self._running if task.done() and not task.cancelled()]
        return [repr(task.exception()) for client, task in ended if task.exception() or not client.is_closed()]

    async def close(self) -> list[str]:
        """Close all clients, and return what ended those that nobody closed."""
        for client, task in self._running:
            if not task.done():
                await client.close()
        await asyncio.gather(*(task for _, task in self._running), return_exceptions=True)
        died = self.died
        for client, _ in self._running:
            await client.close()
        return died

"""The whole server on one local port: REST, gateway and files, with the world behind them."""

import asyncio
import base64
import contextlib
import socket
import time
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from discord_server.calls import Call, Routes
from discord_server.events import Events
from discord_server.faults import Faults
from discord_server.gateway import Gateway
from discord_server.interactions import Interactions
from discord_server.message_rules import MOST_BYTES
from discord_server.messages import Message, Messages
from discord_server.people import People
from discord_server.rest import PREFIX, Rest
from discord_server.routes import AboutRoutes
from discord_server.routes_commands import Commands
from discord_server.routes_interactions import InteractionRoutes
from discord_server.routes_messages import MessageRoutes
from discord_server.snowflakes import Snowflakes
from discord_server.world import Channel, World

HOST = "127.0.0.1"
BACKLOG = 4096  # discord.py opens a connection for each request in flight; with fewer a burst waits a second


class DiscordServer(People):
    """Discord on 127.0.0.1, and the people who use it: see People for what they do.

    `port` is 0 for any free one; the port is known at once, requests are answered after `start`.
    """

    def __init__(self, port: int = 0) -> None:
        self._socket = _bound(port)
        self.port = self._socket.getsockname()[1]
        self.ids = Snowflakes()
        self.world = World(self.ids)
        number = base64.b64encode(self.world.bot.id.encode()).decode().rstrip("=")
        self.token = f"{number}.Gtest1.{'mentor' * 5}"
        self.messages = Messages(self.ids, f"http://{HOST}:{self.port}")
        self.gateway = Gateway(self.world, self.token, f"ws://{HOST}:{self.port}/")
        self.events = Events(self.gateway)
        self.interactions = Interactions(self.world, self.messages)
        self.commands = Commands(self.world)
        self.faults = Faults()
        routes = Routes()
        self.rest = Rest(routes, self.faults, self.token)
        for part in (
            AboutRoutes(self.world, self.messages, self.gateway),
            MessageRoutes(self.world, self.messages, self.events),
            InteractionRoutes(self.interactions, self.events),
            self.commands,
        ):
            part.add_to(routes)
        self._runner: web.ServerRunner | None = None

    @property
    def api(self) -> str:
        """The address of the REST side."""
        return f"http://{HOST}:{self.port}{PREFIX}"

    @property
    def calls(self) -> list[Call]:
        """Every request so far."""
        return self.rest.calls

    def called(self, method: str, template: str) -> list[Call]:
        """Return the requests of a method to a route: server.called("POST", "/channels/{channel_id}/messages")."""
        return [call for call in self.calls if (call.method, call.template) == (method, template)]

    async def start(self) -> None:
        """Begin to answer."""
        server = web.Server(self._handle, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0)
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket, backlog=BACKLOG).start()

    async def stop(self) -> None:
        """Cut all connections and refuse new ones."""
        self.gateway.abort()
        if self._runner is not None:
            await self._runner.cleanup()
        self._socket.close()
        self._runner = None

    async def until(self, true: Callable[[], Any], seconds: float = 10.0) -> None:
        """Wait until something is true; raises AssertionError after some seconds."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"not so within {seconds:g} s"
            await asyncio.sleep(0.005)

    async def ready(self, seconds: float = 10.0) -> None:
        """Wait until a bot is connected, for one that runs as a process of its own."""
        await self.until(lambda: self.gateway.connected, seconds)

    def sent(self, channel: Channel) -> list[Message]:
        """Return what the bot wrote in a channel, oldest first."""
        return [message for message in self.messages.in_channel(channel) if message.author is self.world.bot]

    async def be_away(self, seconds: float) -> None:
        """Be gone for some seconds, and come back on the same port with all that was."""
        await self.stop()
        await asyncio.sleep(seconds)
        self._socket = _bound(self.port)
        await self.start()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith(PREFIX):
            return await self.rest.handle(request)
        if path == "/":
            return await self.gateway.handle(request)
        content = self.messages.files.get(path)
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        with contextlib.suppress(ConnectionError):
            await self.stop()


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    """Return a request that may carry ten of the biggest files, so that our own limits speak and not aiohttp's."""
    most = 11 * MOST_BYTES
    return web.BaseRequest(message, payload, protocol, writer, task, asyncio.get_running_loop(), client_max_size=most)


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound

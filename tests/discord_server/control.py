"""Steer a server that runs as a process of its own, over HTTP on 127.0.0.1."""

import asyncio
import dataclasses
import itertools
import json
from typing import Any

from aiohttp import web

from discord_server.load import load
from discord_server.server import HOST, DiscordServer

JSON = dict[str, Any]


class Control:
    """Answer `GET /state` and `POST /load`, `/faults`, `/drop`, `/away`, all with JSON.

    /load takes the arguments of load.load; /faults a list of [name of a method of Faults, its arguments];
    /away {"seconds": 30}.
    """

    def __init__(self, server: DiscordServer) -> None:
        self._server = server

    async def start(self, port: int = 0) -> tuple[web.AppRunner, int]:
        """Begin to answer; returns what is to be cleaned up, and the port."""
        app = web.Application()
        app.router.add_get("/state", self.state)
        for name in ("load", "faults", "drop", "away"):
            app.router.add_post(f"/{name}", getattr(self, name))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        return runner, runner.addresses[0][1]

    async def state(self, request: web.Request) -> web.Response:
        """Say who is connected, what was registered, and what was answered so far."""
        server, gateway = self._server, self._server.gateway
        beats = gateway.heartbeats
        unanswered = [one for one in server.interactions if one.answered is None]
        return _json(
            {
                "connected": gateway.connected,
                "commands": [command["name"] for command in server.commands.of(None)],
                "statuses": server.rest.statuses,
                "identifies": len(gateway.identifies),
                "resumes": len(gateway.resumes),
                "seconds_between_heartbeats": [later - earlier for earlier, later in itertools.pairwise(beats)],
                "unanswered": len(unanswered),
                "messages": len(server.messages),
            }
        )

    async def load(self, request: web.Request) -> web.Response:
        """Use a command many times, and return what was measured."""
        return _json(dataclasses.asdict(await load(self._server, **await request.json())))

    async def faults(self, request: web.Request) -> web.Response:
        """Take all faults away, and set those that are given."""
        self._server.faults.clear()
        for name, arguments in await request.json():
            if name not in ("fail", "rate_limit", "slow", "cut"):
                raise web.HTTPBadRequest(text=f"There is no fault {name}")
            getattr(self._server.faults, name)(**arguments)
        return _json({})

    async def drop(self, request: web.Request) -> web.Response:
        """Cut all connections of the gateway."""
        self._server.gateway.abort()
        return _json({})

    async def away(self, request: web.Request) -> web.Response:
        """Be gone for some seconds; the answer comes after that."""
        await self._server.be_away((await request.json())["seconds"])
        return _json({})


def _json(value: JSON) -> web.Response:
    return web.Response(body=json.dumps(value).encode(), content_type="application/json")


async def serve(server: DiscordServer, port: int, said: Any) -> None:
    """Run a server and its control until cancelled; `said` gets one line of JSON with the addresses and the token."""
    server.rest.keep = False
    async with server:
        runner, control = await Control(server).start(port)
        addresses = {"api": server.api, "gateway": server.gateway.url, "token": server.token}
        said.write(json.dumps({**addresses, "control": f"http://{HOST}:{control}"}) + "\n")
        said.flush()
        try:
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

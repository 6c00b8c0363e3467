"""Lead discord.py to a local server instead of Discord, by the three addresses that it has."""

import contextlib
from collections.abc import Iterator

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from discord_server.server import DiscordServer


@contextlib.contextmanager
def pointed_at(server: DiscordServer) -> Iterator[None]:
    """Lead every client of this process to a server, until the end of the block."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    Route.BASE = server.api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway.url)
    Asset.BASE = server.api.removesuffix("/api/v10") + "/cdn"
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before

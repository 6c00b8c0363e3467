"""The Discord bot: `python -m bot`. Builds everything once, runs it, and ends in one readable line."""

import asyncio
import contextlib
import gc
import os
import signal
import sys

import aiohttp
import discord

import index.one_thread  # noqa: F401 (before numpy)
from bot.client import point_at
from bot.compose import make_content, make_mentor
from bot.compose_discord import Parts, make_bot
from bot.config import ROOT, Settings, SettingsError
from bot.database.errors import DatabaseUnavailable
from bot.database.open import open_database
from bot.health import HealthServer
from bot.lag import Lag
from bot.log import log_to
from bot.routine import Routine
from index.errors import IndexUnavailable
from knowledge.errors import ContentError

MISSING = (
    "MENTOR_DISCORD_TOKEN is not set. Take the bot's token from Discord's developer portal, and put it into .env or "
    "the environment. To try the mentor without Discord: make chat"
)
REFUSED = "Discord does not accept MENTOR_DISCORD_TOKEN. Make a new one in the developer portal, page Bot."
NO_INTENTS = (
    "Discord refuses the intents that were asked for; none of them is privileged, so update the bot's settings."
)


class Stopped(Exception):
    """The bot cannot run; the message is one line for whoever started it."""


def main() -> int:
    """Run the bot until it is told to stop; 1 when it cannot."""
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        log_to(sys.stderr, settings.log_level)
        asyncio.run(serve(settings))
    except (SettingsError, IndexUnavailable, ContentError, DatabaseUnavailable, Stopped) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:  # a second Ctrl-C, while the bot was stopping
        return 130
    return 0


async def serve(settings: Settings) -> None:
    """Build the bot, connect it, and serve until SIGTERM or Ctrl-C. Raises what keeps it from starting."""
    if settings.discord_token is None:
        raise Stopped(MISSING)
    point_at(settings.discord_api, settings.discord_gateway)
    mentor = make_mentor(settings)
    content = make_content(settings)
    database = open_database(settings.database_url, settings.data / "backups")
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(database.close)
        parts = make_bot(settings, mentor, content, database)
        stack.callback(parts.asking.close)
        gc.freeze()  # what is loaded now stays: looking through it for garbage would hold everybody up, 25 ms at a time
        if settings.http:
            await _watched(settings.http, parts, stack)
        routine = Routine()
        stack.push_async_callback(routine.close)
        await _connected(parts, routine, settings.discord_token.get_secret_value())


async def _watched(place: str, parts: Parts, stack: contextlib.AsyncExitStack) -> None:
    """Serve /healthz and /metrics; raises Stopped when the port is taken."""
    server = HealthServer(parts.health, parts.figures)
    lag = Lag()
    lag.start()
    stack.push_async_callback(lag.close)
    parts.metrics.watch("loop_held_up_seconds", "Longest hold-up of the event loop since the last look", lag.take)
    host, _, port = place.rpartition(":")
    try:
        await server.start(host or "127.0.0.1", int(port))
    except OSError as error:
        raise Stopped(f"MENTOR_HTTP is {place}, but nothing can listen there ({error.strerror}).") from error
    stack.push_async_callback(server.close)


async def _connected(parts: Parts, routine: Routine, token: str) -> None:
    """Stay connected until a signal; raises Stopped, without the token, for what cannot be mended by trying again."""
    bot, loop = parts.bot, asyncio.get_running_loop()
    closing: list[asyncio.Task[None]] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, lambda: closing.append(loop.create_task(bot.close())))
    try:
        await bot.login(token)
        parts.begin(routine)
        await bot.connect()
    except Exception as error:
        # Who is told to stop while still connecting has the session closed under their feet: that is no fault.
        if not closing:
            if (reason := _reason(error)) is None:
                raise
            raise Stopped(reason) from error
    finally:
        await asyncio.gather(*closing)
        await bot.close()


def _reason(error: Exception) -> str | None:
    """Say why the bot cannot run, and what to do; None for a mistake of ours."""
    match error:
        case discord.LoginFailure():
            return REFUSED
        case discord.PrivilegedIntentsRequired():
            return NO_INTENTS
        case discord.GatewayNotFound():
            return "Discord's gateway cannot be reached. Check the network and try again."
        case discord.HTTPException():
            return f"Discord refuses the start ({error.status}, code {error.code}). Try again later."
        case OSError() | aiohttp.ClientError():
            return f"Discord cannot be reached ({type(error).__name__}). Check the network and try again."
        case _:
            return None


if __name__ == "__main__":
    raise SystemExit(main())

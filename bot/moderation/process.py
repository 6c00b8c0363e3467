"""A script as a process of its own: neither the event loop nor the interpreter's lock waits for it."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from bot.config import PREFIX, ROOT, Settings

log = logging.getLogger(__name__)

Event = Callable[[dict[str, Any]], None]
_SECRETS = {"discord_token"}


class EndedEarly(Exception):
    """A script ended before it said what came of it. The message goes after its name: "was killed (SIGKILL)"."""


class Script:
    """One run of `python -m scripts.NAME … --json`, which can be ended."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings that the script shall have; it gets no token."""
        self._environment = environment_for(settings)
        self._process: asyncio.subprocess.Process | None = None
        self.ended = False  # by `end`, and not by itself

    async def run(self, *arguments: str, event: Event = lambda _: None) -> dict[str, Any]:
        """Run to the end and return the JSON object that was printed; EndedEarly when there is none.

        `event` gets each JSON object that comes on standard error meanwhile.
        """
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", *arguments),
            cwd=ROOT,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            if self.ended:  # while it was being started
                await _kill(process)
            output, _ = await asyncio.gather(process.stdout.read(), self._follow(process, event))  # type: ignore[union-attr]
            await process.wait()
        finally:
            await _kill(process)
        with contextlib.suppress(ValueError):
            value = json.loads(output)
            if isinstance(value, dict):
                return value
        raise EndedEarly(_how(process.returncode or 0))

    async def end(self) -> None:
        """End the process, or keep it from beginning; what it had written beside is swept away by the next one."""
        self.ended = True
        if self._process is not None:
            await _kill(self._process)

    async def _follow(self, process: asyncio.subprocess.Process, event: Event) -> None:
        assert process.stderr is not None  # noqa: S101 (it is a pipe)
        async for line in _lines(process.stderr):
            with contextlib.suppress(ValueError):
                value = json.loads(line)
                if isinstance(value, dict):
                    event(value)
                    continue
            log.info("a script said something", extra={"said": line.decode(errors="replace").strip()})


async def _lines(stream: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Yield the lines of a stream, without those that are longer than it takes: they are no events."""
    while True:
        try:
            line = await stream.readline()
        except ValueError:
            log.info("a script said more in a line than is read")
            continue
        if not line:
            return
        yield line


def environment_for(settings: Settings) -> dict[str, str]:
    """Return the environment of a script: ours with these settings, and without the token, wherever that stands."""
    given = settings.model_dump(exclude=_SECRETS, exclude_none=True)
    ours = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    # Empty and not left out: otherwise the script would read it from the file .env.
    return {**ours, **_variables(given), **{PREFIX + name.upper(): "" for name in _SECRETS}}


def _variables(settings: Mapping[str, Any]) -> dict[str, str]:
    return {
        PREFIX + name.upper(): ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in settings.items()
    }


async def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _how(code: int) -> str:
    if code >= 0:
        return f"ended early (code {code}; the log says why)"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    memory = "; often there is too little memory" if name == "SIGKILL" else ""
    return f"was killed from outside ({name}{memory})"

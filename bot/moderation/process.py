"""A script as a process of its own: neither the event loop nor the interpreter's lock waits for it."""

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from bot.config import PREFIX, ROOT, Settings

log = logging.getLogger(__name__)

Event = Callable[[dict[str, Any]], None]
_SECRETS = {"discord_token"}


class Script:
    """A run of `python -m scripts.NAME … --json`, which can be ended."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings that the script shall have; it gets no token."""
        given = settings.model_dump(exclude=_SECRETS, exclude_none=True)
        ours = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        self._environment = {**ours, **_variables(given), PREFIX + "DISCORD_TOKEN": ""}
        self._process: asyncio.subprocess.Process | None = None
        self.ended = False  # by `end`, and not by itself

    async def run(self, *arguments: str, event: Event = lambda _: None) -> dict[str, Any]:
        """Run to the end and return the JSON object that was printed; `{"error": …}` where there is none.

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
            output, _ = await asyncio.gather(process.stdout.read(), self._follow(process, event))  # type: ignore[union-attr]
            await process.wait()
        finally:
            await self.end(wanted=False)
        try:
            value = json.loads(output)
        except ValueError:
            value = {"error": f"The script ended early (code {process.returncode}). The old version goes on."}
        return value if isinstance(value, dict) else {}

    async def end(self, *, wanted: bool = True) -> None:
        """End the process if it runs; what it had written beside is swept away by the next one."""
        process = self._process
        if process is not None and process.returncode is None:
            self.ended = wanted
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _follow(self, process: asyncio.subprocess.Process, event: Event) -> None:
        assert process.stderr is not None  # noqa: S101 (it is a pipe)
        async for line in process.stderr:
            try:
                event(json.loads(line))
            except ValueError:
                log.info("a script said something", extra={"said": line.decode(errors="replace").strip()})


def _variables(settings: Mapping[str, Any]) -> dict[str, str]:
    return {
        PREFIX + name.upper(): ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in settings.items()
    }

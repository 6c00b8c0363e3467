"""A script that moderators begin, watch and end; one at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.config import Settings
from bot.moderation.process import Event, Script
from bot.refused import Refused

Work = Callable[[Script, Event], Awaitable[dict[str, Any]]]


class Job:
    """Runs one script after the other, and refuses a second one meanwhile."""

    def __init__(self, settings: Settings, name: str, now: Callable[[], datetime]) -> None:
        """Take the settings that the scripts get, and what such a run is called: "A reindex"."""
        self._settings = settings
        self._name = name
        self._now = now
        self._script: Script | None = None
        self._over = asyncio.Event()
        self._result: dict[str, Any] = {}
        self._stopping = False
        self.since: datetime | None = None  # when the one that runs was begun
        self.done = self.total = 0  # of its work

    async def run(self, work: Work) -> dict[str, Any]:
        """Run a script to its end and return what came of it; Refused when one runs, before anything is awaited."""
        if self.since is not None:
            raise Refused(
                f"{self._name} is running already, since <t:{int(self.since.timestamp())}:t>. "
                "Wait until it is done, or cancel it."
            )
        self.since = self._now()
        self._script = script = Script(self._settings)
        self.done = self.total = 0
        self._result = {}
        self._over.clear()
        try:
            self._result = result = await work(script, self._seen)
            return {**result, "stopped": True} if self._stopping and result.get("cancelled") else result
        finally:
            self._script = self.since = None
            self._over.set()

    async def cancel(self) -> dict[str, Any]:
        """End the script that runs and return what came of it all the same; Refused when there is none."""
        if self._script is None:
            raise Refused(f"{self._name} is not running any more.")
        await self._script.end()
        await self._over.wait()
        return self._result

    async def close(self) -> None:
        """End what runs: the bot stops."""
        self._stopping = True
        if self._script is not None:
            await self._script.end()

    def _seen(self, event: dict[str, Any]) -> None:
        if "total" in event:
            self.done, self.total = int(event.get("done", 0)), int(event["total"])

"""A script that moderators begin, watch and end; one at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.config import Settings
from bot.moderation.process import Event, Script
from bot.moment import shown
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
        self._outcome: asyncio.Future[dict[str, Any]] | None = None
        self._stopping = False
        self.since: datetime | None = None  # when the one that runs was begun
        self.done = self.total = 0  # of its work

    async def run(self, work: Work) -> dict[str, Any]:
        """Run a script to its end and return what came of it; Refused when one runs, before anything is awaited."""
        if self.since is not None:
            raise Refused(
                f"{self._name} is running already, since {shown(self.since, 't')}. Wait until it is done, or cancel it."
            )
        self.since = self._now()
        self._script = script = Script(self._settings)
        self._outcome = outcome = asyncio.get_running_loop().create_future()
        self.done = self.total = 0
        result: dict[str, Any] = {}
        try:
            result = await work(script, self._seen)
            return {**result, "stopped": True} if self._stopping and result.get("cancelled") else result
        finally:
            self._script = self._outcome = self.since = None
            outcome.set_result(result)

    async def cancel(self) -> dict[str, Any]:
        """End the script that runs and return what came of it all the same; Refused when there is none."""
        script, outcome = self._script, self._outcome
        if script is None or outcome is None:
            raise Refused(f"{self._name} is not running any more.")
        await script.end()
        return await asyncio.shield(outcome)

    async def close(self) -> None:
        """End what runs: the bot stops."""
        self._stopping = True
        if self._script is not None:
            await self._script.end()

    def _seen(self, event: dict[str, Any]) -> None:
        if "total" in event:
            self.done, self.total = int(event.get("done", 0)), int(event["total"])

"""A reindex that moderators begin, watch, end, and let serve in spite of the gate; one at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.config import Settings
from bot.database.audit import Audit
from bot.database.database import Database
from bot.moderation.process import Script
from bot.refused import Refused

_MODULE = "scripts.reindex"
RUNNING = "A reindex is running already. Wait until it is done, or cancel it."


class Reindexing:
    """Runs reindexes, and keeps in the audit who did what."""

    def __init__(self, settings: Settings, audit: Audit, database: Database, now: Callable[[], datetime]) -> None:
        """Take the settings that the script gets, and where it is kept who began it."""
        self._settings = settings
        self._audit = audit
        self._database = database
        self._now = now
        self._running: Script | None = None
        self.done = self.total = 0  # texts encoded, of those that are new

    async def run(self, guild: int, person: int) -> dict[str, Any]:
        """Reindex and return what the script says, `{"cancelled": True}` when it was ended; Refused when one runs."""
        result = await self._one("--hold", "--progress")
        if "error" in result or "problems" in result:
            what = "failed"
        else:
            what = next((w for w in ("cancelled", "unchanged", "published", "held") if result.get(w)), "refused")
        await self._kept(guild, person, "reindex", str(result.get("version", "")), what)
        return result

    async def publish(self, guild: int, person: int, version: str) -> dict[str, Any]:
        """Let a held version serve all the same."""
        result = await self._one("--publish", version)
        if result.get("published"):
            await self._kept(guild, person, "publish anyway", version, "the gate had refused it")
        return result

    async def cancel(self, guild: int, person: int) -> None:
        """End the reindex that runs; Refused when there is none."""
        if self._running is None:
            raise Refused("No reindex is running.")
        await self._running.end()
        await self._kept(guild, person, "cancel reindex", "", "")

    async def close(self) -> None:
        """End what runs: the bot stops."""
        if self._running is not None:
            await self._running.end()

    async def _one(self, *arguments: str) -> dict[str, Any]:
        if self._running is not None:
            raise Refused(RUNNING)
        self._running = script = Script(self._settings)
        self.done = self.total = 0
        try:
            result = await script.run(_MODULE, "--json", *arguments, event=self._seen)
            return {"cancelled": True} if script.ended else result
        finally:
            self._running = None

    def _seen(self, event: dict[str, Any]) -> None:
        self.done, self.total = int(event.get("done", 0)), int(event.get("total", 0))

    async def _kept(self, guild: int, person: int, action: str, target: str, details: str) -> None:
        await self._database.run(self._audit.record, guild, person, action, target, details, self._now())

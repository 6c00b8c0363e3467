"""A reindex that moderators begin, watch, end, and let serve in spite of the gate; one at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.config import Settings
from bot.database.audit import Audit
from bot.database.database import Database
from bot.moderation.job import Job
from bot.moderation.process import Event, Script
from bot.moderation.reindexing import run_reindex
from index.versions import Versions

_ENDS = ("cancelled", "unchanged", "published", "held")


class Reindexing:
    """Runs reindexes, and keeps in the audit who did what."""

    def __init__(self, settings: Settings, audit: Audit, database: Database, now: Callable[[], datetime]) -> None:
        """Take the settings that the script gets, and where it is kept who began it."""
        self.job = Job(settings, "A reindex", now)
        self._versions = Versions(settings.index_folder)
        self._audit = audit
        self._database = database
        self._now = now

    async def run(self, guild: int, person: int) -> dict[str, Any]:
        """Reindex and return what the script says, `{"cancelled": True}` when it was ended; Refused when one runs."""
        result = await self._one("--hold", "--progress")
        if "error" in result or "problems" in result:
            what = "failed"
        else:
            what = next((word for word in _ENDS if result.get(word)), "refused")
        await self._kept(guild, person, "reindex", str(result.get("version", "")), what)
        return result

    async def publish(self, guild: int, person: int, version: str) -> dict[str, Any]:
        """Let a held version serve all the same."""
        result = await self._one("--publish", version)
        if result.get("published"):
            await self._kept(guild, person, "publish anyway", version, "the gate had refused it")
        return result

    async def cancel(self, guild: int, person: int) -> dict[str, Any]:
        """End the reindex that runs, and return what came of it: it may serve already. Refused when there is none."""
        result = await self.job.cancel()
        what = "" if result.get("cancelled") else "too late"
        await self._kept(guild, person, "cancel reindex", str(result.get("version", "")), what)
        return result

    async def close(self) -> None:
        """End what runs: the bot stops."""
        await self.job.close()

    async def _one(self, *arguments: str) -> dict[str, Any]:
        async def work(script: Script, event: Event) -> dict[str, Any]:
            return await run_reindex(script, self._versions, *arguments, event=event)

        return await self.job.run(work)

    async def _kept(self, guild: int, person: int, action: str, target: str, details: str) -> None:
        await self._database.run(self._audit.record, guild, person, action, target, details, self._now())

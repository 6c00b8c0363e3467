"""The reindex as a process of its own: `scripts.reindex`, so that the bot goes on answering meanwhile."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.config import Settings
from bot.moderation.process import EndedEarly, Event, Script
from index.errors import IndexUnavailable
from index.versions import Versions

_BUSY = "Another reindex"  # so its refusal begins while one is running
_PATIENCE = 60  # tries, a second apart


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What came of a reindex."""

    version: str = ""
    problem: str = ""  # why the old version goes on; "" when the content serves
    lost: tuple[str, ...] = ()  # golden questions that would not find their section any more


async def run_reindex(
    script: Script, versions: Versions, *arguments: str, event: Event = lambda _: None
) -> dict[str, Any]:
    """Run `scripts.reindex --json` and return what it says; `{"cancelled": True}` when it was ended before it served.

    However it ends, what is returned is true of the index: whoever is killed after a new version began to serve has
    done it, and that is `{"version": …, "published": True, "late": True}`.
    """
    before = await asyncio.to_thread(versions.stamp)
    try:
        return await script.run("scripts.reindex", "--json", *arguments, event=event)
    except EndedEarly as error:
        if await asyncio.to_thread(versions.stamp) != before:
            return {"version": await asyncio.to_thread(_serving, versions), "published": True, "late": True}
        if script.ended:
            return {"cancelled": True}
        return {"error": f"The reindex {error}. The old version goes on serving; try again."}


class ReindexProcess:
    """Runs reindexes, one after the other, for what is taught."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings that the script gets."""
        self._settings = settings
        self._versions = Versions(settings.index_folder)

    async def __call__(self) -> Reindexed:
        """Bring the index up to the content; waits while another process does it."""
        for _ in range(_PATIENCE):
            done = _read(await run_reindex(Script(self._settings), self._versions))
            if not done.problem.startswith(_BUSY):
                return done
            await asyncio.sleep(1)
        return done


def _serving(versions: Versions) -> str:
    try:
        return versions.pointer()
    except IndexUnavailable:  # it cannot be read: the next reindex repairs it, and says so
        return ""


def _read(value: dict[str, Any]) -> Reindexed:
    if "error" in value:
        return Reindexed(problem=str(value["error"]))
    problems = value.get("problems")
    if isinstance(problems, list) and problems:
        return Reindexed(problem=f"The content has {len(problems)} faults, the first: {problems[0]}")
    version = str(value.get("version", ""))
    if value.get("published") or value.get("unchanged"):
        return Reindexed(version)
    golden = value.get("golden")
    lost = tuple(map(str, golden.get("lost", ()))) if isinstance(golden, dict) else ()
    return Reindexed(version, "Golden questions would no longer find their section.", lost)

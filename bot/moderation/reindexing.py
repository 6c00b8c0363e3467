"""The reindex as a process of its own: `scripts.reindex`, so that the bot goes on answering meanwhile."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

_BUSY = "Another reindex"  # so its refusal begins while one is running
_PATIENCE = 60  # tries, a second apart
_SECRET = "MENTOR_DISCORD_TOKEN"  # noqa: S105 (the name of the variable)


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What came of a reindex."""

    version: str = ""
    problem: str = ""  # why the old version goes on; "" when the content serves
    lost: tuple[str, ...] = ()  # golden questions that would not find their section any more


class ReindexProcess:
    """Runs reindexes, one after the other."""

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        """Take the folder of the program, and the settings as variables of the environment."""
        self._root = root
        self._environment = {**os.environ, **environment}
        self._environment.pop(_SECRET, None)  # it needs none

    async def __call__(self) -> Reindexed:
        """Bring the index up to the content; waits while another process does it."""
        for _ in range(_PATIENCE):
            done = await self._once()
            if not done.problem.startswith(_BUSY):
                return done
            await asyncio.sleep(1)
        return done

    async def _once(self) -> Reindexed:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "scripts.reindex", "--json"),
            cwd=self._root,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await process.communicate()
        for line in errors.decode(errors="replace").splitlines():
            log.info("reindex: %s", line)
        try:
            return _read(json.loads(output))
        except ValueError:
            return Reindexed(problem=f"The reindex ended with code {process.returncode}; the log says why.")


def _read(value: dict[str, object]) -> Reindexed:
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

"""An evaluation that moderators begin: `scripts.evaluate` on the index that serves; its figures are kept."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.database.audit import Audit
from bot.database.database import Database
from bot.database.errors import DatabaseUnavailable
from bot.database.kept import Kept
from bot.moderation.job import Job
from bot.moderation.process import EndedEarly, Event, Script

_NAME = "evaluation"  # under which the figures are kept
_FORMAT = 1  # raised when the figures get another shape: those of before are not shown then


class Evaluating:
    """Runs evaluations, one at a time, and keeps the last one's figures."""

    def __init__(
        self,
        settings: Settings,
        kept: Kept,
        audit: Audit,
        database: Database,
        now: Callable[[], datetime],
        labelled: Sequence[Path] = (),
    ) -> None:
        """Take the settings that the script gets, and where figures and acts are kept.

        `labelled` are files of questions, instead of those that the script has without any.
        """
        self.job = Job(settings, "An evaluation", now)
        self._kept = kept
        self._audit = audit
        self._run = database.run
        self._now = now
        self._questions = [argument for path in labelled for argument in ("--questions", str(path))]

    async def run(self, guild: int, person: int) -> dict[str, Any]:
        """Evaluate and return what the script says, `{"cancelled": True}` when it was ended; Refused when one runs."""
        result = await self.job.run(self._evaluate)
        version = str(result.get("version", ""))
        try:
            if version:
                value = json.dumps({**result, "format": _FORMAT, "at": self._now().isoformat()}, ensure_ascii=False)
                await self._run(self._kept.put, _NAME, value)
            await self._record(guild, person, "evaluate", version, _outcome(result))
        except DatabaseUnavailable as error:  # who waited for them sees the figures all the same
            return {**result, "unkept": str(error)}
        return result

    async def cancel(self, guild: int, person: int) -> dict[str, Any]:
        """End the evaluation that runs, and return what came of it; Refused when there is none."""
        result = await self.job.cancel()
        what = "" if result.get("cancelled") else "too late"
        await self._record(guild, person, "cancel evaluation", str(result.get("version", "")), what)
        return result

    async def last(self) -> dict[str, Any] | None:
        """Return the figures of the last evaluation, with when it was ("at", as text); None for none."""
        value = await self._run(self._kept.get, _NAME)
        found = json.loads(value) if value else {}
        return found if found.get("format") == _FORMAT else None

    async def close(self) -> None:
        """End what runs: the bot stops."""
        await self.job.close()

    async def _evaluate(self, script: Script, event: Event) -> dict[str, Any]:
        arguments = ("--json", "--progress", "--no-ablation", *self._questions)
        try:
            return await script.run("scripts.evaluate", *arguments, event=event)
        except EndedEarly as error:
            if script.ended:
                return {"cancelled": True}
            return {"error": f"The evaluation {error}. It only reads, so nothing was changed; try again."}

    async def _record(self, guild: int, person: int, action: str, target: str, details: str) -> None:
        await self._run(self._audit.record, guild, person, action, target, details, self._now())


def _outcome(result: dict[str, Any]) -> str:
    if result.get("cancelled"):
        return "cancelled"
    if "version" not in result:
        return "failed"
    below = len(result["below"])
    return f"{below} below their floor" if below else "no figure below its floor"

"""/mentor status."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.card import Card
from bot.cogs.moderation import MentorGroup
from bot.moderation.evaluating import Evaluating
from bot.moderation.evaluation_card import last_text
from bot.moderation.status import Connection, Index, status_card
from bot.views.reply import Interaction, reply
from index.data import MANIFEST, Manifest


class StatusCommand:
    """Says what answers, and how the bot runs."""

    def __init__(
        self,
        manifest: Callable[[], Manifest],
        folder: Path,
        connection: Callable[[], Connection],
        place: str,
        evaluating: Evaluating,
    ) -> None:
        """Take what gives the state; `folder` holds the versions of the index."""
        self._manifest = manifest
        self._folder = folder
        self._connection = connection
        self._place = place
        self._evaluating = evaluating

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        group.add("status", "What I answer from, and how I run", self._status)

    async def _status(self, interaction: Interaction) -> None:
        await reply(interaction, self._card())

    async def _card(self) -> Card:
        manifest = self._manifest()
        built = await asyncio.to_thread(_built, self._folder / manifest.version / MANIFEST)
        index = Index(manifest.version, built, manifest.content_sha256, manifest.encoder.name, manifest.size)
        job, last = self._evaluating.job, await self._evaluating.last()
        measured = last_text(last, manifest.version, job.since, job.done, job.total)
        return status_card(index, self._connection(), self._place, measured)


def _built(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None

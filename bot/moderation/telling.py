"""Tell those who wanted to be told: one direct message when their question has an answer."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.answer_card import excerpt, source_line
from bot.card import GREEN, Button, Card, Row, Style, Text
from bot.confidence import Status
from bot.database.database import Database
from bot.database.tellings import Telling, Tellings
from bot.discord_text import discord_text, escaped, quoted
from bot.fit import cut
from bot.mentor import Answer, Mentor
from bot.nudges import Delivery

_AT_ONCE = 50
_LEFT = timedelta(hours=1)  # after which a telling that began and did not end is of a process that died
_SHOWN = 1_150  # characters of the passage

Send = Callable[[int, Card], Awaitable[Delivery]]


class Teller:
    """Looks whether questions have an answer by now, and says so. The steps are those of `Tellings`."""

    def __init__(
        self, tellings: Tellings, mentor: Mentor, database: Database, send: Send, now: Callable[[], datetime]
    ) -> None:
        """Take who waits, what answers, and what sends a card to a person."""
        self._tellings = tellings
        self._mentor = mentor
        self._run = database.run
        self._send = send
        self._now = now

    async def sweep(self) -> int:
        """Tell everybody whose question the index that serves answers; return how many messages went out."""
        await self._run(self._tellings.forget_told, self._now() - _LEFT)
        await asyncio.to_thread(self._mentor.refresh)
        version = self._mentor.retriever.data.manifest.version
        count = 0
        while found := await self._run(self._tellings.waiting, version, _AT_ONCE):
            for telling in found:
                count += await self._tell(telling, version)
        return count

    async def _tell(self, telling: Telling, version: str) -> bool:
        answer = await asyncio.to_thread(
            self._mentor.ask, telling.question, context=telling.context, source=telling.source
        )
        # Marked first: what cannot be sent now is not looked at again in this sweep.
        await self._run(self._tellings.looked, telling.id, version)
        if answer.status is not Status.ANSWERED or not await self._run(self._tellings.begin, telling.id, self._now()):
            return False
        delivery = await self._send(telling.person, telling_card(answer, telling.answer))
        if delivery is Delivery.FAILED:
            await self._run(self._tellings.again, telling.id)
            return False
        await self._run(self._tellings.done, telling.id)
        return delivery is Delivery.SENT


def telling_card(answer: Answer, answer_id: str) -> Card:
    """Return the message: the question, the first passage, and a button that asks again."""
    hit = answer.hits[0]
    text, marked = excerpt(hit, _SHOWN)
    return Card(
        (
            Text(f"You wanted to know: **{escaped(cut(answer.question, 300))}**\nThere is an answer now:"),
            Text(f"**{source_line(hit.passage)}**\n{quoted(discord_text(text, marked))}"),
            Row((Button("Ask", f"told-ask:{answer_id}", Style.PRIMARY),)),
            Text("-# You asked me to tell you. I don't keep your name for this any more."),
        ),
        GREEN,
    )

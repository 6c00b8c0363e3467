"""Asking from an event loop: the mentor works in threads, and what was answered is kept for the buttons."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.again import CHANGED, answer_again, hits_again
from bot.batches import Batches
from bot.confidence import Status
from bot.conversation import Conversations
from bot.database.answers import Answers, KeptAnswer, new_id
from bot.database.database import Database
from bot.examples import examples
from bot.mentor import Answer, Mentor
from bot.metrics import Metrics
from bot.nearby import nearby
from bot.refused import Refused
from bot.served import Served
from index.data import Data
from index.reading import Query
from index.records import Passage

log = logging.getLogger(__name__)
T = TypeVar("T")

_KEEPING = 2.0  # seconds that an answer waits for being kept; a database that is locked is tried for half a minute
DEPTH = 12  # passages that an answer pages through


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, the id it is kept under, and nearby questions where it is none."""

    answer: Answer
    id: str
    authors: Mapping[str, str]  # of guides by their id, where they are credited to a publisher
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where; the guild is None in a direct message."""

    person: int
    channel: int
    guild: int | None


class Asking:
    """The answering service for an event loop."""

    def __init__(
        self,
        mentor: Mentor,
        conversations: Conversations,
        answers: Answers,
        database: Database,
        metrics: Metrics,
        served: Served,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Put the parts together; `now` gives the moment that an answer is kept with."""
        self._mentor = mentor
        self._conversations = conversations
        self._answers = answers
        self._database = database
        self._metrics = metrics
        self._served = served
        self._now = now
        self._batches = Batches(mentor.ask_many)
        # For what an answer needs besides: one, so that the threads that answer keep the cores.
        self._aside = ThreadPoolExecutor(1, "aside")
        self._keeping: set[asyncio.Future[str]] = set()
        self.waiting = 0  # questions that no thread has taken up or that are being answered

    @property
    def version(self) -> str:
        """Return the name of the index that answers."""
        return self._mentor.retriever.data.manifest.version

    async def ask(self, question: str, asker: Asker, source: str | None = None) -> Asked:
        """Answer a question in the light of what this person asked in this channel before."""
        who = (asker.person, asker.channel)
        context = self._conversations.context(who)
        answer = await self._answer(Query(question, context, DEPTH, source))
        near = () if answer.status is not Status.NOT_COVERED else await self._beside(self._nearby, answer)
        authors = self._served.authors()
        if not answer.is_question:  # neither counted nor kept: no moderator shall have to read "thanks"
            return Asked(answer, "", authors, near)
        if answer.status is not Status.NOT_COVERED:  # what was off the topic is no context for what comes next
            self._conversations.remember(who, question)
        self._metrics.answered(answer.status)
        return Asked(answer, await self._keep(answer, context, source, asker), authors, near)

    async def _keep(self, answer: Answer, context: tuple[str, ...], source: str | None, asker: Asker) -> str:
        """Keep an answer for its buttons and return its id, or "": a failing database is no reason to be silent.

        Nor is one that is busy: what is not kept in time is kept a little later, and the buttons are there already.
        """
        kept = KeptAnswer(
            id=new_id(),
            asked_at=self._now(),
            question=answer.question,
            context=context,
            source=source,
            status=answer.status.value,
            confidence=answer.confidence,
            passages=tuple(hit.passage.id for hit in answer.hits),
            guild=asker.guild,
            channel=asker.channel,
            index_version=self.version,
        )
        keeping = asyncio.ensure_future(self._written(kept))
        self._keeping.add(keeping)  # or it might be collected as garbage while nobody waits for it
        keeping.add_done_callback(self._keeping.discard)
        done, _ = await asyncio.wait({keeping}, timeout=_KEEPING)
        return keeping.result() if done else kept.id

    async def _written(self, kept: KeptAnswer) -> str:
        """Keep an answer; return its id, or "" where it cannot be kept."""
        try:
            await self._database.run(self._answers.keep, kept)
        except Exception:
            log.exception("The answer is shown, but could not be kept")
            return ""
        return kept.id

    async def again(self, kept: KeptAnswer) -> Asked:
        """Return the answer that was kept, with its passages as they are now; raises Refused when some are gone."""
        fresh, data = await self._fresh(kept)
        return Asked(await self._beside(answer_again, kept, fresh, data), kept.id, self._served.authors())

    async def section(self, kept: KeptAnswer, number: int) -> tuple[Sequence[Passage], str]:
        """Return the whole section that a passage of a kept answer is of, counted from 1, and its author or "".

        Raises Refused when it is gone.
        """
        fresh, data = await self._fresh(kept)
        passages = await self._beside(_section, kept, fresh, data, number)
        return passages, self._served.authors().get(passages[0].source, "")

    async def examples(self) -> Sequence[str]:
        """Return questions to tap that are answered."""
        return await asyncio.to_thread(lambda: examples(self._mentor, self._served.golden()))

    def sources(self) -> dict[str, tuple[str, ...]]:
        """Return the names of each guide by its id, its title first; of a plain folder none."""
        found = self._mentor.retriever.data.manifest.settings["sources"]
        return {name: tuple(values) for name, values in found.items()}

    def forget(self, person: int) -> None:
        """Forget what a person asked last, everywhere."""
        self._conversations.forget(lambda who: isinstance(who, tuple) and who[0] == person)

    def close(self) -> None:
        """Let the threads end."""
        self._batches.close()
        self._aside.shutdown(wait=False, cancel_futures=True)

    async def _fresh(self, kept: KeptAnswer) -> tuple[Answer, Data]:
        answer = await self._answer(Query(kept.question, kept.context, DEPTH, kept.source))
        return answer, self._mentor.retriever.data

    async def _answer(self, query: Query) -> Answer:
        started = time.perf_counter()
        self.waiting += 1
        try:
            return await self._batches(query)
        finally:
            self.waiting -= 1
            self._metrics.answer_seconds.observe(time.perf_counter() - started)

    async def _beside(self, function: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._aside, lambda: function(*args))

    def _nearby(self, answer: Answer) -> tuple[str, ...]:
        near = nearby(self._mentor, answer.question) if answer.is_question else ()
        return near or examples(self._mentor, self._served.golden(), 3)


def _section(kept: KeptAnswer, fresh: Answer, data: Data, number: int) -> Sequence[Passage]:
    hit = dict(enumerate(hits_again(kept, fresh, data), start=1)).get(number)
    passages = data.section(hit.passage.section) if hit is not None else ()
    if not passages:
        raise Refused(CHANGED)
    return passages

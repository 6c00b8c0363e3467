"""The gaps of a guild: questions taken in and grouped as they come, and what is known of one group."""

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np

from bot.confidence import Status
from bot.database.gaps import ANSWERED, Gap, Gaps, Leader, Ungrouped
from bot.mentor import Answer, Mentor
from bot.moderation.grouping import grouped, weight_of
from index.tokens import words_of

_AT_ONCE = 200  # questions that are grouped in one go
_OVERLAP = timedelta(minutes=10)  # that other processes' clocks may differ
_TRIES = 5
_LOOKED_AT = 200  # groups of a guild that are asked again of a new index
NEAREST = 12  # sections to choose from


@dataclass(frozen=True, slots=True)
class Listed:
    """A group in a list."""

    gap: Gap
    question: str  # its most frequent wording


@dataclass(frozen=True, slots=True)
class Item:
    """All that a moderator needs to decide about a group."""

    gap: Gap
    wordings: tuple[str, ...]  # the most frequent first
    reasons: tuple[str, ...]  # what people wrote
    answer: Answer  # from the index that serves now
    context: tuple[str, ...]  # of the question that was answered for this
    unknown: tuple[str, ...]  # its words that no guide has


class GapQueue:
    """Groups questions, and reads the groups. Every method blocks, and raises DatabaseUnavailable."""

    def __init__(self, gaps: Gaps, mentor: Mentor) -> None:
        """Take what keeps the groups, and what finds passages."""
        self._gaps = gaps
        self._mentor = mentor
        self._turn = threading.Lock()
        self._since: datetime | None = None
        self._looked_at = ""  # the version of the index that was asked again

    def take_in(self, patience: float = 0.0) -> int:
        """Group the questions that came since; return how many. None while another thread does it.

        `patience` is for how many seconds that thread is waited for: who lists the groups then shall have them all.
        """
        if not self._turn.acquire(timeout=patience):
            return 0
        try:
            count = 0
            while found := self._gaps.ungrouped(self._since and self._since - _OVERLAP, _AT_ONCE):
                for guild, theirs in groupby(sorted(found, key=lambda one: one.guild), key=lambda one: one.guild):
                    self._group(guild, list(theirs))
                count += len(found)
                self._since = max(one.asked_at for one in found)
            return count
        finally:
            self._turn.release()

    def close_answered(self, now: datetime) -> int:
        """Put away the groups that the index answers by now, the most asked ones; return how many.

        Looked for once an index. What people called unhelpful had an answer before, so it waits for a moderator.
        """
        version = self._mentor.retriever.data.manifest.version
        if version == self._looked_at:
            return 0
        closed = 0
        for guild in self._gaps.guilds():
            _, rows = self._gaps.page([guild], 0, _LOOKED_AT)
            asked = self._gaps.questions([row.id for row in rows if not row.unhelpful], most=1)
            closed += sum(self._close(id, found[0], now) for id, found in asked.items() if found)
        self._looked_at = version
        return closed

    def _close(self, id: int, last: Ungrouped, now: datetime) -> bool:
        answer = self._mentor.ask(last.question, context=last.context, source=last.source)
        return answer.status is Status.ANSWERED and self._gaps.act(id, [last.guild], ANSWERED, None, now) is None

    def page(
        self, guilds: Collection[int], page: int, size: int, since: datetime | None = None
    ) -> tuple[int, list[Listed]]:
        """Return how many groups there are, and one page of them, counted from 1; with a moment those asked since."""
        total, rows = self._gaps.page(guilds, size * (page - 1), size, since)
        asked = self._gaps.questions([row.id for row in rows])
        return total, [Listed(row, _wordings(asked[row.id])[0]) for row in rows if asked[row.id]]

    def item(self, id: int, guilds: Collection[int]) -> Item | None:
        """Return a group of one of these guilds; None when there is none."""
        gap = self._gaps.find(id, guilds)
        asked = self._gaps.questions([id])[id] if gap else ()
        if gap is None or not asked:
            return None
        wordings = _wordings(asked)
        first = next(one for one in asked if " ".join(one.question.split()) == wordings[0])
        answer = self._mentor.ask(first.question, context=first.context, top=NEAREST, source=first.source)
        return Item(gap, wordings, self._gaps.reasons(id), answer, first.context, self._unknown(answer))

    def _unknown(self, answer: Answer) -> tuple[str, ...]:
        stems = answer.evidence.unknown if answer.evidence else ()
        stem = self._mentor.retriever.analyzer.stem
        words = words_of(answer.read_as or answer.question)
        return tuple(dict.fromkeys(word for word in words if stem(word) in stems))

    def _group(self, guild: int, questions: Sequence[Ungrouped]) -> None:
        encoder = self._mentor.retriever.encoder.info.weights_sha256
        mine = self._described(questions)
        for _ in range(_TRIES):  # another process may group at the same moment
            stamp, leaders = self._gaps.leaders(guild, encoder)
            chosen = grouped(leaders, mine)
            new = dict.fromkeys(leader for leader in chosen if not leader.id)
            links = {one.answer: leader for one, leader in zip(questions, chosen, strict=True)}
            if self._gaps.put(guild, encoder, stamp, tuple(new), links):
                return

    def _described(self, questions: Sequence[Ungrouped]) -> list[Leader]:
        """Return what questions are compared by."""
        retriever = self._mentor.retriever
        found = [retriever.search(one.question, context=one.context, top=1) for one in questions]
        vectors = retriever.encoder.encode_questions([one.read_as or " " for one in found])
        known = (
            retriever.data.arrays.questions if len(retriever.data.arrays.questions) else retriever.data.arrays.passages
        )
        nearest = (vectors @ np.asarray(known).T).max(axis=1)
        return [
            Leader(
                vector.astype(np.float16).tobytes(),
                tuple(sorted({retriever.analyzer.stem(word) for word in one.unknown_words})),
                weight_of(float(near)),
            )
            for vector, one, near in zip(vectors, found, nearest, strict=True)
        ]


def _wordings(asked: Iterable[Ungrouped]) -> tuple[str, ...]:
    """Return the different wordings, the most frequent first, of those asked as often the last."""
    counts = Counter(" ".join(one.question.split()) for one in asked)
    seen: dict[str, str] = {}
    for text, _ in counts.most_common():
        seen.setdefault(text.lower().strip(" ?!."), text)
    return tuple(seen.values())

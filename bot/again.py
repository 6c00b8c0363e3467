"""An answer that was given before, with the passages it had then, whatever the index has become since. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.confidence import Status
from bot.database.answers import KeptAnswer
from bot.mentor import Answer, closest
from bot.refused import Refused
from index.data import Data
from index.records import Hit

CHANGED = "The guides have changed since that answer. Ask again, and you get what they say now."


def hits_again(kept: KeptAnswer, fresh: Answer, data: Data) -> Sequence[Hit | None]:
    """Return the passages of a kept answer in their order, as the index has them now; None for one that is gone.

    `fresh` answers the same question from that index. Where it has the same passages, or marks some of them, so do we.
    """
    found = {hit.passage.id: hit for hit in fresh.hits}
    if tuple(found) == kept.passages:
        return fresh.hits
    # Rows of older versions have the first page only. The further ones are surely those of then in the same index.
    if tuple(found)[: len(kept.passages)] == kept.passages and data.manifest.version == kept.index_version:
        return fresh.hits
    return [found.get(name) or _hit(name, data) for name in kept.passages]


def answer_again(kept: KeptAnswer, fresh: Answer, data: Data) -> Answer:
    """Return a kept answer, as sure as it was; raises Refused when the index has not all of its passages any more."""
    hits = hits_again(kept, fresh, data)
    whole = tuple(hit for hit in hits if hit is not None)
    if len(whole) < len(hits):
        raise Refused(CHANGED)
    status = Status(kept.status)
    reason = fresh.reason if fresh.status is status else closest() if status is Status.RELATED else ""
    return replace(fresh, status=status, confidence=kept.confidence, hits=whole, reason=reason)


def _hit(name: str, data: Data) -> Hit | None:
    passage = data.passage_named(name)
    return None if passage is None else Hit(passage, 0.0, ())

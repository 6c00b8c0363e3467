"""Which questions mean the same: nearest first question of a group, if it is near and asks for nothing else. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.database.gaps import Leader
from index.vector import Vectors

# Measured on tests/bot/moderation/same_question.yaml, ten orders: of the pairs that are put together 91 % mean the
# same, and 73 % of those that do are put together. Without the rule about unknown words it is 78 % and 78 %.
SAME = 0.55  # cosine
_AT_ONCE = 16_384  # vectors that are made float32 at a time

_FAR, _NEAR = 0.2, 0.5  # cosine of the nearest known question: gibberish 0.3, chit-chat 0.4, facts that lack 0.7
_LEAST = 0.05


def grouped(leaders: Sequence[Leader], questions: Sequence[Leader]) -> list[Leader]:
    """Return the leader of each question's group, in their order; one that is not in `leaders` begins a group."""
    if not questions:
        return []
    mine = np.stack([_vector(question).astype(np.float32) for question in questions])
    near = _cosines(leaders, mine)
    among = mine @ mine.T
    begun: list[int] = []  # places of the questions that begin a group
    known = list(leaders)
    found: list[Leader] = []
    for place, question in enumerate(questions):
        scores = np.concatenate((near[place], among[place, begun]))
        fitting = (known[best] for best in _nearest(scores) if not _differ(known[best], question))
        leader = next(fitting, None)
        if leader is None:
            leader = question
            begun.append(place)
            known.append(question)
        found.append(leader)
    return found


def _nearest(scores: NDArray[np.float32]) -> list[int]:
    """Return the places of the scores that are high enough, the highest first, at most twenty."""
    enough = np.flatnonzero(scores >= SAME)
    return [int(place) for place in enough[np.argsort(-scores[enough], kind="stable")[:20]]]


def weight_of(nearest: float) -> float:
    """Return how near a question is to the guides' subjects, 0.05 to 1, by the cosine of the nearest known question."""
    share = min(max((nearest - _FAR) / (_NEAR - _FAR), 0.0), 1.0)
    return max(_LEAST, share * share)


def _differ(one: Leader, other: Leader) -> bool:
    """Tell whether two questions ask for different things: pay in Canada is not pay in Germany, however near."""
    return bool(one.unknown and other.unknown) and not set(one.unknown) & set(other.unknown)


def _cosines(leaders: Sequence[Leader], vectors: Vectors) -> NDArray[np.float32]:
    scores = np.empty((len(vectors), len(leaders)), np.float32)
    for start in range(0, len(leaders), _AT_ONCE):
        raw = b"".join(leader.vector for leader in leaders[start : start + _AT_ONCE])
        part = np.frombuffer(raw, np.float16).reshape(-1, vectors.shape[1]).astype(np.float32)
        scores[:, start : start + len(part)] = vectors @ part.T
    return scores


def _vector(leader: Leader) -> NDArray[np.float16]:
    return np.frombuffer(leader.vector, np.float16)

"""What each person asked last, so that "and in London?" can be understood; per person, and soon forgotten."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

_KEPT = 3  # questions of a person in one place
_PEOPLE = 10_000  # conversations held at once; the one that was silent longest is forgotten first


class Conversations:
    """The last questions by asker and place. In memory only."""

    def __init__(self, minutes: float, now: Callable[[], float]) -> None:
        """Remember for some minutes; `now` gives seconds that never run backwards."""
        self._seconds = minutes * 60
        self._now = now
        self._asked: OrderedDict[Hashable, list[tuple[float, str]]] = OrderedDict()

    def context(self, who: Hashable) -> tuple[str, ...]:
        """Return the questions that still count, oldest first."""
        oldest = self._now() - self._seconds
        kept = [(at, question) for at, question in self._asked.get(who, ()) if at >= oldest]
        if kept:
            self._asked[who] = kept
        else:
            self._asked.pop(who, None)
        return tuple(question for _, question in kept)

    def remember(self, who: Hashable, question: str) -> None:
        """Add a question."""
        held = self._asked.setdefault(who, [])
        held.append((self._now(), question))
        del held[:-_KEPT]
        self._asked.move_to_end(who)
        while len(self._asked) > _PEOPLE:
            self._asked.popitem(last=False)

    def forget(self, belongs: Callable[[Hashable], bool]) -> None:
        """Drop the questions of every asker and place of which `belongs` is true."""
        for who in [who for who in self._asked if belongs(who)]:
            del self._asked[who]

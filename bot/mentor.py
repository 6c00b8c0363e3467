"""The answering service: a question in, passages and how sure out. No Discord here; every front end uses it."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

from bot.confidence import Calibration, Status
from bot.language import is_foreign
from bot.small_talk import question_in, small_talk
from index.encoder import Encoder
from index.errors import IndexUnavailable
from index.evidence import Evidence
from index.reading import Query, cleaned
from index.records import Hit
from index.retrieve import Found, Retriever
from index.tokens import words_of

log = logging.getLogger(__name__)

NOT_ENGLISH = "I only read English, as the guides are in English. Could you ask that in English?"
NO_WORDS = (
    "I find no words to look for in that. Ask about skills, timelines, projects or pay, in a sentence or a few words."
)

_SHORTEST_WORD = 4  # letters of a word that is named as unknown
_LONGEST_WORD = 40  # letters; a longer one is noise that nobody wants to read again

OpenRetriever = Callable[[Encoder | None], Retriever]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the mentor has to say: passages of the knowledge base, best first, and how sure it is of them."""

    question: str
    status: Status
    confidence: float  # probability that the passages answer the question
    hits: tuple[Hit, ...]
    reason: str = ""  # why it is no answer, in words for the asker
    read_as: str = ""  # the question as it was understood, where that differs
    evidence: Evidence | None = None
    parts: dict[str, float] = field(default_factory=dict)  # what each piece of evidence added to the log-odds
    is_question: bool = True  # not for "hi" or "???": nothing was looked up, so nothing can be lacking


class Mentor:
    """Answers questions from the index that serves, and notices when another version does. Safe for threads."""

    def __init__(
        self,
        open_retriever: OpenRetriever,
        serving: Callable[[], Hashable],
        calibration: Calibration,
        *,
        cache: int = 1024,
    ) -> None:
        """Open the index. `serving` gives another value whenever another version serves; asking it must be cheap.

        Raises IndexUnavailable when there is no index that can be used.
        """
        self._open = open_retriever
        self._serving = serving
        self._calibration = calibration
        self._cache_size = cache
        self._cache: OrderedDict[Query, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._version = serving()
        self._retriever = open_retriever(None)

    @property
    def retriever(self) -> Retriever:
        """Return the open index."""
        return self._retriever

    @property
    def calibrated(self) -> bool:
        """Tell whether the confidence was fitted with the encoder that runs."""
        return self._calibration.encoder_sha256 == self._retriever.data.manifest.encoder.weights_sha256

    def refresh(self) -> bool:
        """Open the version that serves now, if it is another; return whether it was.

        A version that cannot be opened is logged once and the old one goes on.
        """
        if self._serving() == self._version:
            return False
        if not self._refreshing.acquire(blocking=False):
            return False  # another thread opens it; this question is answered from the old one
        try:
            version = self._serving()  # again: another thread may have opened it since, or a newer one may serve
            if version == self._version:
                return False
            self._version = version
            fresh = self._open(self._retriever.encoder)
            with self._lock:  # before another thread may open a still newer version
                self._retriever = fresh  # one assignment: a question in flight keeps the old index whole
                self._cache.clear()
        except IndexUnavailable as error:
            log.error("The new index is not used, the old one goes on: %s", error)
            return False
        finally:
            self._refreshing.release()
        return True

    def ask(self, question: str, *, context: Sequence[str] = (), top: int = 3, source: str | None = None) -> Answer:
        """Answer a question; `context` are the asker's earlier ones, oldest first, `source` narrows to one guide."""
        return self.ask_many([Query(question, tuple(context), top, source)])[0]

    def ask_many(self, queries: Sequence[Query]) -> list[Answer]:
        """Answer several people at once, each as if alone; they share a run of the encoder."""
        self.refresh()
        asked = [replace(query, text=cleaned(query.text)) for query in queries]
        with self._lock:
            retriever = self._retriever
            answers = {query: self._cache[query] for query in asked if query in self._cache}
            for query in answers:
                self._cache.move_to_end(query)
        fresh = [query for query in dict.fromkeys(asked) if query not in answers]
        answers |= zip(fresh, self._answers(retriever, fresh), strict=True)
        with self._lock:
            if retriever is self._retriever:  # or they are of the version before: the next asker hears what serves now
                self._cache |= {query: answers[query] for query in fresh}
                while len(self._cache) > self._cache_size:
                    self._cache.popitem(last=False)
        return [answers[query] for query in asked]

    def _answers(self, retriever: Retriever, asked: Sequence[Query]) -> list[Answer]:
        talk = {query: small_talk(query.text) or ("" if words_of(query.text) else NO_WORDS) for query in asked}
        questions = {query: _question_in(query) for query in asked if not talk[query]}
        found = dict(zip(questions, self._searched(retriever, list(questions.values())), strict=True))
        return [
            Answer(query.text, Status.NOT_COVERED, 0.0, (), talk[query], is_question=False)
            if talk[query]
            else self._answer(retriever, query.text, questions[query].text, *found[query])
            for query in asked
        ]

    def _searched(self, retriever: Retriever, queries: Sequence[Query]) -> list[tuple[Found, float]]:
        """Return what was found for each question, and how sure it answers it."""
        found = [(one, self._calibration.confidence(one.evidence)) for one in retriever.search_many(queries)]
        # What was asked before may have led astray: then the question is taken alone.
        astray = [
            place
            for place, (_, confidence) in enumerate(found)
            if queries[place].context and self._calibration.status(confidence) is Status.NOT_COVERED
        ]
        alone = retriever.search_many([replace(queries[place], context=()) for place in astray])
        for place, other in zip(astray, alone, strict=True):
            found[place] = max(
                found[place], (other, self._calibration.confidence(other.evidence)), key=lambda one: one[1]
            )
        return found

    def _answer(self, retriever: Retriever, asked: str, question: str, found: Found, confidence: float) -> Answer:
        read_as = found.read_as if found.read_as != question else ""
        if not retriever.encoder.info.multilingual and is_foreign(question, retriever.knows_word):
            confidence = min(confidence, 0.01)  # the encoder reads another language as noise that may look like a match
            return Answer(asked, Status.NOT_COVERED, confidence, found.hits, NOT_ENGLISH, evidence=found.evidence)
        # Nothing to show is no answer, however near the passages of other guides are.
        status = self._calibration.status(confidence) if found.hits else Status.NOT_COVERED
        return Answer(
            asked,
            status,
            confidence,
            found.hits,
            _reason(status, found, retriever.encoder.knows_word),
            read_as,
            found.evidence,
            self._calibration.parts(found.evidence),
        )


def _question_in(query: Query) -> Query:
    """Return a query without greetings and thanks, in the earlier questions too."""
    return replace(query, text=question_in(query.text), context=tuple(map(question_in, query.context)))


def closest(aside: str = "") -> str:
    """Say that what follows only comes close."""
    return f"The guides don't answer this directly{aside}; the closest I have:"


def _reason(status: Status, found: Found, is_word: Callable[[str], bool]) -> str:
    """Say why a question is not answered: the words that the guides never use are the best reason there is."""
    if status is Status.ANSWERED:
        return ""
    # Names and things, not slips and fillers: "germany", and not "yo" or "mch".
    unknown = [
        word
        for word in words_of(found.read_as)
        if word in found.unknown_words and _SHORTEST_WORD <= len(word) <= _LONGEST_WORD and is_word(word)
    ]
    named = " or ".join(f"“{word}”" for word in list(dict.fromkeys(unknown))[:3])
    if status is Status.RELATED:
        return closest(f" (they never mention {named})" if named else "")
    return f"The guides don't cover this.{f' They never mention {named}.' if named else ''}"

"""Question → the passages that answer it best, with what speaks for each of them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.asked import NONE, Asked, Near
from index.data import Data
from index.encoder import Encoder
from index.evidence import Evidence, content, gather
from index.feedback import with_borrowed
from index.fusion import PLAIN, Signals, Weights, fused, side_by_side, smoothed
from index.highlight import highlights
from index.lexical import Lexical
from index.reading import Query, Reader, Reading
from index.records import Hit, Passage
from index.spelling import Spelling
from index.tokens import Analyzer, words_of
from index.vector import Vectors
from index.vectors import VectorSearch
from index.word_search import WordSearch
from index.words import Words

_CANDIDATES = 300  # from each signal; all other passages are far from the first ten
_FIGURE = re.compile(
    r"\bhow (?:much|many|long|old|often|big)\b|\bper ?cent|%|\b(?:pay|paid|earn|wage|share)", re.IGNORECASE
)
_BESIDE = 24  # passages that are looked through for another guide's
_KEPT = 2_000  # passages that stay read
_IN_MEMORY = 20_000  # sentences whose vectors are kept as float32 (30 MB); more are read from the disk


@dataclass(frozen=True, slots=True)
class Found:
    """Everything a search gives: passages, best first, and the evidence for trusting them."""

    hits: tuple[Hit, ...]
    evidence: Evidence
    read_as: str  # the question as it was understood: spelling mended, context added
    unknown_words: frozenset[str]  # words of the question that no passage has, as they were typed


class Retriever:
    """Searches one version of an index."""

    def __init__(self, data: Data, encoder: Encoder, weights: Weights | None = None) -> None:
        """Put the parts together; nothing is read again for a question but the passages that are shown."""
        self.data = data
        self.weights = weights or (Weights() if len(data.arrays.questions) else PLAIN)
        self.encoder = encoder
        settings = data.manifest.settings
        self.analyzer = Analyzer(settings["synonyms"])
        self.lexical = Lexical(data.folder, len(data))
        self._words = frozenset(data.texts["words"])
        # What moderators list as people's words is right, though no passage has it: "grad" is not "grade".
        listed = {word for group in settings["synonyms"] for phrase in group for word in words_of(phrase)}
        spelling = Spelling(
            data.texts["words"],
            lambda word: word in listed or encoder.knows_word(word),
            self.analyzer.stem,
            data.texts["examples"],
        )
        self._reader = Reader(settings, spelling)
        self._vectors = VectorSearch(data.arrays.passages, data.folder / "vectors.faiss")
        self._passages: dict[int, tuple[Passage, tuple[frozenset[str], ...]]] = {}
        self._sections = np.asarray(data.arrays.sections)
        self._asked = Asked(data.arrays.questions, data.arrays.question_sections, self._sections)
        self._word_search = WordSearch(data)
        lengths = np.log(np.maximum(data.arrays.lengths, 1), dtype=np.float32)
        self._lengths = lengths - lengths.mean()
        # Examples out of scope for what they are about, not for a name ("pay in Helsinki") that no passage has.
        self.plain_examples = np.array(
            [
                all(term in self.lexical for term in content(self.analyzer.terms(text)))
                for text in data.texts["examples"]
            ],
            bool,
        )
        self._sentences = data.arrays.sentences.astype(np.float32) if len(data.arrays.sentences) <= _IN_MEMORY else None

    def search(self, question: str, *, context: Sequence[str] = (), top: int = 3, source: str | None = None) -> Found:
        """Return at most `top` passages, no two of one section; `source` narrows to one guide."""
        return self.search_many([Query(question, tuple(context), top, source)])[0]

    def search_many(self, queries: Sequence[Query]) -> list[Found]:
        """Return what each query finds, just as alone; they share a run of the encoder, which is most of the work."""
        if not queries:
            return []
        readings = [self._reader.read(query) for query in queries]
        texts = [(reading.text, ()) for reading in readings]
        parts = self.encoder.encode_with_parts(texts, questions=True, words=self.data.has_words)
        return [self._found(*one) for one in zip(queries, readings, parts.rows, parts.words, strict=True)]

    def _found(self, query: Query, reading: Reading, vector: Vectors, words: Words) -> Found:
        terms = self.analyzer.terms(reading.text)
        asked = self._asked.near(vector)
        signals = self.signals(vector, terms, asked)
        if query.source is not None and (own := self._is_from(signals.rows, {query.source})).any():
            signals = signals.only(own)
        scores = fused(signals, self.weights)
        scores = with_borrowed(scores, signals.rows, self.weights.borrowed, self.lexical, self._read)
        matched = self._word_search.match(words, signals.rows, scores)
        scores = scores + np.float32(self.weights.words) * matched.scores
        scores = smoothed(scores, signals.rows, self.data.arrays.passages, self.weights.neighbours)
        chosen = self._chosen(signals.rows, scores, query, reading.named)
        rarity = {term: self.lexical.idf(term) for term in terms}
        figure = bool(_FIGURE.search(reading.text)) or "salari" in terms
        hits = tuple(
            self._hit(int(signals.rows[place]), float(scores[place]), vector, rarity, figure=figure) for place in chosen
        )
        evidence = gather(self, vector, terms, signals, matched, asked, scores, reading.mended)
        unknown = frozenset(word for word in words_of(reading.text) if self.analyzer.stem(word) in evidence.unknown)
        return Found(hits, evidence, reading.text, unknown)

    def knows_word(self, word: str) -> bool:
        """Tell whether a folded word stands in any passage or question."""
        return word in self._words

    def signals(self, vector: Vectors, terms: Sequence[str], asked: Near) -> Signals:
        """Return every signal for the passages that any signal finds near; `asked` is one of them, by section."""
        arrays = self.data.arrays
        shares = self.lexical.shares(terms)
        keywords = self.lexical.keywords(terms) if self.weights.keywords else shares
        rows = self._candidates(vector, keywords, asked.nearest)
        passage = arrays.passages[rows] @ vector
        # A section that nobody wrote questions for is not held back by that.
        sections = self._sections[rows]
        written = asked.nearest[sections] > NONE
        mean, nearest = (np.where(written, by[sections], passage) for by in (asked.mean, asked.nearest))
        heading = self._heading_scores(rows, vector, passage)
        sentence = self._sentence_scores(rows, vector)
        lengths = self._lengths[rows]
        return Signals(rows, passage, sentence, heading, mean, nearest, shares[rows], keywords[rows], lengths)

    def _candidates(self, vector: Vectors, keywords: Vectors, nearest: Vectors) -> NDArray[np.int64]:
        if len(self.data) <= 2 * _CANDIDATES:
            return np.arange(len(self.data))
        found = [self._vectors.nearest(vector, _CANDIDATES), np.argpartition(-keywords, _CANDIDATES)[:_CANDIDATES]]
        asked = self._asked.sections
        if len(asked):
            best = asked[np.argsort(-nearest[asked], kind="stable")[:_CANDIDATES]]
            found.append(np.flatnonzero(np.isin(self._sections, best)))
        return np.unique(np.concatenate(found))

    def _heading_scores(self, rows: NDArray[np.int64], vector: Vectors, passage: Vectors) -> Vectors:
        """Return for each row the cosine of its own heading, and of the passage where it has none."""
        headings = self.data.arrays.heading_of[rows]
        if not len(self.data.arrays.headings):
            return passage
        return np.where(headings < 0, passage, self.data.arrays.headings[headings] @ vector)

    def _sentence_scores(self, rows: NDArray[np.int64], vector: Vectors) -> Vectors:
        """Return for each row the cosine of its nearest sentence."""
        starts = self.data.arrays.sentence_starts
        counts = starts[rows + 1] - starts[rows]
        edges = np.concatenate(([0], np.cumsum(counts)))
        where = np.repeat(starts[rows] - edges[:-1], counts) + np.arange(edges[-1])
        if self._sentences is not None:
            scores = (self._sentences @ vector)[where]
        else:
            scores = self.data.arrays.sentences[where].astype(np.float32) @ vector
        best = np.full(len(rows), -1, np.float32)
        filled = counts > 0
        best[filled] = np.maximum.reduceat(scores, edges[:-1][filled]) if len(scores) else -1
        return best

    def _chosen(self, rows: NDArray[np.int64], scores: Vectors, query: Query, named: Collection[str]) -> list[int]:
        """Return places of the best candidates, one a section, and guides side by side where they come close."""
        ranked = scores + self.weights.source * self._is_from(rows, named) if named else scores
        order = np.argsort(-ranked, kind="stable")
        if query.source is not None:
            order = order[self._is_from(rows[order], {query.source})]
        chosen: list[int] = []
        sections: set[int] = set()
        for place in order:
            section = int(self._sections[rows[place]])
            if section not in sections:
                sections.add(section)
                chosen.append(int(place))
                if len(chosen) >= max(query.top, _BESIDE):
                    break
        return side_by_side(chosen, ranked, self.data.arrays.sources[rows], self.weights.variety)[: query.top]

    def _is_from(self, rows: NDArray[np.int64], sources: Collection[str]) -> NDArray[np.bool_]:
        """Tell for each row whether it is from one of some guides."""
        numbers = [number for number, source in enumerate(self.data.texts["sources"]) if source in sources]
        return np.isin(self.data.arrays.sources[rows], numbers)

    def _hit(self, row: int, score: float, vector: Vectors, rarity: dict[str, float], *, figure: bool) -> Hit:
        passage, held = self._read(row)
        near = self.data.sentence_vectors(row)
        return Hit(passage, score, highlights(passage, held, near, vector, rarity, figure=figure))

    def _read(self, row: int) -> tuple[Passage, tuple[frozenset[str], ...]]:
        """Return a passage and its sentences' terms; the passages that people ask for are read once."""
        found = self._passages.get(row)  # looked up once: another thread may clear them at any moment
        if found is None:
            if len(self._passages) >= _KEPT:
                self._passages.clear()
            passage = self.data.passage(row)
            terms = tuple(frozenset(self.analyzer.terms(sentence.words)) for sentence in passage.sentences)
            found = self._passages[row] = (passage, terms)
        return found

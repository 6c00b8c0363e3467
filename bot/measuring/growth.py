"""How latency, memory and build rate grow with the number of passages."""

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.compose import make_mentor
from bot.config import Settings
from bot.measuring.speed import inputs, resident
from index.build import build
from index.data import Data
from index.encoder import Encoder, EncoderInfo, Parts, Spans
from index.retrieve import Retriever
from index.vector import Vectors, unit_rows
from index.vectors import VectorSearch
from index.words import no_words
from knowledge.load import Knowledge, load

SIZES = (1_000, 10_000, 100_000)
_REAL = 400  # passages that are encoded for real; the others are these, moved a little


def growth(settings: Settings, sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Yield the table, a line a size. The passages are ours, shuffled; most vectors are moved copies of real ones.

    Encoding 100,000 passages for real would take an hour and tell nothing more: its rate is measured on the first ones.
    """
    encoder = make_mentor(settings).retriever.encoder
    questions = inputs(settings)["questions"][:60]
    knowledge = load(settings.content)
    yield " passages  search    median      95th    memory  encode/s  rest of build  same first 10"
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield _line(_grown(knowledge, size), encoder, questions, Path(folder))


def _line(knowledge: Knowledge, encoder: Encoder, questions: Sequence[str], folder: Path) -> str:
    fast = _MovedCopies(encoder)
    started = time.perf_counter()
    build(knowledge, fast, folder, previous=None)
    rest = time.perf_counter() - started - fast.seconds
    retriever = Retriever(Data(folder), encoder)
    retriever.search(questions[0])
    times = []
    for question in questions:
        before = time.perf_counter()
        retriever.search(question)
        times.append((time.perf_counter() - before) * 1e3)
    vectors = retriever.data.arrays.passages
    search, exact = VectorSearch(vectors, folder / "vectors.faiss"), VectorSearch(vectors)
    same = [
        len(set(search.nearest(query, 10)) & set(exact.nearest(query, 10))) / 10
        for query in encoder.encode_questions(questions)
    ]
    kind = "graph" if (folder / "vectors.faiss").exists() else "exact"
    slow = statistics.quantiles(times, n=20)[-1]
    return (
        f"{len(retriever.data):9} {kind:>7} {statistics.median(times):6.1f} ms {slow:6.1f} ms "
        f"{resident():6.0f} MB {fast.rate:9.1f} {rest:12.1f} s {statistics.mean(same):14.3f}"
    )


def _grown(knowledge: Knowledge, size: int) -> Knowledge:
    """Return as many sections as asked for, with sentences of ours drawn at random (seed 0)."""
    chance = np.random.default_rng(0)
    sentences = [line for section in knowledge.sections for line in section.text.split(". ") if len(line) > 30]
    sections = []
    for number in range(size):
        section = knowledge.sections[number % len(knowledge.sections)]
        drawn = ". ".join(sentences[pick] for pick in chance.integers(0, len(sentences), 5))
        sections.append(replace(section, id=f"{section.id}-{number}", text=drawn[:900], questions=(), aliases=()))
    return replace(knowledge, sections=tuple(sections), out_of_scope=(), golden=())


class _MovedCopies:
    """An encoder for measuring only: the first texts are encoded, the rest get their vectors with some noise."""

    def __init__(self, encoder: Encoder) -> None:
        self.info: EncoderInfo = encoder.info
        self.tells_words = False
        self._encoder = encoder
        self._chance = np.random.default_rng(0)
        self.rate = self.seconds = 0.0

    def _moved(self, rows: Vectors, count: int) -> Vectors:
        copies = rows[self._chance.integers(0, len(rows), count)]
        noise = self._chance.standard_normal(copies.shape, np.float32) * np.float32(0.02)
        return unit_rows(copies + noise)

    def encode(self, texts: Sequence[str], progress: object = None) -> Vectors:
        """Return one unit row a text."""
        started = time.perf_counter()
        rows = self._encoder.encode(texts[:_REAL])
        self.seconds += time.perf_counter() - started
        return rows if len(texts) <= _REAL else np.concatenate((rows, self._moved(rows, len(texts) - _REAL)))

    def encode_questions(self, texts: Sequence[str], progress: object = None) -> Vectors:
        """Return one unit row a question."""
        return self.encode(texts)

    def encode_with_parts(
        self,
        texts: Sequence[tuple[str, Spans]],
        progress: object = None,
        *,
        questions: bool = False,
        words: bool = False,
    ) -> Parts:
        """Return one unit row a text, for each text one unit row a span, and no words."""
        used, started = time.process_time(), time.perf_counter()
        rows, parts, _ = self._encoder.encode_with_parts(texts[:_REAL], questions=questions)
        if not questions:
            self.rate = min(_REAL, len(texts)) / (time.process_time() - used)
        self.seconds += time.perf_counter() - started
        more = texts[_REAL:]
        if more:
            rows = np.concatenate((rows, self._moved(rows, len(more))))
            known = np.concatenate(parts)
            parts = parts + [self._moved(known, len(spans)) for _, spans in more]
        return Parts(rows, parts, [no_words() for _ in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text."""
        return self._encoder.count_tokens(texts)

    def knows_word(self, word: str) -> bool:
        """Tell whether the model's vocabulary has the word whole."""
        return self._encoder.knows_word(word)

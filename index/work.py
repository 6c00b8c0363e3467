"""Texts → vectors, of which those that the version before has are not made again."""

from collections.abc import Callable, Sequence

import numpy as np

from index.data import Data
from index.encoder import Encoder, Spans
from index.records import Passage
from index.vector import Vectors
from index.words import Words, no_words

Progress = Callable[[int, int], None]  # texts done, texts to do


class Work:
    """Encodes what is new and takes the rest from the version before."""

    def __init__(self, encoder: Encoder, previous: Data | None, progress: Progress | None, *, worded: bool) -> None:
        """Take what `previous` has, encode the rest; without `worded`, words are left out."""
        self._encoder = encoder
        self._worded = worded
        self._previous = previous
        self._progress = progress
        self._known: dict[tuple[str, str], int] = {}  # rows of the version before
        self.encoded = self.reused = self._total = 0
        if previous is not None:
            self._known = {("passages", key_of(previous.passage(row))): row for row in range(len(previous))}
            for kind in ("headings", "questions", "examples"):
                self._known |= {(kind, text): row for row, text in enumerate(previous.texts[kind])}

    def plan(self, rows: Sequence[Passage], **texts: Sequence[str]) -> None:
        """Count what is to be encoded, for the progress bar."""
        wanted = {"passages": [key_of(passage) for passage in rows], **texts}
        self._total = sum((kind, text) not in self._known for kind, found in wanted.items() for text in found)

    def _done(self, count: int) -> None:
        self.encoded += count
        if self._progress:
            self._progress(self.encoded, self._total)

    def passages(self, rows: Sequence[Passage]) -> tuple[Vectors, list[Vectors], list[Words]]:
        """Return the vectors of passages, of their sentences and of their words."""
        vectors, new, known = self._lent("passages", [key_of(passage) for passage in rows])
        sentences: list[Vectors] = [vectors[:0]] * len(rows)
        words = [no_words()] * len(rows)
        for data, row, lent in known:
            sentences[row] = data.sentence_vectors(lent)
            if self._worded:
                words[row] = data.words(lent)
        texts = [(rows[row].encoded, _spans(rows[row])) for row in new]
        found = self._encoder.encode_with_parts(texts, self._done, words=self._worded)
        for row, *parts in zip(new, *found, strict=True):
            vectors[row], sentences[row], words[row] = parts
        return vectors, sentences, words

    def questions(self, texts: Sequence[str]) -> tuple[Vectors, list[Words]]:
        """Return the vectors of questions and of their words."""
        vectors, new, known = self._lent("questions", texts)
        words = [no_words()] * len(texts)
        if self._worded:
            for data, row, lent in known:
                words[row] = data.question_words(lent)
        asked = [(texts[row], ()) for row in new]
        found = self._encoder.encode_with_parts(asked, self._done, questions=True, words=self._worded)
        for row, vector, part in zip(new, found.rows, found.words, strict=True):
            vectors[row], words[row] = vector, part
        return vectors, words

    def texts(self, kind: str, texts: Sequence[str]) -> Vectors:
        """Return the vectors of headings or examples."""
        vectors, new, _ = self._lent(kind, texts)
        if new:
            encode = self._encoder.encode if kind == "headings" else self._encoder.encode_questions
            vectors[new] = encode([texts[row] for row in new], self._done)
        return vectors

    def _lent(self, kind: str, keys: Sequence[str]) -> tuple[Vectors, list[int], list[tuple[Data, int, int]]]:
        """Return vectors, those filled in that the version before lends; the rows to encode; and (it, row, its row)."""
        vectors = np.empty((len(keys), self._encoder.info.dimensions), np.float32)
        new: list[int] = []
        known: list[tuple[Data, int, int]] = []
        for row, key in enumerate(keys):
            lent = self._known.get((kind, key))
            if lent is None or self._previous is None:
                new.append(row)
            else:
                vectors[row] = getattr(self._previous.arrays, kind)[lent]
                known.append((self._previous, row, lent))
        self.reused += len(known)
        return vectors, new, known


def _spans(passage: Passage) -> Spans:
    """Return where each sentence stands in what the encoder reads."""
    spans = []
    start = len(passage.heading) + 1 if passage.heading else 0
    for sentence in passage.sentences:
        spans.append((start, start + len(sentence.words)))
        start += len(sentence.words) + 1
    return spans


def key_of(passage: Passage) -> str:
    """Return everything of a passage that its vectors depend on."""
    return "\n".join((passage.heading, *(sentence.words for sentence in passage.sentences)))

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
        self._known_passages: dict[str, int] = {}
        self._known_texts: dict[tuple[str, str], int] = {}
        self.encoded = self.reused = self._total = 0
        if previous is not None:
            self._known_passages = {key_of(previous.passage(row)): row for row in range(len(previous))}
            for kind in ("headings", "questions", "examples"):
                self._known_texts |= {(kind, text): row for row, text in enumerate(previous.texts[kind])}

    def plan(self, rows: Sequence[Passage], **texts: Sequence[str]) -> None:
        """Count what is to be encoded, for the progress bar."""
        self._total = sum(key_of(passage) not in self._known_passages for passage in rows)
        self._total += sum((kind, text) not in self._known_texts for kind, found in texts.items() for text in found)

    def _done(self, count: int) -> None:
        self.encoded += count
        if self._progress:
            self._progress(self.encoded, self._total)

    def passages(self, rows: Sequence[Passage]) -> tuple[Vectors, list[Vectors], list[Words]]:
        """Return the vectors of passages, of their sentences and of their words."""
        vectors = np.empty((len(rows), self._encoder.info.dimensions), np.float32)
        sentences: list[Vectors] = [vectors[:0]] * len(rows)
        words = [no_words()] * len(rows)
        new = []
        for row, passage in enumerate(rows):
            known = self._known_passages.get(key_of(passage))
            if known is None or self._previous is None:
                new.append(row)
            else:
                vectors[row] = self._previous.arrays.passages[known]
                sentences[row] = self._previous.sentence_vectors(known)
                words[row] = self._previous.words(known)
        texts = [(rows[row].encoded, _spans(rows[row])) for row in new]
        for row, *parts in zip(new, *self._encoder.encode_with_parts(texts, self._done), strict=True):
            vectors[row], sentences[row], words[row] = parts
        self.reused += len(rows) - len(new)
        return vectors, sentences, words if self._worded else [no_words()] * len(rows)

    def questions(self, texts: Sequence[str]) -> tuple[Vectors, list[Words]]:
        """Return the vectors of questions and of their words."""
        vectors = np.empty((len(texts), self._encoder.info.dimensions), np.float32)
        words = [no_words()] * len(texts)
        new = []
        for row, text in enumerate(texts):
            known = self._known_texts.get(("questions", text))
            if known is None or self._previous is None:
                new.append(row)
            else:
                vectors[row] = self._previous.arrays.questions[known]
                words[row] = self._previous.question_words(known)
        found = self._encoder.encode_with_parts([(texts[row], ()) for row in new], self._done, questions=True)
        for row, vector, part in zip(new, found.rows, found.words, strict=True):
            vectors[row], words[row] = vector, part
        self.reused += len(texts) - len(new)
        return vectors, words if self._worded else [no_words()] * len(texts)

    def texts(self, kind: str, texts: Sequence[str]) -> Vectors:
        """Return the vectors of headings or examples."""
        vectors = np.empty((len(texts), self._encoder.info.dimensions), np.float32)
        new = []
        for row, text in enumerate(texts):
            known = self._known_texts.get((kind, text))
            if known is None or self._previous is None:
                new.append(row)
            else:
                vectors[row] = getattr(self._previous.arrays, kind)[known]
        if new:
            encode = self._encoder.encode if kind == "headings" else self._encoder.encode_questions
            vectors[new] = encode([texts[row] for row in new], self._done)
        self.reused += len(texts) - len(new)
        return vectors


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

"""Texts to vectors by an exported model, without torch; the only home of tokenizers."""

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import EncoderInfo, Parts, Spans
from index.errors import EncoderUnavailable
from index.onnx_session import MODEL, open_session
from index.vector import Vectors, unit_rows
from index.words import Words, no_words, sketched

_THREADS_ALONE = 2  # for one question; so small products gain little from more
_FEW = 8  # texts that are not worth starting threads for, nor opening a second session
_TOKENS_TOGETHER = 160  # in one run, padding included; measured on two cores, flat from 100 to 250

Progress = Callable[[int], None]


class OnnxEncoder:
    """Texts to vectors: one question with two threads, many texts with a thread a run and several runs side by side.

    A handful of questions is run in the caller's thread, and callers may come from several at once.

    Short texts of like length share a run, which saves a third of the time; long ones run alone, where padding would
    cost more than is saved. A vector depends neither on its company nor on the threads, to the last bit: a rebuild
    gives the same bytes.
    """

    tells_words = True

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Open an export; raises EncoderUnavailable when files are missing or damaged."""
        self._folder = folder
        self._threads = threads or os.cpu_count() or 1
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            self.info = EncoderInfo(**manifest["info"])
            self._manifest = manifest
            self._tokenizer = _tokenizer(folder)
            self._tokenizer.enable_truncation(self.info.max_tokens)
            self._alone = open_session(folder / MODEL, threads=min(self._threads, _THREADS_ALONE))
            self._dense = _dense_layers(folder, manifest["dense"])
        except Exception as error:  # each library has its own errors for a damaged file
            raise EncoderUnavailable(
                f"The encoder in {folder} cannot be opened ({error}). "
                f"Delete that folder and run: python -m scripts.reindex"
            ) from error
        self._opening = threading.Lock()

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one unit row a text, shape (texts, dimensions); `progress` is told how many more are finished."""
        return self._run_all([(text, ()) for text in texts], progress, questions=False, words=False).rows

    def encode_questions(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one unit row a question, shape (texts, dimensions)."""
        return self._run_all([(text, ()) for text in texts], progress, questions=True, words=False).rows

    def encode_with_parts(
        self,
        texts: Sequence[tuple[str, Spans]],
        progress: Progress | None = None,
        *,
        questions: bool = False,
        words: bool = False,
    ) -> Parts:
        """Return one unit row a text, for each text one row a span of characters in it (a sentence), and its words.

        A sentence's vector is pooled from the token vectors of the whole text, so it knows its context and costs
        nothing more: late chunking, Günther et al. 2024, arXiv:2409.04701.
        """
        return self._run_all(texts, progress, questions=questions, words=words)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has, the model's own begin and end marks not counted."""
        return [len(encoding.ids) for encoding in self._counter.encode_batch(list(texts), add_special_tokens=False)]

    def knows_word(self, word: str) -> bool:
        """Tell whether a lower-case word is a whole piece of the model's vocabulary: then it is spelt right."""
        return self._tokenizer.token_to_id(word) is not None

    @cached_property
    def _counter(self) -> Any:
        """A tokenizer without a limit, for building only."""
        counter = _tokenizer(self._folder)
        counter.no_truncation()
        return counter

    @property
    def _side_by_side(self) -> Any:
        """The session with one thread a run: threads that wait for each other inside a run cost a fifth more."""
        with self._opening:  # once; most who ask are alone and never need it
            return self._single

    @cached_property
    def _single(self) -> Any:
        return self._alone if self._threads == 1 else open_session(self._folder / MODEL, threads=1)

    def _run_all(
        self, texts: Sequence[tuple[str, Spans]], progress: Progress | None, *, questions: bool, words: bool
    ) -> Parts:
        session = self._alone if len(texts) <= (1 if questions else _FEW) else self._side_by_side
        prefix = self._manifest["query_prompt" if questions else "passage_prompt"]
        encodings = self._encodings([prefix + text for text, _ in texts])
        rows = np.empty((len(texts), self.info.dimensions), np.float32)
        inner: list[Vectors] = [rows[:0]] * len(texts)
        told: list[Words] = [no_words()] * len(texts)

        def run(group: Sequence[int]) -> int:
            for number, tokens in zip(group, self._tokens(session, [encodings[at] for at in group]), strict=True):
                rows[number] = self._pooled(tokens)
                if texts[number][1]:
                    inner[number] = self._spans(tokens, encodings[number], texts[number][1], len(prefix), rows[number])
                if words:  # kept as sketches at once: whole, those of a large folder would fill the memory
                    told[number] = sketched(_words(tokens, encodings[number], len(prefix)))
            return len(group)

        groups = _groups([len(encoding.ids) for encoding in encodings])
        with contextlib.ExitStack() as stack:
            each = map if len(texts) <= _FEW else stack.enter_context(ThreadPoolExecutor(self._threads)).map
            for done in each(run, groups):
                if progress:
                    progress(done)
        return Parts(rows, inner, told)

    def _encodings(self, texts: Sequence[str]) -> list[Any]:
        if len(texts) <= _FEW:  # the library's own threads would take longer to wake than they save
            return [self._tokenizer.encode(text) for text in texts]
        return list(self._tokenizer.encode_batch(texts))

    def _tokens(self, session: Any, encodings: Sequence[Any]) -> list[Vectors]:
        """Run the model once; return the token vectors of each text, shape (tokens, dimensions)."""
        longest = max(len(encoding.ids) for encoding in encodings)
        feed = {
            "input_ids": np.full((len(encodings), longest), self._manifest["pad_id"], np.int64),
            "attention_mask": np.zeros((len(encodings), longest), np.int64),
            "token_type_ids": np.zeros((len(encodings), longest), np.int64),
        }
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            feed["input_ids"][row, :length] = encoding.ids
            feed["attention_mask"][row, :length] = 1
            feed["token_type_ids"][row, :length] = encoding.type_ids
        found = session.run(None, {name: feed[name] for name in self._manifest["inputs"]})[0]
        return [found[row, : len(encoding.ids)] for row, encoding in enumerate(encodings)]

    def _pooled(self, tokens: Vectors) -> Vectors:
        return self._finish(_pool(tokens, self._manifest["pooling"]))

    def _spans(self, tokens: Vectors, encoding: Any, spans: Spans, offset: int, whole: Vectors) -> Vectors:
        """Return the vectors of some spans of characters of a text whose tokens are given."""
        starts, ends = (np.array(side) - offset for side in zip(*encoding.offsets, strict=True))
        found = np.empty((len(spans), self.info.dimensions), np.float32)
        for number, (start, end) in enumerate(spans):
            inside = (starts >= start) & (ends <= end) & (ends > starts)
            # A span past the model's limit has no tokens of its own: the whole text stands for it.
            found[number] = self._finish(tokens[inside].mean(axis=0)) if inside.any() else whole
        return found

    def _finish(self, vector: Vectors) -> Vectors:
        for weight, bias, activation in self._dense:
            vector = weight @ vector + bias
            if activation == "Tanh":
                vector = np.tanh(vector)
        return unit_rows(vector)


def _words(tokens: Vectors, encoding: Any, offset: int) -> Vectors:
    """Return the token vectors without those of the model's marks and of the prompt, which is so long."""
    said = ~np.array(encoding.special_tokens_mask, bool)
    if offset:
        said &= np.array([start >= offset for start, _ in encoding.offsets], bool)
    words: Vectors = tokens[said]
    return words


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield numbers of texts that run together: of like length, and not more tokens in all than pay."""
    group: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: -lengths[number]):
        if group and (len(group) + 1) * lengths[group[0]] > _TOKENS_TOGETHER:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _pool(tokens: Vectors, mode: str) -> Vectors:
    if mode == "cls":
        pooled: Vectors = tokens[0]
    elif mode == "max":
        pooled = tokens.max(axis=0)
    else:
        pooled = tokens.mean(axis=0, dtype=np.float32)
    return pooled


def _dense_layers(folder: Path, activations: Sequence[str]) -> list[tuple[Any, Any, str]]:
    if not activations:
        return []
    with np.load(folder / "dense.npz", allow_pickle=False) as stored:
        return [
            (stored[f"weight{number}"], stored.get(f"bias{number}", 0.0), activation)
            for number, activation in enumerate(activations)
        ]

"""Run an exported model on onnxruntime, without torch; the only home of onnxruntime and tokenizers."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import EncoderInfo, Spans
from index.errors import EncoderUnavailable
from index.vector import Vectors, unit_rows


class OnnxEncoder:
    """Texts to vectors. Every text runs alone, so its vector does not depend on its neighbours, to the last bit.

    Batches would pad short texts to the longest and change the last bits with the batch; on few cores they are no
    faster (`scripts.benchmark` prints both). Several texts run side by side, one thread each.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Open an export; raises EncoderUnavailable when files are missing or damaged."""
        # Imported here: the two libraries take most of a cold start, and an unchanged reindex needs neither.
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            self.info = EncoderInfo(**manifest["info"])
            self._manifest = manifest
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(self.info.max_tokens)
            self._counter = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._counter.no_padding()
            self._counter.no_truncation()
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._dense = _dense_layers(folder, manifest["dense"])
        except Exception as error:  # each library has its own errors for a damaged file
            raise EncoderUnavailable(
                f"The encoder in {folder} cannot be opened ({error}). "
                f"Delete that folder and run: python -m scripts.reindex"
            ) from error
        self._threads = threads or os.cpu_count() or 1

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a text, shape (texts, dimensions); `progress` is told of every finished text."""
        rows = [row for row, _ in self._run_all([(text, ()) for text in texts], "passage_prompt", progress)]
        return np.stack(rows) if rows else np.empty((0, self.info.dimensions), np.float32)

    def encode_questions(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a question, shape (texts, dimensions)."""
        rows = [row for row, _ in self._run_all([(text, ()) for text in texts], "query_prompt", progress)]
        return np.stack(rows) if rows else np.empty((0, self.info.dimensions), np.float32)

    def encode_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimensions,)."""
        return self._run(text, (), "query_prompt")[0]

    def encode_with_spans(
        self, texts: Sequence[tuple[str, Spans]], progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """Return one row a text, and for each text one row a span of characters in it (a sentence).

        A sentence's vector is pooled from the token vectors of the whole text, so it knows its context and costs
        nothing more: late chunking, Günther et al. 2024, arXiv:2409.04701.
        """
        pairs = list(self._run_all(texts, "passage_prompt", progress))
        rows = np.stack([row for row, _ in pairs]) if pairs else np.empty((0, self.info.dimensions), np.float32)
        return rows, [spans for _, spans in pairs]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has, the model's own begin and end marks not counted."""
        return [len(encoding.ids) for encoding in self._counter.encode_batch(list(texts), add_special_tokens=False)]

    def knows_word(self, word: str) -> bool:
        """Tell whether a lower-case word is a whole piece of the model's vocabulary: then it is spelt right."""
        return self._counter.token_to_id(word) is not None

    def _run_all(
        self,
        texts: Iterable[tuple[str, Spans]],
        prompt: str,
        progress: Callable[[int], None] | None,
    ) -> Iterator[tuple[Vectors, Vectors]]:
        with ThreadPoolExecutor(self._threads) as pool:
            for result in pool.map(lambda item: self._run(item[0], item[1], prompt), texts):
                if progress:
                    progress(1)
                yield result

    def _run(self, text: str, spans: Spans, prompt: str) -> tuple[Vectors, Vectors]:
        prefix = self._manifest[prompt]
        encoding = self._tokenizer.encode(prefix + text)
        feed = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        tokens = self._session.run(
            None, {name: np.array([feed[name]], dtype=np.int64) for name in self._manifest["inputs"]}
        )[0][0]
        row = self._finish(_pool(tokens, self._manifest["pooling"]))
        if not spans:
            return row, np.empty((0, self.info.dimensions), np.float32)
        starts = np.array([start for start, _ in encoding.offsets]) - len(prefix)
        ends = np.array([end for _, end in encoding.offsets]) - len(prefix)
        inner = np.empty((len(spans), self.info.dimensions), np.float32)
        for number, (start, end) in enumerate(spans):
            inside = (starts >= start) & (ends <= end) & (ends > starts)
            # A span past the model's limit has no tokens of its own: the whole text stands for it.
            inner[number] = self._finish(tokens[inside].mean(axis=0)) if inside.any() else row
        return row, inner

    def _finish(self, vector: Vectors) -> Vectors:
        for weight, bias, activation in self._dense:
            vector = weight @ vector + bias
            if activation == "Tanh":
                vector = np.tanh(vector)
        return unit_rows(vector)


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

"""The fallback: a model that cannot be exported runs on sentence-transformers; the only home of that library."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import EncoderInfo, Parts, Spans
from index.errors import EncoderUnavailable
from index.vector import Vectors, unit_rows
from index.words import no_words


def load_sentence_transformer(folder: Path) -> Any:
    """Load a model on the CPU; the import takes seconds, so nothing imports this file before it must."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderUnavailable(
            "sentence-transformers is needed to make the model ready. Run: pip install -e '.[export]'"
        ) from error
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # every kind of model has its own errors for missing or damaged files
        raise EncoderUnavailable(
            f"The model in {folder} cannot be loaded ({error}). Download it again, completely."
        ) from error


class SentenceTransformerEncoder:
    """Texts to unit vectors, by sentence-transformers itself; sentences are encoded one by one."""

    tells_words = False

    def __init__(self, info: EncoderInfo, folder: Path) -> None:
        """Load the model in a folder."""
        self.info = info
        self._model = load_sentence_transformer(folder)
        # Its tokenizer switches padding on for a batch and off for a word; two threads at it fail: "Already borrowed".
        self._alone = threading.Lock()
        self._prompts: dict[str, str] = dict(getattr(self._model, "prompts", {}) or {})

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a text."""
        return self._encode(texts, self._prompts.get("document") or self._prompts.get("passage") or "", progress)

    def encode_questions(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a question."""
        return self._encode(texts, self._prompts.get("query") or "", progress)

    def encode_with_parts(
        self,
        texts: Sequence[tuple[str, Spans]],
        progress: Callable[[int], None] | None = None,
        *,
        questions: bool = False,
        words: bool = False,
    ) -> Parts:
        """Return one unit row a text, for each text one unit row a span, and no words."""
        encode = self.encode_questions if questions else self.encode
        rows = encode([text for text, _ in texts], progress)
        inner = self.encode([text[start:end] for text, spans in texts for start, end in spans])
        edges = np.cumsum([len(spans) for _, spans in texts])[:-1]
        return Parts(rows, list(np.split(inner, edges)) if texts else [], [no_words() for _ in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, begin and end marks not counted."""
        with self._alone:
            return [len(self._model.tokenizer.tokenize(text)) for text in texts]

    def knows_word(self, word: str) -> bool:
        """Tell whether the model's vocabulary has the word whole."""
        return self.count_tokens([word]) == [1]

    def _encode(self, texts: Sequence[str], prompt: str, progress: Callable[[int], None] | None) -> Vectors:
        rows = []
        for start in range(0, len(texts), 32):
            part = [prompt + text for text in texts[start : start + 32]]
            with self._alone:
                rows.append(unit_rows(self._model.encode(part, show_progress_bar=False)))
            if progress:
                progress(len(part))
        return np.concatenate(rows) if rows else np.empty((0, self.info.dimensions), np.float32)

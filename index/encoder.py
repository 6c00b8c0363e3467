"""What an encoder is, for everyone who uses one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.vector import Vectors

EXPORT_FORMAT = 4  # of what stands in data/encoders; another one is exported anew
Spans = Sequence[tuple[int, int]]  # [start, end) in characters


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """Which model an encoder runs; two encoders with the same weights make the same vectors."""

    name: str
    weights_sha256: str
    dimensions: int
    max_tokens: int  # the model's begin and end marks included
    multilingual: bool


class Encoder(Protocol):
    """Texts to unit vectors."""

    info: EncoderInfo

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a text."""

    def encode_questions(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a question. Safe for threads, and quick for a handful."""

    def encode_with_spans(
        self, texts: Sequence[tuple[str, Spans]], progress: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """Return one unit row a text, and for each text one unit row a span."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, begin and end marks not counted."""

    def knows_word(self, word: str) -> bool:
        """Tell whether the model's vocabulary has the word whole."""

"""What an encoder is, for everyone who uses one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.vector import Vectors
from index.words import Words

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


class Parts(NamedTuple):
    """The vectors of some texts and of what is in them."""

    rows: Vectors  # one unit row a text
    spans: list[Vectors]  # for each text one unit row a span
    words: list[Words]  # for each text the sketches of its words, none unless they were asked for


class Encoder(Protocol):
    """Texts to unit vectors."""

    info: EncoderInfo
    tells_words: bool  # whether it gives vectors to single words

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a text."""

    def encode_questions(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit row a question. Safe for threads, and quick for a handful."""

    def encode_with_parts(
        self,
        texts: Sequence[tuple[str, Spans]],
        progress: Callable[[int], None] | None = None,
        *,
        questions: bool = False,
        words: bool = False,
    ) -> Parts:
        """Return the vectors of texts and of spans in them, and with `words` of their words, where the encoder tells.

        `questions` if that is what the texts are.
        """

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, begin and end marks not counted."""

    def knows_word(self, word: str) -> bool:
        """Tell whether the model's vocabulary has the word whole."""

"""The values that the stages of the index hand each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, item or row of a passage: where it stands in the text, and its words without markup."""

    start: int  # in characters of the passage's text
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a section that the encoder reads whole: what is retrieved, quoted and cited."""

    id: str  # the section's id, with "~2" from the second piece on
    section: str  # id of the section
    document: str
    source: str
    title: str
    path: tuple[str, ...]
    text: str  # Markdown, as shown
    heading: str  # put before the words for encoding; empty where a title would say nothing
    sentences: tuple[Sentence, ...]
    attribution: str = ""
    url: str | None = None

    @property
    def own_heading(self) -> str:
        """Return the lowest heading above the text, or nothing where a title would say nothing."""
        return self.heading and (self.path[-1] if self.path else self.title)

    @property
    def words(self) -> str:
        """Return the text without markup."""
        return " ".join(sentence.words for sentence in self.sentences)

    @property
    def encoded(self) -> str:
        """Return what the encoder reads: the heading and the words."""
        return f"{self.heading}\n{self.words}" if self.heading else self.words


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, how well it fits, and which part of it answers."""

    passage: Passage
    score: float
    highlights: tuple[tuple[int, int], ...]  # [start, end) in characters of the passage's text

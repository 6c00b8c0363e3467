"""A question as it was typed → as it is searched: cleaned, spelling mended, context added, guides that it names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.chat_speak import spelled_out
from index.follow_up import leaned_on, with_context
from index.spelling import Spelling
from index.tokens import fold, words_of

LONGEST = 2_000  # characters of a question that are read; the encoder reads fewer
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks."""

    text: str
    context: tuple[str, ...] = ()  # the asker's earlier questions, oldest first
    top: int = 3  # passages that are wanted at most
    source: str | None = None  # the one guide to look in; None for all


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood."""

    text: str
    mended: int  # words that were misspelt
    named: frozenset[str]  # guides that it names, or that the question names which it leans on


class Reader:
    """Reads questions in the light of the words, kinds and guides of one version of an index."""

    def __init__(self, settings: Mapping[str, Any], spelling: Spelling) -> None:
        """Take a manifest's settings, and what mends the spelling."""
        self._spelling = spelling
        self._kinds = _phrases_by_kind(settings["kinds"], settings["synonyms"])
        self._names = {
            source: [words for name in names[2:] if (words := tuple(words_of(_POSSESSIVE.sub("", name))))]
            for source, names in settings["sources"].items()
        }

    def read(self, query: Query) -> Reading:
        """Return how a question is understood."""
        asked = spelled_out(cleaned(query.text))
        corrections = self._spelling.corrections(asked)
        mended = _replaced(asked, corrections)
        earlier = [self._mended(spelled_out(cleaned(text))) for text in query.context]
        named = self._named(asked) or self._named(leaned_on(mended, earlier, self._kinds))
        return Reading(with_context(mended, earlier, self._kinds), len(corrections), named)

    def _mended(self, text: str) -> str:
        return _replaced(text, self._spelling.corrections(text))

    def _named(self, question: str) -> frozenset[str]:
        """Return the guides that a question names."""
        words = words_of(_POSSESSIVE.sub("", question))  # "Zen's roadmap" names Zen
        said = set(words)
        return frozenset(
            source
            for source, names in self._names.items()
            for name in names
            if name[0] in said
            and any(tuple(words[start : start + len(name)]) == name for start in range(len(words) - len(name) + 1))
        )


def cleaned(question: str) -> str:
    """Return what there is to read: no invisible or control characters, one space between words, a sane length."""
    kept = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char
        for char in question[: 4 * LONGEST]
        if unicodedata.category(char) not in ("Cf", "Cs", "Co")
    )
    return " ".join(kept.split())[:LONGEST]


def _replaced(text: str, corrections: Mapping[str, str]) -> str:
    if not corrections:
        return text
    words = []
    for word in text.split():
        whole = corrections.get("".join(words_of(word)))
        # Of "front-edn/backend" each part is a word of its own.
        words.append(whole or _PART.sub(lambda part: corrections.get(fold(part.group()), part.group()), word))
    return " ".join(words)


def _phrases_by_kind(
    kinds: Mapping[str, Sequence[str]], synonyms: Sequence[Sequence[str]]
) -> dict[str, list[tuple[str, ...]]]:
    groups = {group[0]: group for group in synonyms}
    return {
        kind: [tuple(words_of(phrase)) for main in mains for phrase in groups.get(main, [main])]
        for kind, mains in kinds.items()
    }

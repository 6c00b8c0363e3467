"""Labelled questions: what should answer each of them. For measuring and calibrating, never indexed."""

import re
import unicodedata
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from knowledge.errors import ContentError, Problem
from knowledge.files import Unreadable, read_text, read_yaml
from knowledge.problems import validated
from knowledge.records import Id, Record, Text

LONGEST = 1200  # characters of a passage that count: what is said further down answers nobody
_SPACE = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—−]")


def _by_source(value: Any) -> Any:
    """Facts may be one list for all sources, or a list a source."""
    return {"": value} if isinstance(value, list) else value


Facts = Annotated[dict[str, tuple[Text, ...]], BeforeValidator(_by_source)]


class Answerable(Record):
    """A question, the guides that answer it, and what a passage must hold; `a|b` in a fact means either."""

    id: Id
    kind: Text
    question: Text
    context: tuple[Text, ...] = ()
    sources: tuple[Id, ...] = Field(min_length=1)
    facts: Facts

    def answered_by(self, source: str, text: str) -> bool:
        """Tell whether a passage is from a right source and holds every fact."""
        if source not in self.sources:
            return False
        facts = self.facts.get(source, self.facts.get("", ()))
        said = plain_words(text[:LONGEST])
        without_signs = said.replace("£", "").replace("$", "")
        return bool(facts) and all(
            any(
                plain_words(option) in said or plain_words(option).replace("£", "").replace("$", "") in without_signs
                for option in fact.split("|")
            )
            for fact in facts
        )


class Unanswerable(Record):
    """A question that no guide answers."""

    id: Id
    kind: Text
    question: Text


class Labelled(Record):
    """A file of labelled questions, and the figures that must not be fallen short of."""

    floors: dict[str, float] = Field(default_factory=dict)
    unseen: bool = False  # nothing was tuned on them: measured whole, with the confidence as shipped
    answerable: tuple[Answerable, ...]
    in_scope: tuple[Text, ...] = ()  # short ones, to calibrate with: something answers them, whichever passage it is
    unanswerable: tuple[Unanswerable, ...] = ()


def plain_words(text: str) -> str:
    """Return text for comparing: small letters, one kind of dash and apostrophe, no emphasis."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("*", "")
    return _SPACE.sub(" ", _DASHES.sub("-", folded))


def read_labelled(path: Path) -> Labelled:
    """Read a file of labelled questions; raises ContentError with every problem in it."""
    try:
        value = read_yaml(read_text(path))
    except Unreadable as error:
        raise ContentError([Problem(path.name, str(error), error.place)]) from error
    labelled, problems = validated(Labelled, value, path.name)
    if labelled is None:
        raise ContentError(problems)
    return labelled

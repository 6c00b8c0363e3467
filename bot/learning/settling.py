"""Carry what learners have stored over to new roadmaps: ids that were renamed, split, merged, moved or retired."""

import json
from collections.abc import Mapping
from typing import Protocol

from bot.learning.catalogue import Catalogue
from bot.learning.moving import Moved, moved
from knowledge.load import Knowledge
from knowledge.records import Roadmap, Source

_NAME = "roadmaps"  # under which the roadmaps are kept that all stored ids fit to


class Texts(Protocol):
    """Keeps texts by name."""

    def get(self, key: str) -> str | None:
        """Return what is kept under a name."""

    def put(self, key: str, value: str) -> None:
        """Keep a text under a name."""


class Renaming(Protocol):
    """Gives stored ids new names; running it again changes nothing more."""

    def rename_roadmaps(self, mapping: Mapping[str, str]) -> int:
        """Take old roadmap → new one."""

    def rename_items(self, mapping: Mapping[str, tuple[str, ...]]) -> int:
        """Take old step or phase → the ones that take its ticks over."""

    def rename_phases(self, mapping: Mapping[tuple[str, str], str]) -> int:
        """Take (new roadmap, old phase) → the phase that people began with now."""


def settle(knowledge: Knowledge, texts: Texts, renaming: Renaming) -> Moved:
    """Rename what is stored from the roadmaps of the last time to those of now, and return what became of them.

    A process that dies between the steps leaves nothing wrong: they are done again the next time.
    """
    before = texts.get(_NAME)
    now = _written(knowledge)
    if before == now:
        return Moved()
    found = Moved()
    if before is not None:
        found = moved(Catalogue(_read(before)), Catalogue(knowledge))
        renaming.rename_roadmaps(found.roadmaps)
        renaming.rename_items(found.items)
        renaming.rename_phases(found.first_phases)
    texts.put(_NAME, now)
    return found


def _written(knowledge: Knowledge) -> str:
    value = {
        "sources": [source.model_dump(mode="json") for source in knowledge.sources],
        "roadmaps": {
            document: record.model_dump(mode="json", exclude_none=True, exclude={"questions"})
            for document, record in knowledge.records
            if isinstance(record, Roadmap)
        },
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _read(text: str) -> Knowledge:
    value = json.loads(text)
    return Knowledge(
        sections=(),
        sources=tuple(Source.model_validate(source) for source in value["sources"]),
        records=tuple((document, Roadmap.model_validate(record)) for document, record in value["roadmaps"].items()),
    )

"""Rules for what learners tick: a step has one id for ever, and one id in two roadmaps is one thing to do."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from knowledge.errors import Problem
from knowledge.records import Record, Roadmap

LONGEST_NAME = 24  # of a roadmap's file: it stands in what a button remembers, as the ids of phases do
_WORD = re.compile(r"[a-z0-9]{3,}")


def roadmap_id(document: str) -> str:
    """Return the id of a roadmap: the name of its file."""
    return PurePosixPath(document).stem


def step_problems(record: Record, document: str) -> Iterator[Problem]:
    """Yield what is wrong with the steps within one roadmap file."""
    if not isinstance(record, Roadmap):
        return
    if len(name := roadmap_id(document)) > LONGEST_NAME:
        message = f"the file's name '{name}' has {len(name)} characters; {LONGEST_NAME} fit, choose a shorter one"
        yield Problem(document, message)
    first: dict[str, int] = {}
    for number, phase in enumerate(record.phases, start=1):
        for place, step in enumerate(phase.steps, start=1):
            if step.id in first:
                message = f"'{step.id}' is already the id of a step in entry {first[step.id]}; choose another"
                yield Problem(document, message, f"phases entry {number}, steps entry {place}", "id")
            first.setdefault(step.id, number)


def shared_step_problems(records: Sequence[tuple[str, Record]]) -> Iterator[Problem]:
    """Yield what is wrong between roadmaps: an old name that is in use, one id for two things."""
    roadmaps = [(document, record) for document, record in records if isinstance(record, Roadmap)]
    names = {roadmap_id(document): document for document, _ in roadmaps}
    for document, roadmap in roadmaps:
        for alias in roadmap.aliases:
            if alias in names:
                yield Problem(document, f"'{alias}' is the name of {names[alias]}; remove it", "", "aliases")
    owners: dict[str, tuple[str, str]] = {}
    steps = [
        (document, f"phases entry {number}, steps entry {place}", step)
        for document, roadmap in roadmaps
        for number, phase in enumerate(roadmap.phases, start=1)
        for place, step in enumerate(phase.steps, start=1)
    ]
    for document, place, step in steps:
        owner, text = owners.setdefault(step.id, (document, step.text))
        if owner != document and not _words(text) & _words(step.text):
            message = (
                f"'{step.id}' is a step of {owner} too, and a tick counts in both, but the two texts have no word in "
                "common; use the same words, or another id if it is another thing to do"
            )
            yield Problem(document, message, place, "id")
    for document, place, step in steps:
        for alias in step.aliases:
            if alias in owners:
                message = f"'{alias}' is the id of a step in {owners[alias][0]} now; an old name must be out of use"
                yield Problem(document, message, place, "aliases")


def _words(text: str) -> set[str]:
    """Return the beginnings of a text's words: "evaluate" and "evaluation" are one."""
    return {word[:6] for word in _WORD.findall(text.lower())}

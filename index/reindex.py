"""Take changed content into the index: check, build beside, try the golden questions, let it serve."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.build import Report, build, content_hash
from index.data import Data
from index.encoder import Encoder
from index.encoders import is_ready, prepared
from index.errors import IndexUnavailable
from index.retrieve import Retriever
from index.versions import Versions
from knowledge.load import Knowledge
from knowledge.records import GoldenQuestion

GATE_TOP = 3  # a golden question counts as found when one of its sections is among so many
_DEPTH = 10  # ranks that are looked at
FLOOR = 0.8  # of the golden questions; a first index that finds fewer is not let in

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Worse:
    """A golden question whose section stands lower than before; a rank of 0 is none among the first ten."""

    question: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Gate:
    """What the golden questions say about a new version."""

    found: int
    asked: int
    lost: tuple[str, ...]  # found by the version that serves, and not by the new one
    missed: tuple[str, ...]  # not found by the new one, lost ones included
    worse: tuple[Worse, ...] = ()  # lower than in the version that serves, lost ones included

    @property
    def open(self) -> bool:
        """Tell whether the new version may serve."""
        return not self.lost and self.found >= FLOOR * self.asked


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reindex did; `report` is None when there was nothing to do."""

    version: str
    report: Report | None = None
    gate: Gate | None = None
    published: bool = False
    held: bool = False  # kept beside, for somebody to let it serve all the same


def reindex(
    knowledge: Knowledge,
    versions: Versions,
    encoders: Path,
    encoder_name: str,
    *,
    say: Say,
    progress: Callable[[int, int], None] | None = None,
    hold: bool = False,
) -> Outcome:
    """Bring the index up to the content; an index that is damaged or of another encoder is built anew.

    With `hold`, a version that the gate refuses is kept for `Versions.publish_held`, until the next reindex.
    Raises EncoderUnavailable, and IndexUnavailable when another reindex is running.
    """
    with versions.lock():
        versions.drop()
        serving = _serving(versions, encoder_name, say)
        unchanged = serving is not None and serving.manifest.content_sha256 == content_hash(knowledge)
        if serving is not None and unchanged and is_ready(encoders / serving.manifest.encoder.weights_sha256):
            return Outcome(serving.manifest.version)
        encoder = prepared(encoder_name, encoders, say)  # even for an index that is up to date: answering needs it
        if serving is not None and unchanged and encoder.info == serving.manifest.encoder:
            return Outcome(serving.manifest.version)
        with versions.beside() as folder:
            report = build(knowledge, encoder, folder, previous=serving, progress=progress)
            gate = _gate(knowledge.golden, folder, serving, encoder)
            if gate.open:
                versions.publish(folder, report.manifest.version)
            elif hold:
                versions.hold(folder, report.manifest.version)
            return Outcome(report.manifest.version, report, gate, gate.open, hold and not gate.open)


def _serving(versions: Versions, encoder_name: str, say: Say) -> Data | None:
    """Return the version that serves if its vectors can be used again."""
    try:
        if not versions.pointer():
            return None
        data = Data(versions.current())
    except IndexUnavailable as error:
        say(f"{error.args[0].split('. Run:')[0]}: building it anew.")
        return None
    return data if data.manifest.encoder.name == encoder_name else None


def _gate(golden: Sequence[GoldenQuestion], folder: Path, serving: Data | None, encoder: Encoder) -> Gate:
    """Ask the golden questions of the new version, and those that are not first there of the one that serves."""
    retriever = Retriever(Data(folder), encoder)
    after = {question: rank(retriever, question) for question in golden}
    before = Retriever(serving, encoder) if serving is not None else None
    # Whose section stands first cannot have become worse: the others alone are asked of the version before.
    worse = [
        Worse(question.question, earlier, now)
        for question, now in after.items()
        if now != 1 and before is not None and (earlier := rank(before, question)) and not 0 < now <= earlier
    ]
    missed = [question.question for question, now in after.items() if not 0 < now <= GATE_TOP]
    lost = {one.question for one in worse if one.before <= GATE_TOP} & set(missed)
    return Gate(
        found=len(golden) - len(missed),
        asked=len(golden),
        lost=tuple(question for question in missed if question in lost),
        missed=tuple(missed),
        worse=tuple(worse),
    )


def rank(retriever: Retriever, golden: GoldenQuestion) -> int:
    """Return where the first of a golden question's sections stands, from 1; 0 when not among the first ten."""
    found = retriever.search(golden.question, context=golden.context, top=_DEPTH)
    sections = [hit.passage.section for hit in found.hits]
    return next((place for place, section in enumerate(sections, start=1) if section in golden.sections), 0)


def finds(retriever: Retriever, golden: GoldenQuestion) -> bool:
    """Tell whether one of a golden question's sections is among the first passages."""
    return 0 < rank(retriever, golden) <= GATE_TOP

"""Measurements of the mentor itself, each made in a process of its own by scripts.benchmark."""

import asyncio
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.batches import Batches
from bot.compose import make_mentor
from bot.config import ROOT, Settings
from bot.mentor import Mentor
from index.open import open_data
from index.reading import Query
from index.versions import Versions

ASKERS = (1, 8, 32, 128)
_FIRST = 100  # questions, after which one is warm


def cold(question: str) -> float:
    """Return the CPU seconds of a question that is asked in the terminal, from the start of the process to its end."""
    command = [sys.executable, "-m", "scripts.ask", question]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 (our own script)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("scripts.ask failed")
    return used.ru_utime + used.ru_stime


def warm(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Measure one asker: memory after 100 questions, and the median time of a further one that was not asked before."""
    mentor = make_mentor(settings)
    for question in questions[:_FIRST]:
        mentor.ask(question)
    memory = resident()
    times, used = [], time.process_time()
    for question in questions[_FIRST:]:
        before = time.perf_counter()
        mentor.ask(question)
        times.append(time.perf_counter() - before)
    cpu = (time.process_time() - used) / len(times)
    return {"memory": memory, "median": statistics.median(times) * 1e3, "cpu": cpu}


def crowd(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Measure many askers at once, as a bot serves them, and how long its event loop was ever held up."""
    mentor = make_mentor(settings.model_copy(update={"cache": 0}))
    mentor.ask(questions[0])
    return {"crowd": [asyncio.run(_crowd(mentor, questions, askers)) for askers in ASKERS]}


async def _crowd(mentor: Mentor, questions: Sequence[str], askers: int) -> dict[str, float]:
    batches = Batches(mentor.ask_many)
    waiting = list(questions)
    times: list[float] = []
    longest = 0.0
    done = False

    async def asker() -> None:
        while waiting:
            question = waiting.pop()
            before = time.perf_counter()
            await batches(Query(question))
            times.append(time.perf_counter() - before)

    async def watch() -> None:
        nonlocal longest
        while not done:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - before - 0.005)

    watcher = asyncio.create_task(watch())
    started = time.perf_counter()
    await asyncio.gather(*(asker() for _ in range(askers)))
    seconds = time.perf_counter() - started
    done = True
    await watcher
    batches.close()
    return {
        "askers": askers,
        "throughput": len(questions) / seconds,
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "blocked": longest,
    }


def build(settings: Settings, passages: Sequence[str]) -> dict[str, Any]:
    """Measure how many passages are encoded in a CPU second, and give the vectors for comparing."""
    encoder = make_mentor(settings).retriever.encoder
    used = time.process_time()
    vectors = encoder.encode(passages)
    return {"build_rate": len(passages) / (time.process_time() - used), "vectors": vectors.tolist()}


def lowest_cosine(ours: Sequence[Sequence[float]], theirs: Path) -> float:
    """Return the lowest cosine between unit rows of ours and those in a file."""
    return float(np.sum(np.array(ours, np.float32) * np.load(theirs), axis=1).min())


def incremental(settings: Settings) -> dict[str, Any]:
    """Measure what an edited paragraph costs: texts encoded, and CPU seconds without loading the encoder."""
    # Imported here: a cold start is measured with this module, and answering needs nothing that builds.
    from index.build import build as build_index
    from knowledge.load import load

    versions = Versions(settings.index_folder)
    encoder = make_mentor(settings).retriever.encoder
    knowledge = load(settings.content)
    first = knowledge.sections[0]
    edited = replace(first, text=f"{first.text}\n\nOne sentence more.")
    changed = replace(knowledge, sections=(edited, *knowledge.sections[1:]))
    folder = Path(tempfile.mkdtemp())
    try:
        previous = open_data(versions, settings.encoder)
        used = time.process_time()
        report = build_index(changed, encoder, folder, previous=previous)
        return {"encoded": report.encoded, "reused": report.reused, "cpu": time.process_time() - used}
    finally:
        shutil.rmtree(folder)


def resident() -> float:
    """Return the resident memory in MB; the peak where the system does not tell the present value."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


MEASURES: dict[str, Callable[..., dict[str, Any]]] = {"warm": warm, "crowd": crowd, "build": build}


def inputs(settings: Settings) -> dict[str, Any]:
    """Return the passages of the index that serves, questions to ask, and where the passages' vectors are."""
    versions = Versions(settings.index_folder)
    data = open_data(versions, settings.encoder)
    passages = [data.passage(row).encoded for row in range(len(data))]
    asked = data.texts["questions"]
    questions = [asked[row] for row in np.random.default_rng(0).permutation(len(asked))[:300]]
    return {"passages": passages, "questions": questions, "vectors": str(data.folder / "passages.npy")}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the comparison, with a value of each run."""

    name: str
    unit: str
    target: float  # of the ratio
    more_is_better: bool = False

    def text(self, floors: Sequence[float], ours: Sequence[float]) -> str:
        """Return the line: medians of the floor and of ours, and of their ratio within a run, with its range."""
        ratios = [one / floor for one, floor in zip(ours, floors, strict=True)]
        ratio, sign = statistics.median(ratios), "≥" if self.more_is_better else "≤"
        met = ratio >= self.target if self.more_is_better else ratio <= self.target
        return (
            f"{self.name:38} {statistics.median(floors):9.3f} {statistics.median(ours):9.3f} {self.unit:9}"
            f"{ratio:5.2f} x  {min(ratios):.2f} to {max(ratios):.2f}  ({sign} {self.target}{'' if met else ': MISSED'})"
        )


ROWS = {
    "cold": Row("cold start to the first answer, CPU", "s", 0.15),
    "memory": Row("memory after 100 questions", "MB", 0.5),
    "median": Row("one question, warm, median", "ms", 0.6),
    "throughput": Row("32 askers (floor: one by one)", "a second", 3, more_is_better=True),
    "build_rate": Row("passages encoded a CPU second", "", 1.5, more_is_better=True),
}

"""Measurements of the mentor itself, each made in a process of its own by scripts.benchmark."""

import asyncio
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.compose import make_mentor
from bot.config import Settings
from bot.mentor import Mentor
from index.open import open_data
from index.versions import Versions

ASKERS = (1, 8, 32, 128)


def cold(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Measure CPU seconds from the start of the process to the first answer."""
    make_mentor(settings).ask(questions[0])
    return {"cold_cpu": time.process_time()}


def warm(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Measure one asker: memory after 100 questions, and the median time of a question that was not asked before."""
    mentor = make_mentor(settings)
    for question in questions[:100]:
        mentor.ask(question)
    memory = resident()
    mentor = make_mentor(settings.model_copy(update={"cache": 0}))
    mentor.ask(questions[0])
    times, used = [], time.process_time()
    for question in questions:
        before = time.perf_counter()
        mentor.ask(question)
        times.append(time.perf_counter() - before)
    cpu = (time.process_time() - used) / len(questions)
    return {"memory": memory, "median": statistics.median(times), "cpu": cpu}


def crowd(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Measure many askers at once, as a bot serves them, and how long its event loop was ever held up."""
    mentor = make_mentor(settings.model_copy(update={"cache": 0}))
    mentor.ask(questions[0])
    return {"crowd": [asyncio.run(_crowd(mentor, questions, askers)) for askers in ASKERS]}


async def _crowd(mentor: Mentor, questions: Sequence[str], askers: int) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    waiting = list(questions)
    times: list[float] = []
    longest = 0.0
    done = False

    async def asker(pool: ThreadPoolExecutor) -> None:
        while waiting:
            question = waiting.pop()
            before = time.perf_counter()
            await loop.run_in_executor(pool, mentor.ask, question)
            times.append(time.perf_counter() - before)

    async def watch() -> None:
        nonlocal longest
        while not done:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - before - 0.005)

    watcher = asyncio.create_task(watch())
    with ThreadPoolExecutor(mentor.workers) as pool:
        started = time.perf_counter()
        await asyncio.gather(*(asker(pool) for _ in range(askers)))
        seconds = time.perf_counter() - started
    done = True
    await watcher
    return {
        "askers": askers,
        "throughput": len(questions) / seconds,
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "blocked": longest,
    }


def build(settings: Settings, passages: Sequence[str]) -> dict[str, Any]:
    """Measure how many passages are encoded in a CPU second, and keep the vectors for comparing."""
    encoder = make_mentor(settings).retriever.encoder
    used = time.process_time()
    vectors = encoder.encode(passages)
    return {"build_rate": len(passages) / (time.process_time() - used), "vectors": vectors.tolist()}


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


MEASURES: dict[str, Callable[..., dict[str, Any]]] = {"cold": cold, "warm": warm, "crowd": crowd, "build": build}


def inputs(settings: Settings) -> dict[str, Any]:
    """Return the passages of the index that serves, questions to ask, and where the passages' vectors are."""
    versions = Versions(settings.index_folder)
    data = open_data(versions, settings.encoder)
    passages = [data.passage(row).encoded for row in range(len(data))]
    asked = data.texts["questions"]
    questions = [asked[row] for row in np.random.default_rng(0).permutation(len(asked))[:300]]
    return {"passages": passages, "questions": questions, "vectors": str(data.folder / "passages.npy")}


def as_line(name: str, floor: float, ours: float, unit: str, target: float, *, more_is_better: bool = False) -> str:
    """Return a line of the table: the floor, ours, their ratio, and whether the target is met."""
    ratio = ours / floor
    met = ratio >= target if more_is_better else ratio <= target
    sign = "≥" if more_is_better else "≤"
    return (
        f"{name:46} {floor:10.3f} {ours:10.3f} {unit:9} {ratio:6.2f} x  ({sign} {target} x{'' if met else ': MISSED'})"
    )

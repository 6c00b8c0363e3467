"""Measure the bot as a process against the local Discord of the tests, which is another process."""

import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.compose import make_mentor
from bot.config import ROOT, Settings
from index.open import open_data
from index.versions import Versions

IN_FLIGHT = (1, 8, 32, 128)
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Row:
    """What one load came to; times in milliseconds."""

    in_flight: int
    per_second: float
    first: tuple[float, float]  # median and 95th percentile, from dispatch to the first response
    final: tuple[float, float]
    cpu: float  # of the bot's process, a question
    held_up: float  # the event loop, at most
    memory: float  # MB
    failed: int


def ask_discord(settings: Settings) -> Iterator[str]:
    """Yield the lines of the table: what asking in Discord costs beside the answering service itself."""
    texts = open_data(Versions(settings.index_folder), settings.encoder).texts["questions"]
    questions = [
        texts[place] for place in np.random.default_rng(1).permutation(len(texts))[: 300 * (len(IN_FLIGHT) + 1)]
    ]
    bare = bare_cpu(settings, questions[:300])
    yield f"the answering service itself: {bare:.1f} ms of CPU a question"
    for row in discord_load(settings, questions):
        yield (
            f"{row.in_flight:4} in flight: {row.per_second:5.0f} a second, first response {row.first[0]:6.0f} ms "
            f"(95th percentile {row.first[1]:6.0f}), answer {row.final[0]:6.0f} ms ({row.final[1]:6.0f}), "
            f"{row.cpu:.1f} ms of CPU (+{row.cpu - bare:.1f}, ≤ 5), event loop held up {row.held_up:.0f} ms at most, "
            f"{row.memory:.0f} MB" + (f", {row.failed} FAILED" if row.failed else "")
        )


def discord_load(
    settings: Settings, questions: Sequence[str], count: int = 300, in_flight: Sequence[int] = IN_FLIGHT
) -> Iterator[Row]:
    """Yield a row a number of questions in flight; every question is asked once, so none comes from the cache.

    Raises FileNotFoundError without the tests: they hold the local Discord.
    """
    if not (ROOT / "tests" / "discord_server").is_dir():
        raise FileNotFoundError("the local Discord is in tests/, which is not there; clone the whole repository")
    with (
        _process("discord_server", {"PYTHONPATH": str(ROOT / "tests")}) as server,
        tempfile.TemporaryDirectory() as data,
    ):
        place = json.loads(server.stdout.readline())  # type: ignore[union-attr]  # it is a pipe
        port = _free_port()
        environment = {
            "MENTOR_DISCORD_API": place["api"],
            "MENTOR_DISCORD_GATEWAY": place["gateway"],
            "MENTOR_DISCORD_TOKEN": place["token"],
            "MENTOR_DATABASE": f"sqlite:///{Path(data) / 'mentor.sqlite3'}",
            "MENTOR_INDEX": str(settings.index_folder),
            "MENTOR_DATA": str(settings.data),
            "MENTOR_HTTP": f"127.0.0.1:{port}",
            "MENTOR_CACHE": "0",
            "MENTOR_LOG_LEVEL": "ERROR",
        }
        with _process("bot", environment) as bot:
            _wait(place["control"], port)
            for number, at_once in enumerate((1, *in_flight)):
                start = number * count
                asked = [questions[(start + one) % len(questions)] for one in range(count)]
                row = _load(place["control"], bot.pid, port, asked, at_once)
                if number:  # the first one only warms up
                    yield row


def bare_cpu(settings: Settings, questions: Sequence[str]) -> float:
    """Return the milliseconds of CPU that the answering service itself takes for a question, as the bot asks it."""
    from bot.asking import DEPTH

    mentor = make_mentor(settings.model_copy(update={"cache": 0}))
    for question in questions[:20]:
        mentor.ask(question, top=DEPTH)
    used = time.process_time()
    for question in questions:
        mentor.ask(question, top=DEPTH)
    return (time.process_time() - used) / len(questions) * 1e3


def _load(control: str, bot: int, port: int, questions: Sequence[str], in_flight: int) -> Row:
    _figure(port, "loop_held_up_seconds")
    used = _cpu(bot)
    options = [{"question": question} for question in questions]
    found = _post(
        f"{control}/load", {"command": ["ask"], "options": options, "count": len(options), "in_flight": in_flight}
    )
    return Row(
        in_flight,
        len(found["final"]) / found["seconds"],
        _spread(found["first"]),
        _spread(found["final"]),
        (_cpu(bot) - used) / len(questions) * 1e3,
        _figure(port, "loop_held_up_seconds") * 1e3,
        _resident(bot),
        len(found["failed"]),
    )


def _spread(milliseconds: Sequence[float]) -> tuple[float, float]:
    if len(milliseconds) < 2:
        return (float("nan"), float("nan"))
    return statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1]


@contextlib.contextmanager
def _process(module: str, environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    given = {**os.environ, **environment}
    process = subprocess.Popen(  # noqa: S603 (our own modules)
        [sys.executable, "-m", module], cwd=ROOT, env=given, text=True, stdout=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _wait(control: str, port: int, seconds: float = 60.0) -> None:
    """Wait until the bot is connected and has its commands."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if "ask" in _get(f"{control}/state")["commands"] and _figure(port, "gateway_latency_seconds") >= 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the bot did not connect to the local Discord")


def _get(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (of our own processes on this machine)
        value: dict[str, Any] = json.load(answer)
        return value


def _post(url: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=600) as answer:  # noqa: S310
        value: dict[str, Any] = json.load(answer)
        return value


def _figure(port: int, name: str) -> float:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        found = re.search(rf"^mentor_{name} (\S+)$", answer.read().decode(), re.MULTILINE)
    return float(found[1]) if found else float("nan")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _cpu(process: int) -> float:
    """Return the seconds of CPU that a process has used, threads included (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

"""Measure speed and memory beside the bare floor, in one run: `python -m scripts.benchmark [--growth]`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import index.one_thread  # noqa: F401 (before numpy)
from bot.config import ROOT, Settings, SettingsError
from bot.measure import MEASURES, as_line, incremental, inputs
from index.errors import IndexUnavailable


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; every measurement has a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m scripts.benchmark", description=__doc__)
    parser.add_argument("--growth", action="store_true", help="measure 1,000, 10,000 and 100,000 passages instead")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)  # what a child process does
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        if options.measure:
            given = json.load(sys.stdin)
            needed = given["passages"] if options.measure == "build" else given["questions"]
            print(json.dumps(MEASURES[options.measure](settings, needed)))
        elif options.growth:
            from bot.growth import growth  # here: it imports what builds an index, and a cold start would count that

            for line in growth(settings):
                print(line, flush=True)
        else:
            _compare(settings)
    except (IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compare(settings: Settings) -> None:
    given = inputs(settings)
    with tempfile.TemporaryDirectory() as folder:
        given["encoded"] = str(Path(folder) / "encoded.npy")
        floor = _run([sys.executable, "-m", "scripts.floor"], given)
        theirs = np.load(given["encoded"])
    ours: dict[str, Any] = {}
    for name in MEASURES:
        ours |= _run([sys.executable, "-m", "scripts.benchmark", "--measure", name], given)
    crowd = {row["askers"]: row for row in ours["crowd"]}
    print(f"{'':46} {'floor':>10} {'mentor':>10}")
    print(as_line("cold start to the first answer, CPU", floor["cold_cpu"], ours["cold_cpu"], "s", 0.15))
    print(as_line("memory after 100 questions", floor["memory"], ours["memory"], "MB", 0.5))
    print(as_line("one question, warm, median", floor["median"] * 1e3, ours["median"] * 1e3, "ms", 0.6))
    throughput = crowd[32]["throughput"]
    print(as_line("32 askers (floor: one by one)", floor["throughput"], throughput, "a second", 3, more_is_better=True))
    rate = ours["build_rate"]
    print(as_line("passages encoded a CPU second", floor["build_rate"], rate, "", 1.5, more_is_better=True))
    cosines = np.sum(np.array(ours["vectors"], np.float32) * theirs, axis=1)
    print(f"lowest cosine between the two sets of vectors  {cosines.min():.7f}  (≥ 0.9999)")
    print(f"CPU of one question, everything included       {ours['cpu'] * 1e3:.1f} ms\n")
    for row in ours["crowd"]:
        median, slow, blocked = (row[name] * 1e3 for name in ("median", "p95", "blocked"))
        print(
            f"{row['askers']:4} askers: {row['throughput']:6.0f} questions a second, median {median:6.1f} ms, "
            f"95th percentile {slow:6.1f} ms, event loop held up {blocked:5.1f} ms at most"
        )
    started = time.perf_counter()
    _check_unchanged()
    print(f"\nreindex of unchanged content: {time.perf_counter() - started:.2f} s from start to end (≤ 1 s)")
    edit = incremental(settings)
    print(f"one paragraph edited: {edit['encoded']} encoded, {edit['reused']} reused, {edit['cpu']:.2f} s of CPU")


def _check_unchanged() -> None:
    subprocess.run([sys.executable, "-m", "scripts.reindex"], cwd=ROOT, check=True, capture_output=True)


def _run(command: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 (our own modules)
        command, cwd=ROOT, input=json.dumps(given), text=True, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    value: dict[str, Any] = json.loads(done.stdout)
    return value


if __name__ == "__main__":
    raise SystemExit(main())

"""Measure speed and memory beside the bare floor: `python -m scripts.benchmark [--growth | --learners | --discord]`."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import index.one_thread  # before numpy
from bot.config import ROOT, Settings, SettingsError
from bot.measuring.speed import MEASURES, ROWS, cold, incremental, inputs, lowest_cosine
from index.errors import IndexUnavailable


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; every measurement has a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m scripts.benchmark", description=__doc__)
    parser.add_argument("--growth", action="store_true", help="measure 1,000, 10,000 and 100,000 passages instead")
    parser.add_argument("--learners", action="store_true", help="measure the database with 10,000 learners instead")
    parser.add_argument("--discord", action="store_true", help="measure the bot against the local Discord instead")
    parser.add_argument("--rounds", type=int, default=3, help="runs, in turns with the floor (default 3)")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)  # what a child process does
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        if options.measure:
            given = json.load(sys.stdin)
            needed = given["passages"] if options.measure == "build" else given["questions"]
            print(json.dumps(MEASURES[options.measure](settings, needed)))
        elif options.growth:
            from bot.measuring.growth import (
                growth,  # here: it imports what builds an index, and a cold start would count that
            )

            for line in growth(settings):
                print(line, flush=True)
        elif options.learners:
            _learners()
        elif options.discord:
            _discord(settings)
        else:
            _compare(settings, options.rounds)
    except (IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _discord(settings: Settings) -> None:
    from bot.measuring.discord_load import ask_discord  # here, as above

    for line in ask_discord(settings):
        print(line, flush=True)


def _compare(settings: Settings, rounds: int) -> None:
    given = inputs(settings)
    floors: list[dict[str, Any]] = []
    ours: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        given["encoded"] = str(Path(folder) / "encoded.npy")
        for _ in range(rounds):  # in turns: other work on the machine then slows both
            floors.append(_run([sys.executable, "-m", "scripts.floor"], given))
            ours.append({"cold": cold(given["questions"][0])})
            for name in MEASURES:
                ours[-1] |= _run([sys.executable, "-m", "scripts.benchmark", "--measure", name], given)
            ours[-1]["throughput"] = next(row["throughput"] for row in ours[-1]["crowd"] if row["askers"] == 32)
        cosine = lowest_cosine(ours[-1]["vectors"], Path(given["encoded"]))
    print(f"{'':38} {'floor':>9} {'mentor':>9}")
    for name, row in ROWS.items():
        print(row.text([floor[name] for floor in floors], [one[name] for one in ours]))
    print(f"\nlowest cosine between the two sets of vectors: {cosine:.7f} (≥ 0.9999)")
    print(f"CPU of one question, everything included: {statistics.median(one['cpu'] for one in ours) * 1e3:.1f} ms\n")
    for rows in zip(*(one["crowd"] for one in ours), strict=True):
        values = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
        print(
            f"{values['askers']:4.0f} askers: {values['throughput']:6.0f} questions a second, "
            f"median {values['median'] * 1e3:6.1f} ms, 95th percentile {values['p95'] * 1e3:6.1f} ms, "
            f"event loop held up {max(row['blocked'] for row in rows) * 1e3:5.1f} ms at most"
        )
    started = time.perf_counter()
    _check_unchanged()
    print(f"\nreindex of unchanged content: {time.perf_counter() - started:.2f} s from start to end (≤ 1 s)")
    edit = incremental(settings)
    print(f"one paragraph edited: {edit['encoded']} encoded, {edit['reused']} reused, {edit['cpu']:.2f} s of CPU")


def _learners() -> None:
    from bot.database.measure import learners  # here, for the same reason
    from bot.database.open import open_database

    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/mentor.sqlite3")
        for line in learners(database):
            print(line, flush=True)
        database.close()


def _check_unchanged() -> None:
    subprocess.run([sys.executable, "-m", "scripts.reindex"], cwd=ROOT, check=True, capture_output=True)


def _run(command: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
    environ = {name: value for name, value in os.environ.items() if name != index.one_thread.VARIABLE}  # ours alone
    done = subprocess.run(  # noqa: S603 (our own modules)
        command, cwd=ROOT, env=environ, input=json.dumps(given), text=True, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    value: dict[str, Any] = json.loads(done.stdout)
    return value


if __name__ == "__main__":
    raise SystemExit(main())

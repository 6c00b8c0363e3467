"""How far a script is, on standard error: JSON lines for a program, a bar for people. No verb of its own."""

import json
import sys
from collections.abc import Callable

Progress = Callable[[int, int], None]  # pieces of work done, and all there are


def progress(what: str, *, lines: bool) -> Progress | None:
    """Return what shows the progress: JSON lines where they are wanted, a bar on a terminal, else nothing."""
    if lines:
        return _lines
    return _bar(what) if sys.stderr.isatty() else None


def _lines(done: int, total: int) -> None:
    print(json.dumps({"done": done, "total": total}), file=sys.stderr, flush=True)


def _bar(what: str) -> Progress:
    def show(done: int, total: int) -> None:
        filled = 30 * done // max(total, 1)
        bar = f"\r{what} [{'#' * filled}{'.' * (30 - filled)}] {done}/{total}"
        print(bar, end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show

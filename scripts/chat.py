"""Talk with the mentor in the terminal: `python -m scripts.chat`. Without a terminal it answers a question a line."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import index.one_thread  # noqa: F401 (before numpy)
from bot.chat import WELCOME, Chat
from bot.commands import Commands
from bot.compose import make_content, make_mentor, make_own
from bot.config import ROOT, Settings, SettingsError
from bot.conversation import Conversations
from bot.facts.service import Facts
from bot.learning.on_roadmaps import OnRoadmaps
from bot.terminal import safe
from index.errors import IndexUnavailable


def main(argv: Sequence[str] | None = None) -> int:
    """Read questions until the end of the input; 1 when there is no index to answer from."""
    if argv is None:
        argv = sys.argv[1:]
    if argv:
        print(__doc__, file=sys.stdout if argv[0] in ("-h", "--help") else sys.stderr)
        return 0 if argv[0] in ("-h", "--help") else 2
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        mentor = make_mentor(settings)
    except (IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # not every terminal has a "£"
    watched = sys.stdin.isatty() and sys.stdout.isatty()
    content = make_content(settings)
    chat = Chat(
        mentor,
        Conversations(settings.memory_minutes, time.monotonic),
        Commands(Facts(content), OnRoadmaps(content), partial(make_own, settings, content)),
        top=settings.top,
        color=watched and "NO_COLOR" not in os.environ,
        say=lambda text: print(text, flush=True),
    )
    if watched:
        print(WELCOME)
        chat.run(_typed())
    else:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        chat.run(_echoed(sys.stdin))
    return 0


def _typed() -> Iterator[str]:
    """Yield lines as somebody types them, with the history and editing keys of the terminal."""
    import contextlib

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  # makes input() remember lines
    while True:
        try:
            yield input("\n> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return


def _echoed(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines and print each before its answer, so that a log reads as a conversation."""
    for line in lines:
        if line.strip():
            print(f"\n> {safe(line.strip())}", flush=True)
        yield line


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # "| head" ends it without a traceback
    raise SystemExit(main())

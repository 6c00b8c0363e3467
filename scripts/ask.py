"""Ask the mentor from the shell: `python -m scripts.ask "question"`, or a JSON object a line with --jsonl."""

import argparse
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import index.one_thread  # noqa: F401 (before numpy)
from bot.compose import make_mentor
from bot.config import ROOT, Settings, SettingsError
from bot.jsonl import NotAQuestion, answer_json, error_json, read_question
from bot.mentor import Mentor
from bot.terminal import answer_text
from index.errors import IndexUnavailable


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one question for people, or many for programs; 1 when there is no index to answer from."""
    parser = argparse.ArgumentParser(prog="python -m scripts.ask", description=__doc__)
    parser.add_argument("question", nargs="*", help="the question, in quotes or not")
    parser.add_argument("--jsonl", action="store_true", help="read a JSON object a line, write one a line")
    parser.add_argument("--index", type=Path, help="folder of the index")
    parser.add_argument("--top", type=int, help="passages at most (1 to 100)")
    options = parser.parse_args(argv)
    if bool(options.question) == options.jsonl:
        parser.error("give a question, or --jsonl with questions on standard input")
    if options.top is not None and not 1 <= options.top <= 100:
        parser.error("--top takes a number from 1 to 100")
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        if options.index:
            settings = settings.model_copy(update={"index": options.index})
        mentor = make_mentor(settings)
    except (IndexUnavailable, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    top = options.top or settings.top
    if options.jsonl:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        for line in answered(sys.stdin, mentor, top):
            print(line, flush=True)
    else:
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # not every terminal has a "£"
        print(answer_text(mentor.ask(" ".join(options.question), top=top), color=sys.stdout.isatty()))
    return 0


def answered(lines: Iterable[str], mentor: Mentor, top: int) -> Iterator[str]:
    """Yield a line of JSON for each line that is not blank, in order."""
    for line in lines:
        if not line.strip():
            continue
        try:
            name, question, context = read_question(line)
        except NotAQuestion as error:
            yield error_json(str(error))
            continue
        yield answer_json(name, question, mentor.ask(question, context=context, top=top))


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # "| head" ends it without a traceback
    raise SystemExit(main())

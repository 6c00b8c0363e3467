"""Answers for a terminal: wrapped, the best sentence marked, every passage with its source. Pure."""

import re
import shutil
import textwrap
import unicodedata

from bot.confidence import Status
from bot.mentor import Answer
from index.records import Hit, Passage

_BOLD, _DIM, _MARK, _OFF = "\033[1m", "\033[2m", "\033[1;33m", "\033[0m"
_EMPHASIS = re.compile(r"(?<!\w)\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\w)")  # not the powers in x**2 + y**2
_BEFORE, _AFTER = "\x0e", "\x0f"  # stand for the marks; safe() takes out any that the text has itself
_WIDTH = 96


def answer_text(answer: Answer, *, color: bool = False, width: int = _WIDTH) -> str:
    """Return an answer as lines; passages are shown only where they answer, or come close."""
    lines = []
    if answer.read_as and answer.status is not Status.NOT_COVERED:
        lines.append(_styled(textwrap.fill(f"(read as: {safe(answer.read_as)})", width), _DIM, color))
    if answer.reason:
        lines.append(textwrap.fill(safe(answer.reason), width))
    if answer.status is not Status.NOT_COVERED:
        for number, hit in enumerate(answer.hits, start=1):
            lines += ["", passage_text(hit, number, color=color, width=width)]
        lines += ["", _styled(f"{sureness(answer)} ({percent(answer.confidence)})", _DIM, color)]
    return "\n".join(lines).strip("\n")


def width_of_terminal() -> int:
    """Return how wide lines may be: the terminal's width, and no wider than reads well."""
    return max(40, min(_WIDTH, shutil.get_terminal_size((_WIDTH, 24)).columns - 1))


def sureness(answer: Answer) -> str:
    """Say in words how sure the mentor is."""
    if answer.status is Status.RELATED:
        return "Not sure that this answers it"
    return "Very sure" if answer.confidence >= 0.97 else "Fairly sure"


def percent(confidence: float) -> str:
    """Return "98%"; nothing is ever quite sure."""
    return f"{min(confidence, 0.99):.0%}"


def source_line(passage: Passage) -> str:
    """Return "Atlia Learning > AI engineer salary in 2026 > United Kingdom"."""
    parts = [passage.attribution or passage.title, *passage.path]
    return " > ".join(dict.fromkeys(part for part in parts if part))


def passage_text(hit: Hit, number: int, *, color: bool = False, width: int = _WIDTH) -> str:
    """Return one passage under its source, the sentence that answers best marked."""
    head = textwrap.fill(safe(f"{number}. {source_line(hit.passage)}"), width, subsequent_indent="   ")
    # Wrapped before the marks are written: colours have no width.
    body = "\n".join(_wrapped(line, width) for line in marked(hit, _BEFORE, _AFTER).split("\n"))
    marks = (_MARK, _OFF) if color else (">> ", " <<")
    return _styled(head, _BOLD, color) + "\n" + body.replace(_BEFORE, marks[0]).replace(_AFTER, marks[1])


def marked(hit: Hit, before: str, after: str) -> str:
    """Return the safe text with marks around what answers best, and without Markdown's own marks for bold."""
    text, pieces, done = hit.passage.text, [], 0
    for start, end in sorted(hit.highlights):
        pieces += [safe(text[done:start]), _BEFORE, safe(text[start:end]), _AFTER]
        done = end
    plain = _EMPHASIS.sub(r"\1", "".join([*pieces, safe(text[done:])]))
    return plain.replace(_BEFORE, before).replace(_AFTER, after)


def safe(text: str) -> str:
    """Return text that cannot steer a terminal: control and invisible characters are dropped."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


def indented(text: str, width: int) -> str:
    """Return a text with every line wrapped below its own beginning."""
    starts = ((line, " " * (len(line) - len(line.lstrip()))) for line in text.split("\n"))
    return "\n".join(textwrap.fill(line, width, subsequent_indent=start) for line, start in starts)


def _wrapped(line: str, width: int) -> str:
    if not line.strip() or line.lstrip().startswith("|"):
        return "   " + line if line.strip() else ""
    hanging = "     " if line.lstrip().startswith(("- ", "* ")) else "   "
    return textwrap.fill(line, width, initial_indent="   ", subsequent_indent=hanging, break_long_words=False)


def _styled(text: str, style: str, color: bool) -> str:
    return f"{style}{text}{_OFF}" if color else text

"""Answers as JSON, and questions from it: one object a line, for programs. Pure."""

import json
from typing import Any

from bot.mentor import Answer
from index.records import Hit

MAX_LINE = 100_000  # characters; a question is read up to 2,000


class NotAQuestion(Exception):
    """A line that is no question; the message says what is wrong with it."""


def read_question(line: str) -> tuple[Any, str, tuple[str, ...]]:
    """Return (id, question, context) of a line; raises NotAQuestion."""
    if len(line) > MAX_LINE:
        raise NotAQuestion(f"the line has {len(line)} characters; the limit is {MAX_LINE}")
    try:
        value = json.loads(line.removeprefix("\ufeff"))  # PowerShell begins what it pipes with a byte order mark
    except (ValueError, RecursionError) as error:
        raise NotAQuestion(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise NotAQuestion("must be an object with a question")
    question, context, name = value.get("question"), value.get("context"), value.get("id")
    if not isinstance(question, str):
        raise NotAQuestion("'question' must be a text")
    if context is not None and not (isinstance(context, list) and all(isinstance(text, str) for text in context)):
        raise NotAQuestion("'context' must be a list of texts")
    if name is not None and (isinstance(name, bool) or not isinstance(name, str | int)):
        raise NotAQuestion("'id' must be a text or a whole number")
    return name, question, tuple(context or ())


def answer_json(name: Any, question: str, answer: Answer) -> str:
    """Return an answer as one line."""
    value = {
        "id": name,
        "question": question,
        "status": answer.status.value,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason,
        "passages": [_passage(hit) for hit in answer.hits],
    }
    return _line(value)


def error_json(message: str) -> str:
    """Return the line for a line that is no question."""
    return _line({"id": None, "error": message})


def _line(value: dict[str, Any]) -> str:
    # A lone surrogate cannot be written as UTF-8; it comes in as "\ud800" and goes out the same way.
    text = json.dumps(value, ensure_ascii=False)
    return text if _encodable(text) else json.dumps(value)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _passage(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "id": passage.id,
        "document": passage.document,
        "source": passage.source,
        "title": passage.title,
        "section": list(passage.path),
        "text": passage.text,
        "highlights": [list(span) for span in hit.highlights],
        "score": round(hit.score, 4),
        "url": passage.url,
    }

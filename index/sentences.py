"""Where sentences end. Pure."""

import re

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset("e.g i.e etc vs dr mr mrs ms prof st no fig eq cf al inc ltd jr sr approx u.s u.k".split())
_END = re.compile(r"[.!?…]+[\"'”’)\]*_`]*(?=\s+)|\n\s*\n")
_STARTS_SENTENCE = re.compile(r"\s*[\"'“‘(\[*_`#>\-–—•]*[A-Z0-9£$€]")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of every sentence; together they hold all of the text but the space between."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group().startswith("\n"):
            end = match.start()
        elif _is_abbreviation(text, match.start()) or not _STARTS_SENTENCE.match(text, match.end()):
            continue
        if text[start:end].strip():
            spans.append(_trimmed(text, start, end))
        start = match.end()
    if text[start:].strip():
        spans.append(_trimmed(text, start, len(text)))
    return spans


def _is_abbreviation(text: str, dot: int) -> bool:
    if text[dot] != ".":
        return False
    word = text[max(0, dot - 8) : dot].split()[-1:] or [""]
    last = word[0].lstrip("([\"'*_").lower()
    return last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

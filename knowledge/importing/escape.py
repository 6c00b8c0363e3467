r"""Plain words → Markdown that reads as these words, with no more backslashes than it needs: `R&D`, `snake_case`."""

import re

# What means something anywhere. "_" only beside a space or a sign: within a word it is no emphasis.
_ANYWHERE = re.compile(r"[\\`*\[\]|]|<(?=[\w/!?])|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|~~+")
# An ATX heading ends with hashes after a space, so they are no words there.
_HASHES = re.compile(r"(?:(?<=\s)|^)#(?=#*\s*$)")
# What begins a block: heading, quote, list, rule, underline of a heading, fence, rule of a table.
_LINE_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=:](?=[-=:\s]*$)|~(?=~~)")
_NUMBER_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escaped_words(words: str, *, starts_line: bool) -> str:
    """Escape the words of one line; `starts_line` when no other words stand before them in it."""
    body = words.lstrip() if starts_line else words
    text = _HASHES.sub(r"\\#", _ANYWHERE.sub(_with_backslashes, body))
    if starts_line:
        text = _NUMBER_START.sub(r"\1\\\2", text, count=1) if _NUMBER_START.match(text) else text
        text = f"\\{text}" if _LINE_START.match(text) else text
    return words[: len(words) - len(body)] + text


def _with_backslashes(found: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in found.group())

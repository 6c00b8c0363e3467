"""Arguments as people type them: by place or as name:value, with quotes where a value has spaces. Pure."""

import re
import shlex
from collections.abc import Sequence

from bot.refused import Refused
from knowledge.errors import did_you_mean

_NAMED = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)


def arguments(text: str, takes: Sequence[str], usage: str) -> dict[str, str]:
    """Return the values by the names in `takes`. Raises Refused.

    One that ends in "?" may be left out; one that ends in ":" too, and it is given by its name only. A named value
    goes on until the next name. Values by place are one word each, or in quotes; the last one takes whatever is left.
    """
    names = [name.rstrip("?:") for name in takes]
    placed: list[str] = []
    given: dict[str, list[str]] = {}
    name = ""
    for word in _words(text):
        match = _NAMED.fullmatch(word)
        if match and match[1].lower() in names:
            name = match[1].lower()
            if name in given:
                raise Refused(f"“{name}” is given twice; keep one of the two.")
            given[name] = [match[2]]
        elif match and not match[2].startswith("\\"):  # C:\ is a folder
            raise Refused(f"There is no “{match[1][:30]}”{did_you_mean(match[1], names)}; write {usage}.")
        elif name:
            given[name].append(word)
        else:
            placed.append(word)
    values = {key: " ".join(words).strip() for key, words in given.items()}
    free = [name.rstrip("?") for name in takes if not name.endswith(":") and name.rstrip("?") not in values]
    if placed and not free:
        raise Refused(f"“{' '.join(placed)[:40]}” is more than this command takes; write {usage}.")
    for number, word in enumerate(placed):
        key = free[min(number, len(free) - 1)]
        values[key] = f"{values[key]} {word}" if number >= len(free) else word
    missing = [key for key in takes if not key.endswith(("?", ":")) and not values.get(key)]
    if missing:
        raise Refused(f"“{missing[0]}” is missing; write {usage}.")
    return values


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an apostrophe that opens no quotation: "atlia's"
        return text.split()

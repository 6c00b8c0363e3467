"""Read a question together with the one before it: "and in London?" is nothing alone. Pure."""

import re
from collections.abc import Mapping, Sequence

from index.tokens import STOP_WORDS, words_of

_OPENING = re.compile(
    r"(?:and|but|or|also|then|so|ok(?:ay)?|what about|how about|what if|same (?:for|in)|in|for|at|with)\b",
    re.IGNORECASE,
)
_POINTING = frozenset(
    "it its that this those these they them their there one ones he she his her former latter another else same".split()
)
_FEW = 2  # content words; a question with fewer leans on what was said before


def is_follow_up(question: str) -> bool:
    """Tell whether a question leans on an earlier one: how it opens, what it points at, how little it says."""
    words = words_of(question)
    content = [word for word in words if word not in STOP_WORDS and word not in _POINTING]
    if len(content) <= _FEW:
        return True
    return bool(_OPENING.match(question.strip())) or (len(content) <= 6 and bool(_POINTING & set(words)))


def with_context(question: str, context: Sequence[str], kinds: Mapping[str, Sequence[Sequence[str]]]) -> str:
    """Return the earlier question and this one as one text, or the question alone when it stands alone.

    `kinds` are groups of phrases that exclude each other (places, levels…), each phrase as its words: where this
    question names a place, the place of the earlier one is left out.
    """
    earlier = next((text for text in reversed(context) if text.strip()), "")
    if not earlier or not is_follow_up(question):
        return question
    if is_follow_up(earlier) and len(context) > 1:
        earlier = with_context(earlier, context[:-1], kinds)
    asked = words_of(question)
    kept = earlier
    for phrases in kinds.values():
        if any(_has(asked, phrase) for phrase in phrases):
            for phrase in phrases:
                kept = _without(kept, phrase)
    return f"{kept.strip()} {question.strip()}"


def _has(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(list(words[start : start + size]) == list(phrase) for start in range(len(words) - size + 1))


def _without(text: str, phrase: Sequence[str]) -> str:
    pattern = r"\b" + r"[\W_]+".join(re.escape(word) for word in phrase) + r"s?\b"
    return re.sub(pattern, " ", text, flags=re.IGNORECASE)

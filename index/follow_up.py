"""Read a question together with the one before it: "and in London?" is nothing alone. Pure."""

import re
from collections.abc import Mapping, Sequence

from index.tokens import ORDINALS, STOP_WORDS, words_of

_OPENING = re.compile(
    r"(?:and|but|or|also|then|so|ok(?:ay)?|what about|how about|what if|same (?:for|in)|"
    r"(?:in|for|at|with)(?!\s+(?:which|what|how|whom?|whose)\b))\b",  # "at which university …" is whole
    re.IGNORECASE,
)
_POINTING = frozenset("that this those these they them their he she his her former latter another else rest".split())
_VAGUE = frozenset("it its one ones there same then afterwards".split())  # "which one should I learn" points at nothing
_NUMBERED = re.compile(r"\b(?P<word>phase|stage|step|part|level|chapter|module)\s+(?P<number>\d{1,2})\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:next|after|afterwards|following|then comes)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|previous|prior)\b", re.IGNORECASE)
# "The third one", "and the second?": but "what do I learn first?" counts no steps, nor does "the first project".
_ORDINAL = re.compile(
    rf"(?:\A\W*|\b(?:the|and|about)\s+)(?P<ordinal>{'|'.join(ORDINALS)})"
    r"(?=\s+(?:one|phase|stage|step|part|level|chapter|module|please|then|too|now)\b|\s*(?:[?,.!;]|\Z))",
    re.IGNORECASE,
)
# "How long does it take to …", "is there …": an "it" that points at nothing.
_EMPTY_IT = re.compile(
    r"\b(?:does|do|did|will|would|can|could|should) it take\b|\bis it\b|\b(?:is|are) there\b", re.IGNORECASE
)
# "Which of these do I put first, a course or an app?": what it points at is said right after, in the question itself.
_POINTS_AHEAD = re.compile(r"\b(?:these|those|them|this|that|following)\b[^,:?]*[,:?](?P<said>.*)", re.IGNORECASE)
_OR = re.compile(r"\w\W+or\b", re.IGNORECASE)
_SAME_AS = re.compile(r"\bsame as\b", re.IGNORECASE)  # "is A the same as B" names both
_MEASURES = frozenset("long much many often".split())
_POLITE = frozenset("please thanks".split())
_EMPTY = STOP_WORDS | _POINTING | _VAGUE | _MEASURES | _POLITE  # words that name nothing
_HALF = 3  # content words; with so few, even a vague "it" is something said before
_WHOLE = 6  # content words; a question with more of them says itself what it is about
_HOLES = re.compile(r"(?:\s+(?:in|for|at|of|the|a|an|as|to))*\s*(?=[?,.!]|$)")  # what a left out word leaves behind
_REMEMBERED = 8  # earlier questions, when each of them leans on the one before


Kinds = Mapping[str, Sequence[Sequence[str]]]


def is_follow_up(question: str, kinds: Kinds) -> bool:
    """Tell whether a question leans on an earlier one.

    By how it opens ("and …"), by what it points at ("it", "the next one"), or because all that it names is a place, a
    level or another of the `kinds` ("London?"). "Salary" is short too, but a question of its own.
    """
    ahead = _POINTS_AHEAD.search(question)
    if ahead and _OR.search(ahead["said"]) and not _OPENING.match(question.strip()):
        return False
    words = words_of(_EMPTY_IT.sub(" ", question))
    content = [word for word in words if word not in _EMPTY]
    if _OPENING.match(question.strip()) or (len(content) <= _WHOLE and _POINTING & set(words)):
        return True
    if _SAME_AS.search(question):
        return False
    if len(content) <= _HALF and _VAGUE & set(words):
        return True
    slots = {word for phrases in kinds.values() for phrase in phrases for word in phrase}
    return all(word in slots or word.removesuffix("s") in slots for word in content)


def leaned_on(question: str, context: Sequence[str], kinds: Kinds) -> str:
    """Return the earlier question that this one leans on, or nothing when it stands alone."""
    earlier = next((text for text in reversed(context) if text.strip()), "")
    return earlier if earlier and is_follow_up(question, kinds) else ""


def with_context(question: str, context: Sequence[str], kinds: Kinds) -> str:
    """Return the earlier question and this one as one text, or the question alone when it stands alone.

    `kinds` are groups of phrases that exclude each other (places, levels…), each phrase as its words: where this
    question names a place, the place of the earlier one is left out.
    """
    said = [text for text in context if text.strip()][-_REMEMBERED:]
    earlier = leaned_on(question, said, kinds)
    if not earlier:
        return question
    if is_follow_up(earlier, kinds) and len(said) > 1:
        earlier = with_context(earlier, said[:-1], kinds)
    asked = words_of(question)
    kept = _renumbered(question, earlier)
    for phrases in kinds.values():
        if any(_has(asked, phrase) for phrase in phrases):
            for phrase in phrases:
                kept = _without(kept, phrase)
    whole = _HOLES.sub("", " ".join(kept.split())).strip(" ,;:")
    return f"{whole} {question.strip()}"


def _renumbered(question: str, earlier: str) -> str:
    """Return the earlier question with its "step 2" moved on for "the next step", and left out for "and step 3?"."""
    pairs = list(_NUMBERED.finditer(earlier))
    if not pairs:
        return earlier
    if named := {match["word"].lower() for match in _NUMBERED.finditer(question)}:
        return _NUMBERED.sub(lambda match: " " if match["word"].lower() in named else match.group(), earlier)
    last = pairs[-1]
    number = _number(question, int(last["number"]))
    start, end = last.span("number")
    return f"{earlier[:start]}{number}{earlier[end:]}" if number > 0 else earlier


def _number(question: str, current: int) -> int:
    """Return the number of the step that "the third one", "the next" or "the one before" means; `current` if none."""
    if named := _ORDINAL.search(question):
        return int(ORDINALS[named["ordinal"].lower()])
    return current + (1 if _NEXT.search(question) else -1 if _BEFORE.search(question) else 0)


def _has(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Tell whether the words hold a phrase, its last word in the plural or not ("and seniors?")."""
    size = len(phrase)
    parts = (list(words[at : at + size]) for at in range(len(words) - size + 1))
    return size > 0 and any(
        part == list(phrase) or [*part[:-1], part[-1].removesuffix("s")] == list(phrase) for part in parts
    )


def _without(text: str, phrase: Sequence[str]) -> str:
    """Return the text without a phrase, in the plural or not."""
    if not phrase:  # a name of signs alone has no words
        return text
    pattern = r"(?<!\w)" + r"[\W_]+".join(re.escape(word) for word in phrase) + r"s?(?!\w)"
    return re.sub(pattern, " ", text, flags=re.IGNORECASE)

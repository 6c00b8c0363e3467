"""Is a question English? The knowledge base is, and its encoder reads nothing else well."""

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from index.tokens import STOP_WORDS, words_of

_FEWEST = 3  # words; of fewer no detector can tell
_ENGLISH_SHARE = 0.5  # of the words, a function word among them: the question is English, whatever else is in it
_ENGLISH_ALONE = 0.75  # of the words, where none is a function word ("entry level salary london")
_SURE = 0.5  # of the detector, which is asked only where most words are strange


def is_foreign(question: str, knows_word: Callable[[str], bool]) -> bool:
    """Tell whether a question is in another language than English.

    `knows_word` says whether a folded word is known English (of the passages). First the script, then the share of
    known words, and only where that leaves a doubt the detector, which is slow to load and unsure about short texts.
    """
    letters = [char for char in question if char.isalpha()]
    if not letters:
        return False
    if sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters) > len(letters) / 2:
        return True
    words = [word for word in words_of(question) if word.isalpha()]
    if len(words) < _FEWEST:
        return False
    known = sum(word in STOP_WORDS or knows_word(word) for word in words)
    if known >= _ENGLISH_SHARE * len(words) and any(word in STOP_WORDS for word in words):
        return False
    if known >= _ENGLISH_ALONE * len(words):
        return False
    language, probability = _detector().classify(question)
    return bool(language != "en" and probability > _SURE)


@cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

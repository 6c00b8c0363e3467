"""Words for keyword search: folded, stemmed, with the members' words read as the guides' words. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import Stemmer

_WORD = re.compile(r"[^\W_]+[+#]*")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")

# English function words (the list that Lucene and PostgreSQL share, and the question words people type).
STOP_WORDS = frozenset(
    """
    a about above after again against all am an and any are as at be because been before being below between both
    but by can could did do does doing down during each few for from further had has have having he her here hers
    herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on
    once only or other our ours ourselves out over own same she should so some such than that the their theirs
    them themselves then there these they this those through to too under until up very was we were what when
    where which while who whom why will with would you your yours yourself yourselves im ive id ill youre youve
    dont doesnt didnt isnt arent wasnt cant couldnt wont wouldnt shouldnt theyre theyve weve whos hes shes aint
    gonna wanna gotta whats hows wheres theres thats lets shall may might must
    """.split()
)

ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5", "6th": "6", "7th": "7",
}  # fmt: skip
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10",
}  # fmt: skip


def fold(text: str) -> str:
    """Return the text in small letters without accents, so that "Résumé" and "resume" are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def words_of(text: str) -> list[str]:
    """Return the folded words in order; "C++" and "C#" keep their signs, "don't" is one word."""
    return _WORD.findall(_APOSTROPHE.sub("", fold(text)))


def has_number(text: str) -> bool:
    """Tell whether a text has a number, in figures or in words."""
    return any(char.isdigit() for char in text) or not _NUMBERS.keys().isdisjoint(words_of(text))


class Analyzer:
    """Text to search terms; built once with the content's synonyms, used for passages and questions alike."""

    def __init__(self, synonyms: Iterable[Sequence[str]] = ()) -> None:
        """Take groups of words or short phrases that mean the same; the first of each is the main one."""
        self._stemmer = Stemmer.Stemmer("english")
        self._cache: dict[str, str] = {}
        self._phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group in synonyms:
            main = tuple(self.stem(word) for word in words_of(group[0]))
            for phrase in group:
                self._phrases[tuple(self.stem(word) for word in words_of(phrase))] = main
        self._longest: dict[str, int] = {}  # words of the longest phrase that begins with a stem
        for known in self._phrases:
            if known:
                self._longest[known[0]] = max(len(known), self._longest.get(known[0], 0))

    def stem(self, word: str) -> str:
        """Return the stem of one folded word (Snowball English)."""
        stem = self._cache.get(word)
        if stem is None:
            if len(self._cache) > 100_000:  # a stranger's vocabulary must not fill the memory
                self._cache.clear()
            stem = self._cache[word] = self._stemmer.stemWord(word)
        return stem

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text: stems without stop words, and pairs such as "phase 2" as one term more."""
        words = words_of(text)
        stems = [self.stem(word) for word in words]
        terms: list[str] = []
        place = 0
        while place < len(words):
            main, length = self._main(stems, place)
            if main:
                terms += main
                place += length
                continue
            if words[place] not in STOP_WORDS:
                terms.append(stems[place])
            place += 1
        return terms + _numbered(words, stems)

    def _main(self, stems: Sequence[str], place: int) -> tuple[tuple[str, ...], int]:
        """Return the main words of the longest known phrase at this place, and its length."""
        for length in range(min(self._longest.get(stems[place], 0), len(stems) - place), 0, -1):
            if main := self._phrases.get(tuple(stems[place : place + length])):
                return main, length
        return (), 0


def _numbered(words: Sequence[str], stems: Sequence[str]) -> list[str]:
    """Return "phase#2" for "phase 2", "second phase" and "phase two": a number alone says little."""
    pairs = []
    for place in range(len(words) - 1):
        word, following = words[place], words[place + 1]
        number = following if following.isdigit() and len(following) <= 3 else _NUMBERS.get(following)
        if number and word.isalpha() and word not in STOP_WORDS:
            pairs.append(f"{stems[place]}#{number}")
        elif (number := ORDINALS.get(word)) and following.isalpha() and following not in STOP_WORDS:
            pairs.append(f"{stems[place + 1]}#{number}")
    return pairs

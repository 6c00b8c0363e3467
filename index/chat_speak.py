"""Chat spellings read as words: "u" is "you". The encoder learned from written English and loses its way in "n"."""

_WORDS = {
    "abt": "about",
    "b4": "before",
    "bc": "because",
    "cuz": "because",
    "dunno": "do not know",
    "gimme": "give me",
    "gonna": "going to",
    "gotta": "have to",
    "hrs": "hours",
    "kinda": "kind of",
    "lemme": "let me",
    "mths": "months",
    "n": "and",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "rly": "really",
    "tho": "though",
    "thx": "thanks",
    "tryna": "trying to",
    "u": "you",
    "ur": "your",
    "w": "with",
    "wanna": "want to",
    "wat": "what",
    "whats": "what is",
    "wut": "what",
    "yall": "you",
    "yrs": "years",
}
# Said beside what is meant; leaving them out changes no question.
_FILLERS = frozenset("af bro bruh btw dude fr haha imo lmao lol nah ngl omg rn smh tbh wtf".split())


def spelled_out(text: str) -> str:
    """Return a question in words, without fillers; a text of fillers alone stays as it is."""
    kept = []
    for word in text.split():
        bare = word.strip("?.!,;:").lower()
        if bare in _FILLERS:
            continue
        kept.append(word.lower().replace(bare, _WORDS[bare], 1) if bare in _WORDS else word)
    return " ".join(kept) or text

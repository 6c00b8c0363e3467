"""Chat spellings read as words: "u" is "you". The encoder learned from written English and loses its way in "n"."""

_WORDS = {
    "abt": "about",
    "any1": "anyone",
    "b4": "before",
    "bc": "because",
    "bcs": "because",
    "bout": "about",
    "coz": "because",
    "cud": "could",
    "cuz": "because",
    "dunno": "do not know",
    "every1": "everyone",
    "gimme": "give me",
    "gonna": "going to",
    "gotta": "have to",
    "hav": "have",
    "hrs": "hours",
    "hv": "have",
    "idk": "i do not know",
    "kinda": "kind of",
    "lemme": "let me",
    "mths": "months",
    "n": "and",
    "no1": "nobody",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "prob": "probably",
    "probs": "probably",
    "rlly": "really",
    "rly": "really",
    "shoulda": "should have",
    "shud": "should",
    "sm1": "someone",
    "smth": "something",
    "some1": "someone",
    "sth": "something",
    "tho": "though",
    "thx": "thanks",
    "tryna": "trying to",
    "u": "you",
    "ur": "your",
    "w": "with",
    "w/": "with",
    "w/o": "without",
    "wanna": "want to",
    "wat": "what",
    "wdym": "what do you mean",
    "whats": "what is",
    "wk": "week",
    "wks": "weeks",
    "wud": "would",
    "wut": "what",
    "ya": "you",
    "yall": "you",
    "yrs": "years",
}
# Said beside what is meant; leaving them out changes no question.
_FILLERS = frozenset(
    """
    af afaik bro bruh btw deadass dude fam fr frfr fwiw haha highkey iirc imo istg jk lmao lol lowkey
    nah ngl omg ong rn smh tbf tbh wtf wth yo
    """.split()
)

# In capitals these name something, where not everything is in capitals: British Columbia, France, nurses, "W & B".
_NAMES = frozenset(("BC", "FR", "N", "RN", "W"))


def spelled_out(text: str) -> str:
    """Return a question in words, without fillers; a text of fillers alone stays as it is."""
    kept = []
    shouted = text.isupper()
    for word in text.split():
        bare = word.strip("?.!,;:")
        if bare in _NAMES and not shouted:
            kept.append(word)
            continue
        bare = bare.lower()
        if bare in _FILLERS:
            continue
        kept.append(word.lower().replace(bare, _WORDS[bare], 1) if bare in _WORDS else word)
    return " ".join(kept) or text

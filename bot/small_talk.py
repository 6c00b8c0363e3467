"""Greetings, thanks and the like: alone they get a friendly word, around a question they are left out. Pure."""

import re

from index.tokens import words_of

HELLO = "Ask me about becoming an AI engineer: skills, timelines, projects or pay."

_THANKS = "(?:many|big) thanks|thanks|thank you|thank u|thankyou|thx|thnx|ty|tysm|cheers|much appreciated|appreciate it"
_GREETING = "hi|hello|helo|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|morning|evening|gm"
_HELP = (
    "help|help me|help please|(?:can|could) you help(?: me)?|i need help|what can you do|what can i ask(?: you)?|"
    "who are you|what are you|are you (?:a )?(?:bot|human|real|ai)|test|ping"
)
_BYE = "bye|goodbye|good night|see you|see ya|cya|gn"
_REST = (
    "ok|okay|k|kk|lol|lmao|ha(?:ha)+|he(?:he)+|cool|nice|great|awesome|perfect|wow|got it|yes|yep|no|nope|sure|nvm|"
    "never mind|how are you|how are you doing|hows it going|whats up|sup|are you there"
)
# What may follow any of them: "hello there", "thank you so much for your help".
_AFTER = (
    "there|again|all|everyone|everybody|guys|folks|mate|friend|bot|mentor|roadmap mentor|to you|now|later|"
    "so much|very much|a lot|a bunch|a million|for (?:that|this|the help|your help|the answer|everything)"
)
_ONE = rf"(?:{_THANKS}|{_GREETING}|{_BYE}|{_HELP}|{_REST})(?: (?:{_AFTER}))*"
_WHOLE = re.compile(rf"{_ONE}(?: {_ONE})*")
_OPENINGS = (("You're welcome!", _THANKS), ("Hello!", _GREETING), ("See you!", _BYE))
_LONGEST = 80  # characters; nobody greets at greater length
# Around a question. "hello world" is a program, hi-tech no greeting, and "cool" may be a word of the question: what is
# no greeting counts only with a mark behind it, or where the question surely begins.
_BEGINS = (
    "and|but|so|then|what|whats|what's|how|hows|how's|which|why|where|when|who|do|does|did|is|are|can|could|should|"
    "will|would"
)
_BEFORE = re.compile(
    r"\W*(?:(?:hi+|hello+|he+y+|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening)|dear)"
    r"(?: (?:there|all|everyone|everybody|guys|folks|team|mentor|bot|roadmap mentor|sir or madam|sir|madam|bro|dude))*"
    r"\b(?!,? world\b|-\w)[\s,!.:;-]*"
    rf"|(?:{_THANKS}|ok|okay|k|kk|cool|great|nice|nvm|never mind|no worries|morning|evening|gm|sup)"
    rf"(?: (?:{_AFTER}))*(?:\s*[,!.:;]+\s*|\s+(?=(?:{_BEGINS})\b)))+",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"[\s,!.?;-]+(?:{_THANKS}|please|pls|plz)(?: (?:{_AFTER}|in advance))*\W*\Z", re.IGNORECASE)
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")


def small_talk(text: str) -> str:
    """Return what to say to a message that is nothing but small talk, "" for every other message.

    The whole message must consist of listed words: "hi, what does a junior earn?" is a question.
    """
    if len(text) > _LONGEST:
        return ""
    folded = " ".join(words_of(text))
    # "heyyy" is "hey", "coool" is "cool", and "hii" is "hi".
    spellings = (folded, _DRAWN_OUT.sub(r"\1", folded), _DRAWN_OUT.sub(r"\1\1", folded), _TWICE.sub(r"\1", folded))
    said = next((one for one in spellings if _WHOLE.fullmatch(one)), "")
    if not said:
        return ""
    opening = next((words for words, kind in _OPENINGS if re.search(rf"\b(?:{kind})\b", said)), "")
    return f"{opening} {HELLO}".lstrip()


def question_in(text: str) -> str:
    """Return a message without the greeting before and the thanks behind it: no guide holds those words."""
    rest = text[match.end() :] if (match := _BEFORE.match(text)) else text
    rest = rest[:-_LONGEST] + _BEHIND.sub("", rest[-_LONGEST:])  # the end alone: a page of dots takes no time
    return rest if words_of(rest) else text

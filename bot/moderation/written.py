"""What a moderator wrote into a form, checked. Pure."""

import unicodedata
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from bot.discord_text import discord_text
from bot.moderation.act import Moderator
from bot.refused import Refused
from index.tokens import words_of
from knowledge.files import Unreadable
from knowledge.taught import TaughtAnswer

ANSWER, TITLE, LINK, QUESTION, QUESTIONS = 4_000, 150, 500, 300, 8
_NAME = 60


def checked_answer(
    who: Moderator,
    day: date,
    new_id: Callable[[str], str],
    *,
    title: str,
    text: str,
    link: str = "",
    questions: str = "",
) -> TaughtAnswer:
    """Return the answer that a form holds; raises Refused, saying what to change."""
    title, text, link = one_line(title), _clean(text).strip(), link.strip()
    if len(text) > ANSWER:
        raise Refused(f"An answer has at most {ANSWER:,} characters, and yours has {len(text):,}. Shorten it.")
    if len(title) > TITLE:
        raise Refused(f"A title has at most {TITLE} characters, and yours has {len(title)}. Shorten it.")
    if not words_of(title):
        raise Refused("The title has no words. Say in a few what the answer is about.")
    if not words_of(discord_text(text)):
        raise Refused("The answer has no words that can be shown. Write at least a sentence.")
    if link and not _is_link(link):
        raise Refused("The link is no address of a page. Write it whole, like https://example.org/page, or leave it.")
    asked = tuple(dict.fromkeys(checked_question(line) for line in questions.splitlines() if line.strip()))
    if len(asked) > QUESTIONS:
        raise Refused(f"At most {QUESTIONS} ways to ask are enough, and you wrote {len(asked)}. Keep the best.")
    by = f"{one_line(who.name)[:_NAME] or 'A moderator'} (moderator)"
    answer = TaughtAnswer(new_id(title), title, text, asked, by, day, link or None)
    try:
        answer.page()
    except Unreadable as error:
        raise Refused(f"That cannot be kept as an answer: {error}.") from error
    return answer


def checked_question(text: str) -> str:
    """Return a question on one line; raises Refused for one without words or too long."""
    asked = one_line(text)
    if not words_of(asked):
        raise Refused("A question needs words.")
    if len(asked) > QUESTION:
        raise Refused(f"A question has at most {QUESTION} characters, and one of yours has {len(asked)}. Shorten it.")
    return asked


def one_line(text: str) -> str:
    """Return a text on one line, without what cannot be seen."""
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    kept = (char for char in text.replace("\r\n", "\n") if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return "".join(kept)


def _is_link(link: str) -> bool:
    try:
        found = urlsplit(link)
    except ValueError:
        return False
    whole = len(link) <= LINK and not any(char.isspace() or char in "<>\"'`|\\" for char in link)
    return whole and found.scheme in ("http", "https") and "." in (found.hostname or "")

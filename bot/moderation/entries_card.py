"""Taught wordings and off-topic questions as cards. Pure."""

import hashlib
from collections.abc import Sequence

from bot.card import BLUE, Block, Button, Card, Option, Row, Select, Style, Text
from bot.discord_text import escaped
from bot.fit import cut
from knowledge.counted import counted
from knowledge.overlay import Example, Lists, Wording

NONE = "No wording was added to a section yet, and no question was called off-topic."
PAGE = 10

Entry = Wording | Example


def entries_of(lists: Lists) -> list[Entry]:
    """Return what was taught beside answers, the last first."""
    found: list[Entry] = [*lists.wordings, *lists.out_of_scope]
    return sorted(found, key=lambda one: one.at, reverse=True)


def key_of(entry: Entry) -> str:
    """Return a short name of an entry, for a select."""
    section = entry.section if isinstance(entry, Wording) else ""
    return hashlib.sha256(f"{section}\n{entry.question}".encode()).hexdigest()[:20]


def entries_card(entries: Sequence[Entry], page: int, said: str = "") -> Card:
    """Return one page of the entries, each to be taken back."""
    blocks: list[Block] = [Text(said)] if said else []
    back = Button("Answers", "taught-list:1")
    if not entries:
        return Card((*blocks, Text(NONE), Row((back,))), BLUE)
    pages = -(-len(entries) // PAGE)
    page = min(max(page, 1), pages)
    shown = entries[PAGE * (page - 1) : PAGE * page]
    count = counted(len(entries), "entry", "entries")
    head = f"### Wordings and off-topic questions\n{count}" + (f" · page {page} of {pages:,}" if pages > 1 else "")
    lines = [f"**{escaped(cut(one.question, 150))}**\n-# {escaped(_about(one))}" for one in shown]
    options = {key_of(one): Option(one.question, key_of(one), _about(one)) for one in shown}
    turns = [Button("Back", f"entry-list:{page - 1}")] if page > 1 else []
    turns += [Button("Next", f"entry-list:{page + 1}", Style.PRIMARY)] if page < pages else []
    take = Select("entry-remove", "Take one back …", tuple(options.values()))
    return Card((*blocks, Text(head), Text("\n".join(lines)), take, Row((*turns, back))), BLUE)


def _about(entry: Entry) -> str:
    what = f"leads to {entry.section}" if isinstance(entry, Wording) else "off-topic"
    return f"{what} · {entry.by}, {entry.at.day} {entry.at:%B %Y}"

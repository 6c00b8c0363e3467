"""Gaps as cards: the list, and one with what can be done about it. Pure."""

from collections.abc import Sequence

from bot.answer_card import excerpt, source_line
from bot.card import AMBER, BLUE, GREEN, Block, Button, Card, Divider, File, Option, Row, Select, Style, Text
from bot.confidence import Status
from bot.discord_text import discord_text, escaped, quoted
from bot.fit import ACTION, cut
from bot.moderation.gap_work import PAGE
from bot.moderation.gaps import Item, Listed
from bot.moderation.why import why
from index.records import Passage

NONE = "No open questions: everything that was asked here had an answer, or a moderator dealt with it."
_SHOWN = 3  # nearest passages
_WORDS = 160  # characters of each, around the sentence that came nearest
_FEW = 5  # wordings and reasons
_INLINE = 1_500  # characters of a text that is shown back in the message; a longer one comes as a file too


def list_card(total: int, page: int, found: Sequence[Listed]) -> Card:
    """Return one page of the gaps."""
    if not found:
        return Card.of(NONE, colour=GREEN)
    pages = -(-total // PAGE)
    first = PAGE * (page - 1) + 1
    lines = [
        f"**{number}. {escaped(cut(one.question, 200))}**\n-# {_figures(one)}"
        for number, one in enumerate(found, start=first)
    ]
    head = f"### Questions without a good answer\n{total:,} open" + (f", page {page} of {pages:,}" if pages > 1 else "")
    options = tuple(
        Option(f"{number}. {one.question}", str(one.gap.id), _figures(one))
        for number, one in enumerate(found, start=first)
    )
    blocks: list[Block] = [Text(head), Text("\n".join(lines)), Select("gap-item", "Open a question …", options)]
    turns = [Button("Back", f"gap-list:{page - 1}")] if page > 1 else []
    turns += [Button("Next", f"gap-list:{page + 1}", Style.PRIMARY)] if page < pages else []
    return Card((*blocks, *([Row(tuple(turns))] if turns else ())), BLUE)


def item_card(item: Item, *, may_teach: bool) -> Card:
    """Return one gap: how it was asked, why there was no answer, the nearest passages, and what can be done."""
    answer, gap = item.answer, item.gap
    blocks: list[Block] = [Text(f"### {escaped(cut(item.wordings[0], 400))}\n-# {_figures(Listed(gap, ''))}")]
    if item.context:
        blocks.append(Text(f"-# Asked after: {escaped(cut(' / '.join(item.context), 300))}"))
    if more := item.wordings[1 : 1 + _FEW]:
        blocks.append(Text("**Also asked as**\n" + "\n".join(f"- {escaped(cut(text, 150))}" for text in more)))
    if item.reasons:
        said = "\n".join(quoted(escaped(cut(reason, 250))) for reason in item.reasons[:_FEW])
        blocks.append(Text(f"**What people wrote**\n{said}"))
    state = "It is answered now." if answer.status is Status.ANSWERED else escaped(answer.reason)
    blocks.append(Text(f"**Why it was not enough**\n{state}\n-# {escaped(why(answer, item.unknown))}"))
    for number, hit in enumerate(answer.hits[:_SHOWN], start=1):
        words = quoted(discord_text(*excerpt(hit, _WORDS)))
        blocks += [
            Divider(),
            Text(f"**{number}. {source_line(hit.passage)}**\n-# `{_code(hit.passage.section)}`\n{words}"),
        ]
    return Card((*blocks, *_buttons(item, may_teach=may_teach)), BLUE)


def done_card(said: str) -> Card:
    """Return what a moderator did, with the way back to the list."""
    return Card.of(said, Row((Button("Back to the list", "gap-list:1"),)), colour=GREEN)


def given_back(said: str, text: str, name: str = "your-text.md") -> Card:
    """Return why something was not taken, and the text that its writer would otherwise have lost."""
    blocks: list[Block] = [Text(said)]
    if text.strip():
        blocks.append(Text(f"Nothing of yours is lost. You wrote:\n{quoted(escaped(cut(text, _INLINE)))}"))
        if len(text) > _INLINE:
            blocks.append(File(name, text.encode("utf-8", "replace")))
    return Card(tuple(blocks), AMBER)


def _buttons(item: Item, *, may_teach: bool) -> list[Block]:
    id = item.gap.id
    last = (Button("Dismiss", f"gap-dismiss:{id}"), Button("Back to the list", "gap-list:1"))
    if not may_teach:
        return [Text("-# Answers are taught in my home server; here you can put questions away."), Row(last)]
    sections = dict.fromkeys((hit.passage.section, _place(hit.passage)) for hit in item.answer.hits)
    options = tuple(Option(label, name, name) for name, label in sections if len(name) <= ACTION)
    blocks: list[Block] = [Select(f"gap-word:{id}", "A section answers it: add this wording to …", options)]
    teach = (
        Button("Write an answer", f"gap-write:{id}", Style.PRIMARY),
        Button("Another section …", f"gap-type:{id}"),
        Button("Off-topic", f"gap-off:{id}"),
    )
    return [*blocks, Row((*teach, *last))]


def _place(passage: Passage) -> str:
    """Return "Atlia Learning > United Kingdom" for an option, where no markup is read."""
    return " > ".join(dict.fromkeys((passage.attribution or passage.source, (passage.title, *passage.path)[-1])))


def _figures(one: Listed) -> str:
    gap = one.gap
    parts = [f"asked {gap.asked} times" if gap.asked != 1 else "asked once"]
    parts += [f"{gap.sent} sent to you"] if gap.sent else []
    parts += [f"{gap.unhelpful} not helpful"] if gap.unhelpful else []
    return " · ".join((*parts, f"last on {gap.last_at.day} {gap.last_at:%B}"))


def _code(text: str) -> str:
    return text.replace("`", "")

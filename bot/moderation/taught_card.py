"""Taught answers as cards. Pure."""

from collections.abc import Sequence

from bot.card import BLUE, GREEN, Block, Button, Card, Option, Row, Select, Style, Text
from bot.discord_text import discord_text, escaped, quoted
from bot.fit import ACTION, cut
from knowledge.counted import counted
from knowledge.taught import TaughtAnswer

NONE = "Nothing was taught yet."
PAGE = 10
_WRITE = Button("Write an answer", "taught-write", Style.PRIMARY)
_OTHERS = Button("Wordings and off-topic", "entry-list:1")


def taught_list(answers: Sequence[TaughtAnswer], page: int) -> Card:
    """Return one page of what was taught."""
    if not answers:
        return Card.of(NONE, Row((_WRITE, _OTHERS)), colour=BLUE)
    pages = -(-len(answers) // PAGE)
    page = min(max(page, 1), pages)
    shown = answers[PAGE * (page - 1) : PAGE * page]
    lines = [f"**{escaped(cut(one.title, 120))}**\n-# {_by(one)}" for one in shown]
    count = counted(len(answers), "answer")
    head = f"### Taught by moderators\n{count}" + (f" · page {page} of {pages:,}" if pages > 1 else "")
    options = tuple(Option(one.title, one.id, _by(one)) for one in shown if len(one.id) <= ACTION)
    turns = [Button("Back", f"taught-list:{page - 1}")] if page > 1 else []
    turns += [Button("Next", f"taught-list:{page + 1}")] if page < pages else []
    return Card.of(
        head,
        "\n".join(lines),
        Select("taught-item", "Open an answer …", options),
        Row((_WRITE, *turns, _OTHERS)),
        colour=BLUE,
    )


def taught_item(answer: TaughtAnswer, said: str = "") -> Card:
    """Return one answer as people see it, with how it is asked for."""
    blocks: list[Block] = [Text(said)] if said else []
    blocks.append(Text(f"### {escaped(answer.title)}\n-# {_by(answer)}"))
    blocks.append(Text(quoted(discord_text(answer.text))))
    if answer.questions:
        blocks.append(Text("**Found by**\n" + "\n".join(f"- {escaped(text)}" for text in answer.questions)))
    if answer.url:
        blocks.append(Text(f"-# <{answer.url}>"))
    buttons = (
        Button("Edit", f"taught-edit:{answer.id}"),
        Button("Take back", f"taught-remove:{answer.id}", Style.DANGER),
        Button("Back to the list", "taught-list:1"),
    )
    return Card((*blocks, Row(buttons)), GREEN)


def _by(answer: TaughtAnswer) -> str:
    return f"by {escaped(answer.by)} on {answer.updated.day} {answer.updated:%B %Y}"

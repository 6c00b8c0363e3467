"""Helpful or not, by section or by question, the worst first. Pure."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.card import BLUE, Block, Button, Card, Row, Style, Text
from bot.database.feedback import Opinion
from bot.discord_text import escaped
from bot.fit import cut

NONE = "Nobody has said yet whether an answer was helpful."
PAGE = 5
_REASONS = 3
_SURE = 1.64  # standard deviations: one bad opinion of one is not worse than nine of ten


@dataclass(frozen=True, slots=True)
class Judged:
    """What people said of one section or question."""

    name: str
    helpful: int
    unhelpful: int
    reasons: tuple[str, ...]  # the last first

    @property
    def badness(self) -> float:
        """Return the share of unhelpful opinions that is surely reached (Wilson's lower bound)."""
        count = self.helpful + self.unhelpful
        share, square = self.unhelpful / count, _SURE * _SURE
        middle = share + square / (2 * count)
        return (middle - _SURE * math.sqrt((share * (1 - share) + square / (4 * count)) / count)) / (1 + square / count)


def judged(opinions: Iterable[Opinion], by: str) -> list[Judged]:
    """Return what was said of each section ("sections") or question ("questions"), the worst first."""
    key: Callable[[Opinion], str] = _section if by == "sections" else _question
    found: dict[str, list[Opinion]] = {}
    names: dict[str, str] = {}
    for opinion in opinions:
        name = key(opinion)
        names.setdefault(name.lower(), name)
        found.setdefault(name.lower(), []).append(opinion)
    rows = [
        Judged(
            names[name],
            sum(one.helpful for one in theirs),
            sum(not one.helpful for one in theirs),
            tuple(dict.fromkeys(one.reason for one in theirs if one.reason and not one.helpful)),
        )
        for name, theirs in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.badness, -row.unhelpful, row.name))


def feedback_card(rows: Sequence[Judged], by: str, page: int) -> Card:
    """Return one page of feedback."""
    if not rows:
        return Card.of(NONE, colour=BLUE)
    pages = -(-len(rows) // PAGE)
    page = min(max(page, 1), pages)
    helpful, unhelpful = sum(row.helpful for row in rows), sum(row.unhelpful for row in rows)
    turned = f" · page {page} of {pages:,}" if pages > 1 else ""
    head = f"### Feedback by {by[:-1]}, the worst first\n{helpful:,} helpful, {unhelpful:,} not{turned}"
    blocks: list[Block] = [Text(head)]
    blocks += [Text(_row(row)) for row in rows[PAGE * (page - 1) : PAGE * page]]
    turns = [Button("Back", f"feedback:{by}:{page - 1}")] if page > 1 else []
    turns += [Button("Next", f"feedback:{by}:{page + 1}", Style.PRIMARY)] if page < pages else []
    other = "questions" if by == "sections" else "sections"
    return Card((*blocks, Row((*turns, Button(f"By {other[:-1]}", f"feedback:{other}:1:other")))), BLUE)


def _row(row: Judged) -> str:
    reasons = "".join(f"\n> {escaped(' '.join(cut(reason, 200).split()))}" for reason in row.reasons[:_REASONS])
    more = f"\n-# and {len(row.reasons) - _REASONS} more" if len(row.reasons) > _REASONS else ""
    return f"**{escaped(cut(row.name, 200))}**\n{row.helpful} helpful, {row.unhelpful} not{reasons}{more}"


def _section(opinion: Opinion) -> str:
    return opinion.passage.split("~")[0] or "(no passage)"


def _question(opinion: Opinion) -> str:
    return " ".join(opinion.question.split())

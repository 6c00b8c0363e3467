"""How the mentor is used, as a card with a picture. Pure, but drawing takes its time."""

from bot.card import BLUE, Block, Button, Card, Picture, Row, Text
from bot.charts.questions import questions_alt, questions_picture, said_span
from bot.discord_text import escaped
from bot.fit import cut
from bot.moderation.usage import Ranked, Usage
from knowledge.counted import counted

PERIODS = (7, 30, 90)  # days
_TOP = 5  # sections and guides
_NAME = 130  # characters of a section's name


def usage_card(usage: Usage, kept_days: int) -> Card:
    """Return the card; what is asked is kept for `kept_days`, 0 for ever."""
    total, days = usage.total, len(usage.days)
    span = said_span(usage.days[0].day, usage.days[-1].day)
    forgotten = f" Questions are forgotten after {kept_days} days." if 0 < kept_days < days else ""
    if not total.asked:
        said = f"Nobody asked me anything here from {span}: a good moment to show `/ask` to somebody.{forgotten}"
        return Card.of(said, _gaps(usage.gaps), _others(days), colour=BLUE)
    parts = (("answered", total.answered), ("related", total.related), ("not covered", total.not_covered))
    outcomes = " · ".join(f"{name} {count:,} ({count / total.asked:.0%})" for name, count in parts)
    votes = usage.helpful + usage.unhelpful
    helpful = f"{usage.helpful:,} of {votes:,} votes ({usage.helpful / votes:.0%})" if votes else "nobody has voted yet"
    asked = counted(total.asked, "question")
    head = f"### {span}\n**{asked}** in {days} days{_a_day(total.asked / days)}\n{outcomes}\nHelpful: {helpful}"
    blocks: list[Block] = [Text(f"{head}\n{_gaps(usage.gaps)}")]
    blocks.append(Picture("questions.png", questions_picture(usage.days), questions_alt(usage.days)))
    if usage.sections:
        lines = (f"- **{count:,}** {_named(name)}" for name, count in usage.sections[:_TOP])
        blocks.append(Text("**Sections that answered first**\n" + "\n".join(lines)))
    if usage.guides:
        blocks.append(Text(f"**Answers that quote a guide**\n{_listed(usage.guides)}"))
    note = "Days are UTC. Asked in this server, not in direct messages; who asked is not kept."
    return Card((*blocks, Text(f"-# {note}{forgotten}"), _others(days)), BLUE)


def _others(days: int) -> Row:
    return Row(tuple(Button(f"{other} days", f"stats:{other}") for other in PERIODS if other != days))


def _gaps(count: int) -> str:
    return f"Open gaps: {count:,}" + (", most asked first in `/mentor gaps`" if count else "")


def _listed(ranked: Ranked) -> str:
    return " · ".join(f"{_named(name)} {count:,}" for name, count in ranked[:_TOP])


def _named(name: str) -> str:
    return escaped(cut(name, _NAME))


def _a_day(number: float) -> str:
    if number < 1:
        return ""
    return f", {number:,.0f} a day" if number >= 10 else f", {number:.1f} a day"

"""The weekly digest as a card that is one screen of a phone, and what is said about its setting. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.card import BLUE, Block, Button, Card, Row, Style, Text
from bot.database.audit import Entry
from bot.database.digests import Digest
from bot.database.gaps import DIRECT
from bot.discord_text import escaped
from bot.fit import cut
from bot.moderation.gaps import Listed
from bot.moderation.usage import Day
from bot.moment import shown
from knowledge.counted import counted

SET, OFF, STOPPED = "digest", "digest-off", "digest-stopped"  # in the audit
MOST = 5  # questions that are quoted
_WORDS = 150  # characters of each
_PUBLIC = "-# Everybody can read that channel, and the digest quotes questions that members may have asked in private."


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in a guild in a week."""

    since: datetime
    until: datetime
    asked: Day  # the sum of the week
    helpful: int  # votes on what was asked in the week
    unhelpful: int
    gaps: int  # open, of those asked in the week
    listed: Sequence[Listed]  # the most asked of them
    acts: Mapping[str, int]  # what moderators did, and how often

    @property
    def tells(self) -> bool:
        """Return whether there is anything to say."""
        return bool(self.asked.asked or self.gaps or self.acts)


def digest_card(week: Week) -> Card:
    """Return the digest of a week."""
    asked = week.asked
    lines = [f"### The week of {shown(week.since, 'D')} to {shown(week.until, 'D')}", _questions(asked)]
    if week.helpful or week.unhelpful:
        lines.append(f"Votes: {week.helpful:,} helpful, {week.unhelpful:,} not")
    if week.acts:
        acts = sorted(week.acts.items(), key=lambda act: (-act[1], act[0]))
        lines.append("Moderators: " + " · ".join(f"{action} {count:,}" for action, count in acts))
    blocks: list[Block] = [Text("\n".join(lines))]
    if week.gaps:
        quoted = (f"{n}. {escaped(cut(one.question, _WORDS))}{_often(one)}" for n, one in enumerate(week.listed, 1))
        more = f"\n-# and {week.gaps - len(week.listed):,} more" if week.gaps > len(week.listed) else ""
        blocks.append(Text("**Without a good answer**\n" + "\n".join(quoted) + more))
        blocks.append(Row((Button("Open the list", "digest-gaps", Style.PRIMARY),)))
    return Card(
        (*blocks, Text("-# Who did what: `/mentor audit`. Another channel, or no digest: `/mentor digest`.")), BLUE
    )


def set_card(digest: Digest, *, public: bool) -> Card:
    """Return where the digest goes and when the next one does; `public` where everybody can read it."""
    said = (
        f"The weekly digest goes to <#{digest.channel}>, every Monday when there is something to say; "
        f"the next on {shown(digest.next_at, 'F')}."
    )
    stop = Row((Button("Stop", "digest-stop", Style.DANGER),))
    return Card.of(said, *([_PUBLIC] if public else []), stop, colour=BLUE)


def unset_card(last: Entry | None) -> Card:
    """Return that there is no digest, and why: `last` is what was last done about it."""
    how = "`/mentor digest channel:` sets one: a short message every Monday, when there is something to say."
    if last is None or last.action != STOPPED:
        return Card.of(f"There is no weekly digest. {how}", colour=BLUE)
    why = f"The weekly digest stopped {shown(last.at, 'R')}: {last.details}, in {last.target}."
    return Card.of(f"{why}\n{how}", colour=BLUE)


def _questions(asked: Day) -> str:
    if not asked.asked:
        return "No questions in this server"
    parts = ((asked.answered, "answered"), (asked.related, "related"), (asked.not_covered, "not covered"))
    count = counted(asked.asked, "question")
    return f"**{count}**: " + ", ".join(f"{number:,} {name}" for number, name in parts if number)


def _often(one: Listed) -> str:
    """Say how often it was asked, and whether it is one of those that the server's own count leaves out."""
    often = f" · asked {one.gap.asked:,} times" if one.gap.asked > 1 else ""
    return often + (" · sent from a direct message" if one.gap.guild == DIRECT else "")

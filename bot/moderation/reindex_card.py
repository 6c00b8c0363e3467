"""What moderators see of a reindex: how far it is, and what came of it. Pure."""

from collections.abc import Sequence
from typing import Any

from bot.card import Button, Card, Divider, Row, Style

_SHOWN = 10

LATE = (
    "The reindex was ended only after the new version had begun to serve, and before it could say what changed. "
    "`/mentor rollback` goes back to the version before."
)


def progress_card(done: int, total: int) -> Card:
    """Return how far a reindex is."""
    words = f"Encoding what is new: {bar(done, total)}" if total else "Reading the content …"
    return Card.of("## Reindex", words, Row((Button("Cancel", "reindex-cancel", Style.DANGER),)))


def bar(done: int, total: int) -> str:
    """Return a bar of how much is done."""
    filled = 20 * done // total
    return f"`{'█' * filled}{'░' * (20 - filled)}` {done} of {total}"


def result_card(result: dict[str, Any]) -> Card:
    """Return what came of a reindex, as `bot.moderation.reindexing.run_reindex` says it."""
    if result.get("cancelled"):
        why = "I was stopped meanwhile." if result.get("stopped") else "Cancelled."
        return Card.of(f"{why} The old version goes on serving; nothing was changed.")
    if result.get("late"):
        return Card.of(f"## Version `{result['version']}` serves now\n{LATE}")
    if "problems" in result:
        lines = [f"- {problem}" for problem in result["problems"]]
        return Card.of(f"## {len(lines)} to mend; nothing was changed", "\n".join(lines))
    if "error" in result:
        return Card.of(f"## It could not be done\n{result['error']}")
    if result.get("unchanged"):
        return Card.of(f"Nothing to do: version `{result['version']}` has this content already.")
    blocks: list[Any] = [_head(result), _difference(result)]
    if worse := result.get("worse"):
        blocks += [Divider(), _worse(worse)]
    if result.get("held"):
        version = result["version"]
        publish = Button("Let it serve all the same", f"reindex-publish:{version}", Style.DANGER)
        blocks.append(Row((publish, Button("Leave the old one", "reindex-leave"))))
    return Card.of(*blocks)


def _head(result: dict[str, Any]) -> str:
    golden = result["golden"]
    found = f"Golden questions: {golden['found']} of {golden['asked']} find their section among the first three."
    if result["published"]:
        return f"## Version `{result['version']}` serves now\n{found}"
    return f"## The gate refuses version `{result['version']}`\nThe old version goes on serving. {found}"


def _difference(result: dict[str, Any]) -> str:
    lines = []
    for word in ("added", "changed", "removed"):
        sections: Sequence[str] = result[word]
        more = f" and {len(sections) - _SHOWN} more" if len(sections) > _SHOWN else ""
        names = ", ".join(f"`{section}`" for section in sections[:_SHOWN])
        lines.append(f"**{len(sections)} {word}**{': ' if names else ''}{names}{more}")
    lines.append(f"{result['encoded']} texts encoded, {result['reused']} taken from the version before.")
    return "\n".join(lines)


def _worse(worse: Sequence[dict[str, Any]]) -> str:
    def place(rank: int) -> str:
        return str(rank) if rank else "not among ten"

    lines = [f"- {one['question']}: {place(one['before'])} → {place(one['after'])}" for one in worse[:25]]
    more = f"\n… and {len(worse) - 25} more" if len(worse) > 25 else ""
    return "**Lower than before**\n" + "\n".join(lines) + more

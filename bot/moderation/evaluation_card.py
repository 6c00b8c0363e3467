"""What moderators see of an evaluation: how far it is, its figures against their floors, and what fails. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.card import Button, Card, Row, Style
from bot.moderation.reindex_card import bar
from bot.moment import shown

_SHOWN = 20  # golden questions
_NAMES = {
    "hit@1": "hit@1",
    "hit@3": "hit@3",
    "mrr@10": "MRR@10",
    "auc": "ROC AUC of the confidence",
    "kept": "answerable questions kept",
    "precision": "not_covered: precision",
    "refused": "not_covered: recall",
}
NONE_YET = "None yet: `/mentor evaluate` measures the version that answers."


def evaluating_card(done: int, total: int) -> Card:
    """Return how far an evaluation is."""
    words = f"Asking labelled questions: {bar(done, total)}" if total else "Opening the index …"
    later = "It takes a minute or less on most machines. Past 15 minutes, `/mentor status` has the figures."
    cancel = Button("Cancel", "evaluate-cancel", Style.DANGER)
    return Card.of("## Evaluation", f"{words}\n-# {later}", Row((cancel,)))


def evaluation_card(result: Mapping[str, Any]) -> Card:
    """Return what came of an evaluation, as `scripts.evaluate --json` says it."""
    if result.get("cancelled"):
        why = "I was stopped meanwhile." if result.get("stopped") else "Cancelled."
        return Card.of(f"{why} The figures of before are kept.")
    if problems := result.get("problems"):
        lines = "\n".join(f"- {problem}" for problem in problems)
        return Card.of(f"## It could not be done: the content is to be mended first\n{lines}")
    if "error" in result:
        return Card.of(f"## It could not be done\n{result['error']}")
    below = result["below"]
    verdict = (
        _count(len(below), "figure is", "figures are") + " below the floor."
        if below
        else "No figure is below its floor."
    )
    head = f"## Evaluation of version `{result['version']}`\n{verdict} It took {result['seconds']:.0f} s."
    if "unkept" in result:
        head += f"\nThe status will not show these figures: {result['unkept']}"
    return Card.of(head, *(_file(found) for found in result["files"]), _golden(result["golden"]))


def last_text(last: Mapping[str, Any] | None, serving: str, since: datetime | None, done: int, total: int) -> str:
    """Return what the status says: the last figures, whether they are of the version that serves, and what runs."""
    lines = []
    if last is None:
        lines.append(NONE_YET)
    else:
        at = shown(datetime.fromisoformat(last["at"]), "f")
        another = "" if last["version"] == serving else ", **of another version**; `/mentor evaluate` measures this one"
        lines.append(f"Version `{last['version']}`, {at}{another}")
        lines += [_short(found) for found in last["files"]]
        golden = last["golden"]
        lines.append(f"Golden questions that find their section: {golden['found']} of {golden['asked']}")
        short = ", ".join(f"{one['figure']} in {one['file']}" for one in last["below"])
        lines.append(f"Below their floor: {short or 'none'}")
    if since is not None:
        lines.append(f"One is running, since {shown(since, 't')}: {done} of {total} questions.")
    return "\n".join(lines)


def _file(found: Mapping[str, Any]) -> str:
    """Return a file's figures, each with its floor, and the kinds, the worst first."""
    values, floors = _values(found), found["floors"]
    lines = [f"### {found['file']}: {found['ranking']['questions']} questions{_how(found)}"]
    for name in [*values, *(name for name in floors if name not in values)]:
        value = values.get(name, floors.get(name, {}).get("value", 0.0))
        line = f"{_NAMES.get(name, name)} **{value:.3f}**"
        if name in floors:
            floor = floors[name]["floor"]
            line += f", floor {floor}" + (" ← **below its floor**" if floors[name]["value"] < floor else "")
        lines.append(line)
    hits = sorted(found["kinds"].items(), key=lambda item: (item[1]["hit@1"], item[1]["mrr@10"]))
    lines.append("hit@1 by kind, the worst first: " + _list({kind: one["hit@1"] for kind, one in hits}))
    if found["abstention"]:
        refused = sorted(found["abstention"]["refused"].items(), key=lambda item: item[1])
        lines.append("Refused by kind, the worst first: " + _list(dict(refused)))
    return "\n".join(lines)


def _short(found: Mapping[str, Any]) -> str:
    return f"{found['file']}: " + ", ".join(f"{_NAMES[name]} {value:.3f}" for name, value in _values(found).items())


def _values(found: Mapping[str, Any]) -> dict[str, float]:
    """Return a file's figures by the names that floors have."""
    values = {name: found["ranking"][name] for name in ("hit@1", "hit@3", "mrr@10")}
    if abstention := found["abstention"]:
        values |= {name: abstention[name] for name in ("auc", "kept", "precision")}
        values["refused"] = abstention["recall"]
    return values


def _how(found: Mapping[str, Any]) -> str:
    return ", never tuned on" if found["unseen"] else ", the half to report on"


def _list(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in values.items()) or "none"


def _golden(golden: Mapping[str, Any]) -> str:
    head = f"### Golden questions: {golden['found']} of {golden['asked']} find their section among the first three"
    missed = sorted(golden["missed"], key=lambda one: one["rank"] or 99, reverse=True)
    lines = [
        f"- {one['question']} (`{one['sections'][0]}`: {one['rank'] or 'not among ten'})" for one in missed[:_SHOWN]
    ]
    more = [f"… and {len(missed) - _SHOWN} more"] if len(missed) > _SHOWN else []
    return "\n".join([head, *lines, *more])


def _count(number: int, one: str, many: str) -> str:
    return f"**{number} {one if number == 1 else many}**"

"""Check the content and make it live: `python -m scripts.reindex`. Exit 0 done, 1 refused, 2 usage."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import index.one_thread  # noqa: F401 (before numpy)
from bot.compose import carry_over
from bot.config import ROOT, Settings, SettingsError
from bot.database.errors import DatabaseUnavailable
from index.errors import EncoderUnavailable, IndexUnavailable
from index.reindex import GATE_TOP, Outcome, reindex
from index.versions import Versions
from knowledge.counted import counted
from knowledge.errors import ContentError
from knowledge.load import Knowledge, load
from scripts.progress import progress


def main(argv: Sequence[str] | None = None) -> int:
    """Check, build, try the golden questions and let the new version serve."""
    options = _options(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        versions = Versions(options.index or settings.index_folder)
        if options.publish:
            with versions.lock():
                versions.publish_held(options.publish)
            serves = f"version {options.publish} serves now"
            _show({"version": options.publish, "published": True}, options.json, serves)
            return 0
        knowledge = load(options.content) if options.content else load(settings.content, settings.taught_folder)
        for warning in knowledge.warnings:
            print(f"warning: {warning}", file=sys.stderr)
        if options.check:
            _show({"check": "fine", "sections": len(knowledge.sections)}, options.json, "content is fine")
            return 0
        outcome = reindex(
            knowledge,
            versions,
            settings.encoders_folder,
            settings.encoder,
            say=lambda text: print(text, file=sys.stderr),
            progress=progress("encoding", lines=options.progress),
            hold=options.hold,
        )
    except ContentError as error:
        problems = [str(problem) for problem in error.problems]
        text = "\n".join([*problems, f"{len(problems)} to mend; nothing was changed"])
        _show({"problems": problems}, options.json, text)
        return 1
    except (EncoderUnavailable, IndexUnavailable, OSError, SettingsError) as error:  # a full disk, a file for a folder
        _show({"error": str(error)}, options.json, str(error))
        return 1
    learners = ""
    if outcome.published and not (options.content or options.index):  # of another index nobody follows the roadmaps
        learners = _carried_over(settings, knowledge)
    text, value = _as_text(outcome), _as_json(outcome)
    if learners:
        text, value = f"{text}\n{learners}", {**value, "learners": learners}
    _show(value, options.json, text)
    return 0 if outcome.published or outcome.report is None else 1


def _carried_over(settings: Settings, knowledge: Knowledge) -> str:
    """Return what became of the learners' progress; a database that is away is no reason to undo a reindex."""
    try:
        said = carry_over(settings, knowledge)
    except DatabaseUnavailable as error:
        return f"learners: {error} The bot carries their progress over when it starts."
    return f"learners: {said}" if said else ""


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.reindex", description=__doc__)
    parser.add_argument("--content", type=Path, help="folder of Markdown and YAML (default: knowledge/content)")
    parser.add_argument("--index", type=Path, help="folder of the index (default: data/index)")
    parser.add_argument("--check", action="store_true", help="say what is wrong and change nothing")
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument("--progress", action="store_true", help="print JSON lines on standard error while encoding")
    parser.add_argument("--hold", action="store_true", help="keep a version that the gate refuses, for --publish")
    parser.add_argument("--publish", metavar="VERSION", help="let a version serve that was kept by --hold")
    return parser.parse_args(argv)


def _show(value: dict[str, object], as_json: bool, text: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else text)


def _as_json(outcome: Outcome) -> dict[str, object]:
    value: dict[str, object] = {"version": outcome.version, "published": outcome.published}
    if outcome.report is None or outcome.gate is None:
        return {**value, "unchanged": True}
    report, gate = outcome.report, outcome.gate
    return {
        **value,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "encoded": report.encoded,
        "reused": report.reused,
        "counts": report.manifest.counts,
        "golden": {"asked": gate.asked, "found": gate.found, "lost": gate.lost, "missed": gate.missed},
        "worse": [asdict(one) for one in gate.worse],
        "held": outcome.held,
    }


def _as_text(outcome: Outcome) -> str:
    if outcome.report is None or outcome.gate is None:
        return f"nothing to do: version {outcome.version} has this content already"
    report, gate = outcome.report, outcome.gate
    lines = []
    for sign, sections in (("+", report.added), ("~", report.changed), ("-", report.removed)):
        lines += [f"{sign} {section}" for section in sections[:20]]
        if len(sections) > 20:
            lines.append(f"{sign} and {len(sections) - 20} more")
    changes = f"{len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed"
    lines.append(f"{changes}: {report.manifest.size}")
    lines.append(f"{counted(report.encoded, 'text')} encoded, {report.reused:,} taken from the version before")
    if gate.asked:
        lines.append(f"golden questions: {gate.found} of {gate.asked} find their section among the first {GATE_TOP}")
        lines += [f"  {'lost' if question in gate.lost else 'not found'}: {question}" for question in gate.missed]
    if outcome.published:
        lines.append(f"version {outcome.version} serves now")
    elif outcome.held:
        lines.append(f"held: let it serve all the same with: python -m scripts.reindex --publish {outcome.version}")
    else:
        lines.append("refused: the version before goes on serving. Mend the content, or the golden questions.")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())

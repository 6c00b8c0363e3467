"""Put what moderators taught in Discord into the content's own files: `python -m scripts.export_taught`, then commit.

Lines are only added, never changed or removed. Exit 0 done or nothing to do, 1 the content is wrong, 2 usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.config import ROOT, Settings, SettingsError
from knowledge.errors import ContentError
from knowledge.exporting import Export, patches, planned, written
from knowledge.files import Unreadable
from knowledge.taught import Taught


def main(argv: Sequence[str] | None = None) -> int:
    """Write the taught answers as pages, and the wordings and examples as further lines of the lists they belong to."""
    parser = argparse.ArgumentParser(prog="python -m scripts.export_taught", description=__doc__)
    parser.add_argument("--content", type=Path, help="folder of Markdown and YAML (default: knowledge/content)")
    parser.add_argument("--taught", type=Path, help="folder of what was taught (default: data/taught)")
    parser.add_argument("--dry-run", action="store_true", help="print the changes as a patch, and write nothing")
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        content = options.content or settings.content
        taught = Taught(options.taught or settings.taught_folder)
        export = planned(taught, content)
        if options.dry_run:
            print("\n".join(patches(export).values()), end="")
        elif not export.empty:
            written(export, taught, content)
    except (ContentError, Unreadable, OSError, SettingsError) as error:
        print(f"{error}\nnothing was changed", file=sys.stderr)
        return 1
    print("\n".join(_said(export, content, wrote=not options.dry_run)), file=sys.stderr)
    return 0


def _said(export: Export, content: Path, *, wrote: bool) -> list[str]:
    if export.empty and not export.by_hand:
        return ["nothing to export: all that was taught is in the content"]
    counts = f"{len(export.answers)} answers, {len(export.wordings)} wordings, {len(export.examples)} examples"
    lines = [f"{'wrote' if wrote else 'would write'} {counts} of what is out of scope"]
    lines.append("lines were only added; no line that was there is changed" if wrote else "nothing was changed")
    lines += [f"  {content / name}" for name in export.after]
    if export.by_hand:
        lines.append("these have no list of lines to be added to; add them by hand, they stay taught until then:")
        lines += [f"  {line}" for line in export.by_hand]
    if wrote and export.after:
        lines.append("read them, run `make check`, and commit")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())

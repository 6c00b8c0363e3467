"""Say what is wrong in the content, and where: `python -m scripts.check_content`. Exit 0 fine, 1 wrong, 2 usage.

The same checks as `python -m scripts.reindex --check`, without importing what encodes and searches.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.config import ROOT, Settings, SettingsError
from knowledge.errors import ContentError
from knowledge.load import load


def main(argv: Sequence[str] | None = None) -> int:
    """Print every problem."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check_content", description=__doc__)
    parser.add_argument(
        "content", type=Path, nargs="?", help="folder of Markdown and YAML (default: as set, and taught)"
    )
    options = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ, ROOT / ".env")
        knowledge = load(options.content) if options.content else load(settings.content, settings.taught_folder)
    except ContentError as error:
        print("\n".join([*map(str, error.problems), f"{len(error.problems)} to mend"]))
        return 1
    except SettingsError as error:
        print(error)
        return 1
    for warning in knowledge.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(f"content is fine: {len(knowledge.sections)} sections")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

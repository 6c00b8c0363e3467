"""Say what is wrong in the content, and where: `python -m scripts.check_content`. Exit 0 fine, 1 wrong, 2 usage.

The same checks as `python -m scripts.reindex --check`, without importing what encodes and searches.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.errors import ContentError
from knowledge.load import load

CONTENT = Path(__file__).resolve().parent.parent / "knowledge" / "content"


def main(argv: Sequence[str] | None = None) -> int:
    """Print every problem."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check_content", description=__doc__)
    content = Path(os.environ.get("MENTOR_CONTENT") or CONTENT)
    parser.add_argument("content", type=Path, nargs="?", default=content, help="folder of Markdown and YAML")
    options = parser.parse_args(argv)
    try:
        knowledge = load(options.content)
    except ContentError as error:
        print("\n".join([*map(str, error.problems), f"{len(error.problems)} to mend"]))
        return 1
    for warning in knowledge.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(f"content is fine: {len(knowledge.sections)} sections")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Turn HTML, PDF, Word documents and pasted text into pages: `python -m scripts.import_document FILE…`.

The pages are for a person to read before they are indexed. What to look at is said on standard error. Exit 0 done,
1 something could not be imported (the rest was), 2 usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bot.config import ROOT, Settings, SettingsError
from knowledge.files import Unreadable
from knowledge.importing.batch import Outcome, imported, put
from knowledge.importing.document import MAX_DOCUMENT
from knowledge.importing.page import Given


def main(argv: Sequence[str] | None = None) -> int:
    """Import, check, and write each page whole or not at all."""
    options = _options(argv)
    try:
        content = options.content or Settings.from_env(os.environ, ROOT / ".env").content
        read = sys.stdin.buffer.read
        documents = {name: read(MAX_DOCUMENT + 1) if name == "-" else Path(name) for name in options.files}
        given = Given(date.today(), options.source, options.url)
        outcomes = imported(documents, given, content, options.to)
    except (OSError, SettingsError) as error:  # a content folder that cannot be read, a full disk
        print(f"{error}\nnothing was written", file=sys.stderr)
        return 1
    return 0 if all([_written(one, options) for one in outcomes]) else 1


def _written(one: Outcome, options: argparse.Namespace) -> bool:
    """Write or print a page and say what is to be said of it; tell whether there is one."""
    if one.page is None or one.problems:
        print("\n".join([*map(str, one.problems), f"{one.document}: nothing was written"]), file=sys.stderr)
        return False
    page, where = one.page, "standard output"
    try:
        if options.to:
            where = str(put(page, options.to, force=options.force))
        else:
            sys.stdout.buffer.write(page.text.encode())
            sys.stdout.flush()
    except (Unreadable, OSError) as error:
        print(
            f"{options.to / page.name if options.to else where}: {error}\n{one.document}: nothing was written",
            file=sys.stderr,
        )
        return False
    counts = ", ".join(
        [_counted(page.sections, "section"), _counted(page.words, "word"), _counted(page.tables, "table")]
    )
    notes = ["look at:", *map(str, page.notes)] if page.notes else []
    print("\n  ".join([f"{one.document} -> {where}: {counts}", *notes]), file=sys.stderr)
    return True


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.import_document", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help=".html, .pdf, .docx or .txt; - for what is pasted")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="write pages there (default: print the only one)")
    parser.add_argument("--force", action="store_true", help="write over pages that are there")
    parser.add_argument("--source", metavar="ID", help="whose words they are: an id of the content's sources.yaml")
    parser.add_argument("--url", type=_address, help="where the document can be read on the web")
    parser.add_argument("--content", type=Path, help="the content they are for (default: knowledge/content)")
    options = parser.parse_args(argv)
    if len(options.files) > 1 and not options.to:
        parser.error("several files need --to FOLDER")
    if len(options.files) > 1 and options.url:
        parser.error("--url is the address of one document; import the others without it")
    return options


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or any(map(str.isspace, text)):
        raise argparse.ArgumentTypeError(f"must be an address like https://example.com/page, but is '{text}'")
    return text


if __name__ == "__main__":
    raise SystemExit(main())

"""Read one content file safely: size, encoding, and YAML without its traps. Write one in a single step."""

import os
import stat
import tempfile
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor

MAX_BYTES = 10 * 1024 * 1024  # the longest page of a large documentation is under 2 MB; a dump is not a page
MAX_DEPTH = 20  # our deepest record nests five levels


class Unreadable(Exception):
    """A file cannot be read as text or as YAML; `line` is known for YAML faults only."""

    def __init__(self, message: str, line: int | None = None) -> None:
        """Keep the message and the line, counted from 1."""
        super().__init__(message)
        self.line = line

    @property
    def place(self) -> str:
        """Return "line 3", or nothing where the line is not known."""
        return f"line {self.line}" if self.line else ""


def read_text(path: Path) -> str:
    """Return a file's text with Unix line ends and without a byte order mark.

    Raises Unreadable for a file over 10 MB, a binary file, and one that is not UTF-8.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # reading a pipe or a device may never end
            raise Unreadable("this is not an ordinary file; remove it")
        size = found.st_size
        if size > MAX_BYTES:
            raise Unreadable(
                f"the file has {size / 1024 / 1024:.0f} MB; the limit is {MAX_BYTES // 1024 // 1024} MB; split it"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check its permissions") from error
    if b"\0" in raw:
        raise Unreadable("this is a binary file, not text; convert it to Markdown or move it out of the folder")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = error.object  # `raw` without its byte order mark: `start` counts from there
        line = read.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"not UTF-8 (byte 0x{read[error.start]:02x}); save the file with the encoding UTF-8", line
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_text(path: Path, text: str, *, overwrite: bool = True) -> None:
    """Write a file beside and put it in place in one step; its folder is made if there is none.

    Raises FileExistsError where a file is and `overwrite` is false.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        if overwrite:
            beside.replace(path)
        else:
            _link(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _link(beside: Path, path: Path) -> None:
    """Give a file its name; unlike a rename, that never takes the place of another file."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        beside.replace(path)


def read_yaml(text: str) -> Any:
    """Return the value of a YAML text; raises Unreadable with the line of the fault."""
    try:
        return yaml.load(text, Loader=_QuickLoader)  # noqa: S506 (allows less than a SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return _read_slowly(text)


def _read_slowly(text: str) -> Any:
    """Read with the parser that is written in Python: its faults are the ones that we have plain words for."""
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 (allows less than a SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(_plain_words(error), mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:  # a character that YAML forbids
        raise Unreadable(f"not valid YAML ({error}); remove the special character".replace("\n", " ")) from error
    except RecursionError as error:
        raise Unreadable("nested too deeply; a record has at most a few levels") from error


def _plain_words(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "not valid YAML"
    if "could not determine a constructor" in problem:  # the two plain words that YAML keeps for itself
        return "'<<' and '=' mean something else in YAML; put them in quotes"
    if isinstance(error, yaml.scanner.ScannerError) and "mapping values" in problem:
        return "a colon inside a value confuses YAML; put the whole value in double quotes"
    if "cannot start any token" in problem:
        return f"{problem}; indent with spaces, and put values that start with a special character in quotes"
    if "but got '?'" in problem:
        return "a question mark inside [ ] or { } confuses YAML; put the question in double quotes"
    return f"not valid YAML: {problem}; check the indentation and the quotes around this line"


class _Plain(Composer, SafeConstructor):
    """What a SafeLoader reads, without tags, aliases (the YAML bomb), repeated keys and deep nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; tags, aliases and depth are checked here, before anything is built."""
        event = self.peek_event()  # type: ignore[attr-defined]  # of the parser, which is another base
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(f"'*{event.anchor}' repeats another value; write the value out", line)
        if getattr(event, "tag", None):  # even a safe tag fails without a message: !!bool maybe, !!timestamp soon
            raise Unreadable("YAML tags (words starting with '!') are not allowed; write the plain value", line)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("nested too deeply; a record has at most a few levels", line)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Build one value; an impossible one, such as the date 2026-13-45, is reported with its line."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as error:
            message = f"a value cannot be read ({error}); put it in quotes or correct it"
            raise Unreadable(message, node.start_mark.line + 1) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Build a mapping; a key written twice is a fault, where YAML would silently keep the last."""
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable):
                if key in seen:
                    raise Unreadable(f"'{key}' is written twice; keep one of the two", key_node.start_mark.line + 1)
                seen.add(key)
        return super().construct_mapping(node, deep)


class _PlainLoader(_Plain, yaml.SafeLoader):
    """Reads with the parser that is written in Python."""


class _QuickLoader(_Plain, yaml.CSafeLoader):
    """Reads with libyaml, several times as fast; most of telling that nothing has changed is reading YAML."""

    def __init__(self, stream: str) -> None:
        Composer.__init__(self)
        yaml.CSafeLoader.__init__(self, stream)

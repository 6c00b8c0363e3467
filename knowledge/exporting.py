"""Taught content → the content folder's own files, for git. Lines are added, and no line that is there changes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

import yaml

from knowledge.errors import ContentError
from knowledge.files import Unreadable, read_text
from knowledge.load import load
from knowledge.overlay import KIND, SOURCE, Example, Wording
from knowledge.section import Section
from knowledge.taught import Taught, TaughtAnswer

_SOURCES, _OUT_OF_SCOPE = "sources.yaml", "out_of_scope.yaml"


@dataclass
class Export:
    """What goes where. Files are texts before and after by their path below the content folder."""

    before: dict[str, str | None] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    answers: list[TaughtAnswer] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)  # what has no place where a line could be added

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self.after


def planned(taught: Taught, content: Path) -> Export:
    """Return what was taught and is not exported yet, as changes to the content; writes nothing.

    Raises ContentError and Unreadable when either cannot be read.
    """
    knowledge = load(content)
    export = Export()
    sections = {name: section for section in knowledge.sections for name in (section.id, *section.aliases)}
    for answer in taught.answers():
        if answer.id not in sections and not (content / "articles" / f"{answer.id}.md").exists():
            export.after[f"articles/{answer.id}.md"] = answer.page()
            export.before[f"articles/{answer.id}.md"] = None
            export.answers.append(answer)
    if export.answers and SOURCE.id not in {source.id for source in knowledge.sources}:
        entry = f"- id: {SOURCE.id}\n  title: {SOURCE.title}\n"
        _change(export, content, _SOURCES, _appended(_text(export, content, _SOURCES), entry))
    lists = taught.lists()
    for wording in lists.wordings:
        if wording.exported is None:
            _add_wording(export, content, wording, sections.get(wording.section))
    known = {question for _, question in knowledge.out_of_scope}
    for example in lists.out_of_scope:
        if example.exported is None and example.question not in known:
            _add_example(export, content, example)
    return export


def written(export: Export, taught: Taught, content: Path) -> None:
    """Write the changes, see that the content still loads, and mark what went into it.

    Raises ContentError, and then all files are as they were.
    """
    try:
        for name, text in export.after.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_text(text, encoding="utf-8", newline="\n")
        load(content)
    except (ContentError, OSError):
        for name, before in export.before.items():
            if before is None:
                (content / name).unlink(missing_ok=True)
            else:
                (content / name).write_text(before, encoding="utf-8", newline="\n")
        raise
    ids = {answer.id for answer in export.answers}
    taught.mark_exported(ids, [*export.wordings, *export.examples], datetime.now(UTC).date())


def _add_wording(export: Export, content: Path, wording: Wording, section: Section | None) -> None:
    if section is None:
        export.by_hand.append(f"{wording.section} is gone; for it was taught: {wording.question}")
        return
    if wording.question in section.questions:
        return
    text = _text(export, content, section.document)
    added = _with_item(text, section.questions, wording.question) if section.questions else None
    if added is None:
        export.by_hand.append(f"{section.document}, section {section.id}: add to `questions`: {wording.question}")
        return
    _change(export, content, section.document, added)
    export.wordings.append(wording)


def _add_example(export: Export, content: Path, example: Example) -> None:
    text = _text(export, content, _OUT_OF_SCOPE)
    there = [sequence for key, sequence in _sequences(text) if key == KIND]
    if there:
        added = _inserted(text, there[0], example.question)
    else:
        added = _appended(text, f"{KIND}:\n  - {_quoted(example.question)}\n")
    if added is None:
        export.by_hand.append(f"{_OUT_OF_SCOPE}, {KIND}: add: {example.question}")
        return
    _change(export, content, _OUT_OF_SCOPE, added)
    export.examples.append(example)


def _with_item(text: str, items: Sequence[str], item: str) -> str | None:
    """Return the text with an item added to the one list that begins with these; None where there is no such list."""
    found = [
        sequence
        for _, sequence in _sequences(text)
        if [" ".join(str(one.value).split()) for one in sequence.value][: len(items)] == list(items)
    ]
    return _inserted(text, found[0], item) if len(found) == 1 else None


def _inserted(text: str, sequence: yaml.SequenceNode, item: str) -> str | None:
    """Return the text with a line added below the last item; None for a list in one line, [like, this]."""
    if sequence.flow_style or not sequence.value:
        return None
    lines = text.split("\n")
    last = sequence.value[-1]
    first_line = lines[last.start_mark.line + _offset(text)]
    lead = first_line[: last.start_mark.column]
    if lead.strip() != "-":
        return None
    # The end of a plain text is behind its last line; of a quoted one in it.
    end = last.end_mark.line + _offset(text) + (1 if last.end_mark.column else 0)
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], f"{lead}{_quoted(item)}", *lines[end:]])


def _sequences(text: str) -> Iterator[tuple[str, yaml.SequenceNode]]:
    """Yield every list of a YAML file, or of a page's head, with the key it stands under."""
    lines = text.split("\n")
    head = "\n".join(lines[1 : lines.index("---", 1)]) if _offset(text) else text
    root = yaml.compose(head, Loader=yaml.SafeLoader)
    waiting: list[tuple[str, yaml.Node | None]] = [("", root)]
    while waiting:
        key, node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            yield key, node
            waiting += [("", one) for one in node.value]
        elif isinstance(node, yaml.MappingNode):
            waiting += [(str(name.value), value) for name, value in node.value]


def _offset(text: str) -> int:
    """Return how many lines stand before the YAML: the opening hyphens of a page's head."""
    return 1 if text.startswith("---\n") and "---" in text.split("\n")[1:] else 0


def _appended(text: str, lines: str) -> str:
    return text + ("" if not text or text.endswith("\n") else "\n") + lines


def _text(export: Export, content: Path, name: str) -> str:
    if name in export.after:
        return export.after[name]
    try:
        return read_text(content / name)
    except Unreadable:
        if (content / name).exists():
            raise
        return ""


def _change(export: Export, content: Path, name: str, text: str) -> None:
    if name not in export.before:
        export.before[name] = _text(export, content, name) if (content / name).exists() else None
    export.after[name] = text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def patches(export: Export) -> Mapping[str, str]:
    """Return the changes as patches by file."""
    return {
        name: "".join(
            unified_diff(
                (export.before[name] or "").splitlines(keepends=True),
                text.splitlines(keepends=True),
                f"a/{name}" if export.before[name] is not None else "/dev/null",
                f"b/{name}",
            )
        )
        for name, text in export.after.items()
    }

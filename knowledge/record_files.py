"""One YAML record file → its typed record and the passages that say it."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge import say
from knowledge.errors import Problem
from knowledge.files import Unreadable, read_yaml
from knowledge.problems import validated
from knowledge.records import (
    Certifications,
    Entry,
    Phase,
    Projects,
    Record,
    RecordFile,
    Roadmap,
    Salaries,
    Skills,
    Source,
    Tools,
)
from knowledge.section import Section
from knowledge.steps import step_problems

FOLDERS: dict[str, type[Record]] = {
    "roadmaps": Roadmap,
    "salaries": Salaries,
    "projects": Projects,
    "certifications": Certifications,
    "tools": Tools,
    "skills": Skills,
}


def read_record(text: str, document: str) -> tuple[Record | None, list[Problem]]:
    """Read a record file; what it must hold follows from its folder."""
    try:
        value = read_yaml(text)
    except Unreadable as error:
        return None, [Problem(document, str(error), error.place)]
    record, problems = validated(FOLDERS[document.split("/")[0]], value, document)
    if record is not None:
        problems += [*_repeated_ids(record, document), *_order(record, document), *step_problems(record, document)]
    return record, problems


def sections_of(record: Record, document: str, source: Source) -> Iterator[Section]:
    """Yield the passages of a record file: the list, and every entry that stands for itself."""
    base = document.rsplit(".", 1)[0]
    match record:
        case Roadmap():
            yield _section(base, document, source, (record.title,), say.roadmap_text(record), record)
            for number, phase in enumerate(record.phases, start=1):
                path = (record.title, say.phase_name(record, number))
                section = _section(base, document, source, path, say.phase_text(record, number), phase)
                # Of a phase that was split, the first part answers to the old name.
                taken = {f"{base}/{alias}" for before in record.phases[: number - 1] for alias in before.aliases}
                yield replace(section, aliases=tuple(alias for alias in section.aliases if alias not in taken))
        case Salaries():
            for table in record.tables:
                yield _section(base, document, source, (table.title,), say.salary_text(table), table)
                for row in table.rows:
                    if row.questions:
                        path = (table.title, row.title)
                        text = say.salary_row_alone(table, row)
                        yield _section(f"{base}/{table.id}", document, source, path, text, row)
        case RecordFile():
            yield _section(base, document, source, (record.title,), say.list_text(record), record)
            for entry in say.entries_of(record):
                if entry.questions:
                    yield _section(base, document, source, (record.title, entry.title), say.entry_text(entry), entry)


def _section(
    base: str, document: str, source: Source, path: tuple[str, ...], text: str, record: Entry | RecordFile
) -> Section:
    return Section(
        id=f"{base}/{record.id}" if isinstance(record, Entry) else base,
        document=document,
        source=source.id,
        title=source.title,
        path=path,
        text=text,
        attribution=source.attribution,
        questions=record.questions,
        aliases=tuple(f"{base}/{alias}" for alias in record.aliases) if isinstance(record, Entry) else (),
        url=source.url,
    )


def entry_lists(record: Record) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of a record file by their field's name ("phases", "tables"…)."""
    return {
        name: value
        for name in type(record).model_fields
        if isinstance(value := getattr(record, name), tuple) and value and isinstance(value[0], Entry)
    }


def _repeated_ids(record: Record, document: str) -> Iterator[Problem]:
    for name, entries in entry_lists(record).items():
        first: dict[str, int] = {}
        ids = {entry.id for entry in entries}
        former = {alias for entry in entries for alias in entry.aliases} - ids
        for number, entry in enumerate(entries, start=1):
            for entry_id in (entry.id, *entry.aliases):
                split = isinstance(entry, Phase) and entry_id in former  # one phase of old may have become several
                if entry_id in first and not split:
                    message = f"'{entry_id}' is already the id of entry {first[entry_id]}; choose another"
                    yield Problem(document, message, f"{name} entry {number}", "id")
                first.setdefault(entry_id, number)
            for problem in _repeated_ids(entry, document):
                yield Problem(document, problem.message, f"{name} entry {number}, {problem.place}", problem.field)


def _order(record: Record, document: str) -> Iterator[Problem]:
    if not isinstance(record, Roadmap):
        return
    timed = [phase for phase in record.phases if phase.start is not None or phase.duration is not None]
    if timed and record.unit is None:
        yield Problem(document, "is missing, but phases have times; write weeks or months", "", "unit")
    if timed and len(timed) != len(record.phases):
        message = "has no time, but other phases have; give start and end, or duration"
        for number, phase in enumerate(record.phases, start=1):
            if phase not in timed:
                yield Problem(document, message, f"phases entry {number}", "start")
    if record.unit is not None and not timed:
        yield Problem(document, f"is {record.unit}, but no phase has a time; remove it or add times", "", "unit")
    unit = (record.unit or "weeks").removesuffix("s")
    expected, before = 1, None
    for number, phase in enumerate(record.phases, start=1):
        if phase.start is None or phase.end is None:
            return
        if phase.start != expected:
            after = f'the {unit} after "{before}" ends' if before else "where a roadmap starts"
            fault = "close the gap" if phase.start > expected else "the two overlap"
            message = f"must be {expected}, {after}, but is {phase.start}; {fault}"
            yield Problem(document, message, f"phases entry {number}", "start")
        expected, before = phase.end + 1, phase.title

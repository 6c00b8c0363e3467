"""Say records in words: every record is a passage that a reader understands alone."""

from collections.abc import Iterator, Sequence

from knowledge.records import (
    Certification,
    Certifications,
    Entry,
    Phase,
    Project,
    Projects,
    RecordFile,
    Roadmap,
    SalaryRow,
    SalaryTable,
    Skill,
    Skills,
    Tool,
    Tools,
)

_BASIS = (("base", "base"), ("london", "in London"), ("total", "total compensation"), ("range", ""))


def phase_name(roadmap: Roadmap, number: int) -> str:
    """Return "Phase 2: Mathematics for ML"; `number` counts from 1."""
    return f"{roadmap.word.capitalize()} {number}: {roadmap.phases[number - 1].title}"


def phase_time(roadmap: Roadmap, phase: Phase) -> str:
    """Return "weeks 1–6 (6 weeks)", "2–3 months" or nothing."""
    if roadmap.unit is None:
        return ""
    unit = roadmap.unit.removesuffix("s")
    if phase.start is not None and phase.end is not None:
        length = phase.end - phase.start + 1
        return f"{roadmap.unit} {phase.start}–{phase.end} ({length} {unit if length == 1 else roadmap.unit})"
    if phase.duration is None:
        return ""
    return f"{phase.duration} {unit if phase.duration.maximum == 1 else roadmap.unit}"


def roadmap_text(roadmap: Roadmap) -> str:
    """Return the whole roadmap: how long, and its phases in order."""
    lines = [
        _entry_line(phase_name(roadmap, number), phase_time(roadmap, phase))
        for number, phase in enumerate(roadmap.phases, start=1)
    ]
    hours = f"Plan on {roadmap.hours_per_week} hours a week." if roadmap.hours_per_week else ""
    return (_joined(_said(roadmap.summary), hours) + "\n\n" + "\n".join(lines)).lstrip()


def phase_text(roadmap: Roadmap, number: int) -> str:
    """Return one phase: when, what for, steps, what to build."""
    phase = roadmap.phases[number - 1]
    time = phase_time(roadmap, phase)
    head = f"{roadmap.word.capitalize()} {number} of {len(roadmap.phases)}, {phase.title}"
    parts = [_joined(f"{head}, {time}." if time else f"{head}.", phase.summary)]
    if phase.steps:
        parts.append("\n".join(f"- {step.text}" for step in phase.steps))
    if phase.build:
        parts.append(f"**Build:** {_said(phase.build)}")
    if phase.note:
        parts.append(_said(phase.note))
    return "\n\n".join(parts)


def salary_text(table: SalaryTable) -> str:
    """Return a pay table, a line a level, each with its basis."""
    lines = "\n".join(f"- {salary_row_text(row)}" for row in table.rows)
    return f"{table.title}:\n\n{lines}" + (f"\n\n{_said(table.note)}" if table.note else "")


def salary_row_text(row: SalaryRow) -> str:
    """Return "**Junior AI Engineer** (0–2 years of experience): base £55K–£70K, in London £70K–£88K"."""
    years = f" ({row.years} years of experience)" if row.years else ""
    figures = (f"{label} {getattr(row, field)}".strip() for field, label in _BASIS if getattr(row, field) is not None)
    does = f"; {row.does.rstrip('.')}" if row.does else ""
    note = f". {row.note.rstrip('.')}" if row.note else ""
    return f"**{row.title}**{years}: {', '.join(figures)}{does}{note}."


def salary_row_alone(table: SalaryTable, row: SalaryRow) -> str:
    """Return a row that is read without its table: it says the country, and the table says the basis."""
    return f"{salary_row_text(row)} Pay in the {table.country}, from “{table.title}”.\n\n{_said(table.note)}".rstrip()


def list_text(record: RecordFile) -> str:
    """Return a whole list file: its summary and a line an entry."""
    lines = "\n".join(_entry_line(entry.title, _details(entry, short=True)) for entry in entries_of(record))
    return f"{_said(record.summary)}\n\n{lines}" if record.summary else lines


def entry_text(entry: Entry) -> str:
    """Return one project, tool, skill or certificate with all that is known of it."""
    details = _details(entry, short=False)
    return f"**{entry.title}**: {_said(details)}" if details else f"**{entry.title}**"


def entries_of(record: RecordFile) -> Sequence[Entry]:
    """Return the entries of any list file."""
    match record:
        case Projects():
            return record.projects
        case Certifications():
            return record.certifications
        case Tools():
            return record.tools
        case Skills():
            return record.skills
    raise TypeError(f"{type(record).__name__} is no list of entries")


def _details(entry: Entry, *, short: bool) -> str:
    return "; ".join(part.rstrip(".") for part in _detail_parts(entry, short=short) if part)


def _detail_parts(entry: Entry, *, short: bool) -> Iterator[str]:
    match entry:
        case Project():
            yield entry.level or ""
            yield ", ".join(entry.stack)
            if not short:
                yield entry.summary
        case Certification():
            yield entry.issuer or ""
            yield entry.level or ""
            yield entry.summary or ""
        case Tool():
            yield entry.category or ""
            yield entry.purpose or ""
            yield f"best for {entry.best_for[:1].lower()}{entry.best_for[1:]}" if entry.best_for else ""
            if not (short and entry.questions):
                yield entry.summary or ""
        case Skill():
            yield entry.learn or ""
            yield f"priority {entry.priority}" if entry.priority else ""


def _entry_line(title: str, details: str) -> str:
    return f"- **{title}**: {details}" if details else f"- **{title}**"


def _said(text: str | None) -> str:
    if not text:
        return ""
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)

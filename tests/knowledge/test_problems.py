"""Every problem within a record file, in the words that a moderator reads."""

import pytest

from knowledge.record_files import read_record


def plan(*phases: str, unit: str = "unit: weeks") -> str:
    lines = [f"  - {{id: p{n}, title: Part {n}, summary: Do., {phase}}}" for n, phase in enumerate(phases, start=1)]
    return "\n".join(["source: zen", "title: Plan", "word: phase", unit, "phases:", *lines])


def table(*rows: str) -> str:
    head = "source: zen\ntables:\n  - id: uk\n    title: Pay\n    country: UK\n    currency: GBP\n    rows:\n"
    return head + "\n".join(f"      - {{{row}}}" for row in rows)


ROW = "id: a, level: junior, title: A"

FAULTS = {
    "gap": (
        "roadmaps",
        plan("start: 1, end: 6", "start: 8, end: 9"),
        ['phases entry 2, start: must be 7, the week after "Part 1" ends, but is 8; close the gap'],
    ),
    "overlap": (
        "roadmaps",
        plan("start: 1, end: 6", "start: 6, end: 9", unit="unit: months"),
        ['phases entry 2, start: must be 7, the month after "Part 1" ends, but is 6; the two overlap'],
    ),
    "late start": (
        "roadmaps",
        plan("start: 2, end: 6"),
        ["phases entry 1, start: must be 1, where a roadmap starts, but is 2; close the gap"],
    ),
    "two gaps": (
        "roadmaps",
        plan("start: 1, end: 2", "start: 4, end: 5", "start: 7, end: 8"),
        [
            'phases entry 2, start: must be 3, the week after "Part 1" ends, but is 4; close the gap',
            'phases entry 3, start: must be 6, the week after "Part 2" ends, but is 7; close the gap',
        ],
    ),
    "start after end": (
        "roadmaps",
        plan("start: 6, end: 1"),
        ["phases entry 1: start 6 is after end 1; swap the two"],
    ),
    "start without end": (
        "roadmaps",
        plan("start: 1"),
        ["phases entry 1: start and end go together; give both or neither"],
    ),
    "dates and duration": (
        "roadmaps",
        plan("start: 1, end: 2, duration: 2"),
        ["phases entry 1: give start and end, or duration, not both"],
    ),
    "week nought": (
        "roadmaps",
        plan("start: 0, end: 2"),
        ["phases entry 1, start: must be 1 or more, but is 0"],
    ),
    "week in words": (
        "roadmaps",
        plan("start: one, end: 2"),
        ["phases entry 1, start: must be a whole number, but is 'one'"],
    ),
    "half a week": (
        "roadmaps",
        plan("start: 1.5, end: 2"),
        ["phases entry 1, start: must be a whole number, but is 1.5"],
    ),
    "phases without a time": (
        "roadmaps",
        plan("duration: 2", "note: x", "note: y"),
        [
            "phases entry 2, start: has no time, but other phases have; give start and end, or duration",
            "phases entry 3, start: has no time, but other phases have; give start and end, or duration",
        ],
    ),
    "unit without times": (
        "roadmaps",
        plan("note: x"),
        ["unit: is weeks, but no phase has a time; remove it or add times"],
    ),
    "times without a unit": (
        "roadmaps",
        plan("duration: 2", unit=""),
        ["unit: is missing, but phases have times; write weeks or months"],
    ),
    "unknown unit": (
        "roadmaps",
        plan("duration: 2", unit="unit: days"),
        ["unit: must be 'weeks' or 'months', but is 'days'"],
    ),
    "no phases": ("roadmaps", "source: zen\ntitle: P\nword: step\nphases: []\n", ["phases: has no entries; add one"]),
    "phases that are text": (
        "roadmaps",
        "source: zen\ntitle: P\nword: step\nphases: Python\n",
        ["phases: must be a list (lines that start with '- '), but is 'Python'"],
    ),
    "a phase that is text": (
        "roadmaps",
        "source: zen\ntitle: P\nword: step\nphases: [Python]\n",
        ["phases entry 1: must be fields with values, but is 'Python'"],
    ),
    "id twice": (
        "tools",
        "source: zen\ntitle: T\ntools:\n  - {id: a, title: A}\n  - {id: a, title: B}\n",
        ["tools entry 2, id: 'a' is already the id of entry 1; choose another"],
    ),
    "alias that is an id": (
        "tools",
        "source: zen\ntitle: T\ntools:\n  - {id: a, title: A}\n  - {id: b, title: B, aliases: [a]}\n",
        ["tools entry 2, id: 'a' is already the id of entry 1; choose another"],
    ),
    "id twice among rows": (
        "salaries",
        table(f"{ROW}, base: 5", f"{ROW}, base: 6"),
        ["tables entry 1, rows entry 2, id: 'a' is already the id of entry 1; choose another"],
    ),
    "unknown field of a row": (
        "salaries",
        table("id: a, level: junior, titel: A, base: 5"),
        [
            "tables entry 1, rows entry 1, title: is missing; add it",
            "tables entry 1, rows entry 1, titel: unknown field; did you mean 'title'?",
        ],
    ),
    "row without a figure": (
        "salaries",
        table(ROW),
        ["tables entry 1, rows entry 1: has no figure; give base, london, total or range"],
    ),
    "minimum above maximum": (
        "salaries",
        table(f"{ROW}, base: £70K–£55K"),
        ["tables entry 1, rows entry 1, base: the minimum is above the maximum in '£70K–£55K'; swap the two"],
    ),
    "figure in words": (
        "salaries",
        table(f"{ROW}, base: a lot"),
        ["tables entry 1, rows entry 1, base: must be a number or a range like 10-15 or £55K–£70K, but is 'a lot'"],
    ),
    "unknown level": (
        "salaries",
        table("id: a, level: expert, title: A, base: 5"),
        ["tables entry 1, rows entry 1, level: must be 'junior', 'mid', 'senior', 'staff' or 'all', but is 'expert'"],
    ),
    "missing fields": (
        "certifications",
        "certifications:\n  - {id: a}\n",
        [
            "source: is missing; add it",
            "title: is missing; add it",
            "certifications entry 1, title: is missing; add it",
        ],
    ),
    "empty file": (
        "skills",
        "",
        ["must be fields with values (source, title, summary, questions, skills), but is empty"],
    ),
    "text file": (
        "skills",
        "just words",
        ["must be fields with values (source, title, summary, questions, skills), but is 'just words'"],
    ),
    "question that is a number": (
        "skills",
        "source: zen\ntitle: S\nquestions: [2026]\nskills:\n  - {id: a, title: A}\n",
        ["questions entry 1: must be a text, but is 2026; put it in quotes"],
    ),
    "yes for a word": (
        "skills",
        "source: zen\ntitle: S\nskills:\n  - {id: a, title: A, priority: yes}\n",
        ["skills entry 1, priority: must be a text, but is True; put it in quotes"],
    ),
    "broken YAML": ("skills", "source: zen\nsource: zen\n", ["line 2: 'source' is written twice; keep one of the two"]),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_a_record_is_told_with_its_place(case):
    kind, text, expected = FAULTS[case]

    _, problems = read_record(text, f"{kind}/zen.yaml")

    prefixes = (f"{kind}/zen.yaml, ", f"{kind}/zen.yaml: ")
    assert all(str(problem).startswith(prefixes) for problem in problems)
    assert [str(problem)[len(prefixes[0]) :] for problem in problems] == expected

"""Record files: the passages that each kind gives."""

import pytest

from knowledge.record_files import FOLDERS, entry_lists, read_record, sections_of
from knowledge.records import Roadmap, Source

ZEN = Source(id="zen", title="The Zen guide", author="Zen van Riel", url="https://example.org")


def plan(*phases: str, unit: str = "unit: weeks") -> str:
    lines = [f"  - {{id: p{n}, title: Part {n}, summary: Do., {phase}}}" for n, phase in enumerate(phases, start=1)]
    return "\n".join(["source: zen", "title: Plan", "word: phase", unit, "phases:", *lines])


def table(*rows: str) -> str:
    head = "source: zen\ntables:\n  - id: uk\n    title: Pay\n    country: UK\n    currency: GBP\n    rows:\n"
    return head + "\n".join(f"      - {{{row}}}" for row in rows)


ROW = "id: a, level: junior, title: A"


def test_the_loader_tells_an_id_used_twice_once(faults):
    entries = "".join(f"  - {{id: a, title: A, questions: [{question}]}}\n" for question in ("one", "two"))

    assert faults({"tools/zen.yaml": f"source: zen\ntitle: T\ntools:\n{entries}"}) == [
        "tools/zen.yaml, tools entry 2, id: 'a' is already the id of entry 1; choose another"
    ]


@pytest.mark.parametrize(
    "phases",
    [("start: 1, end: 6", "start: 7, end: 7"), ("duration: 2-3", "duration: 1"), ("start: 1, end: 1", "duration: 2")],
)
def test_phases_in_order_are_fine(phases):
    record, problems = read_record(plan(*phases), "roadmaps/zen.yaml")

    assert isinstance(record, Roadmap)
    assert problems == []


def passages(folder: str, text: str) -> list[tuple]:
    record, problems = read_record(text, f"{folder}/zen.yaml")
    assert problems == []
    assert record is not None
    sections = list(sections_of(record, f"{folder}/zen.yaml", ZEN))
    assert {(s.document, s.source, s.title, s.attribution, s.url) for s in sections} == {
        (f"{folder}/zen.yaml", "zen", "The Zen guide", "Zen van Riel", "https://example.org")
    }
    return [(section.id, section.path, section.questions, section.aliases) for section in sections]


def test_a_roadmap_is_a_passage_and_each_phase_another():
    text = plan("questions: [first], aliases: [old]", "note: x", unit="questions: [how long]")

    assert passages("roadmaps", text) == [
        ("roadmaps/zen", ("Plan",), ("how long",), ()),
        ("roadmaps/zen/p1", ("Plan", "Phase 1: Part 1"), ("first",), ("roadmaps/zen/old",)),
        ("roadmaps/zen/p2", ("Plan", "Phase 2: Part 2"), (), ()),
    ]


def test_a_table_is_a_passage_and_a_row_with_questions_another():
    text = table(f"{ROW}, base: 5", "id: b, level: mid, title: B, base: 6, questions: [mid pay], aliases: [old]")

    assert passages("salaries", text) == [
        ("salaries/zen/uk", ("Pay",), (), ()),
        ("salaries/zen/uk/b", ("Pay", "B"), ("mid pay",), ("salaries/zen/uk/old",)),
    ]


@pytest.mark.parametrize("folder", ["projects", "certifications", "tools", "skills"])
def test_a_list_is_a_passage_and_an_entry_with_questions_another(folder):
    summary = ", summary: S" if folder == "projects" else ""
    text = (
        f"source: zen\ntitle: List\nquestions: [all of them]\n{folder}:\n"
        f"  - {{id: a, title: A{summary}}}\n"
        f"  - {{id: b, title: B{summary}, questions: [what is b], aliases: [old-b]}}\n"
    )

    assert passages(folder, text) == [
        (f"{folder}/zen", ("List",), ("all of them",), ()),
        (f"{folder}/zen/b", ("List", "B"), ("what is b",), (f"{folder}/zen/old-b",)),
    ]


def test_a_file_in_a_folder_of_a_folder_keeps_its_path():
    record, _ = read_record("source: zen\ntitle: T\ntools:\n  - {id: a, title: A}\n", "tools/zen/v1.2.yaml")

    assert [section.id for section in sections_of(record, "tools/zen/v1.2.yaml", ZEN)] == ["tools/zen/v1.2"]


def test_every_kind_of_record_shows_its_entries():
    record, _ = read_record(plan("note: x"), "roadmaps/zen.yaml")

    assert {name: [entry.id for entry in entries] for name, entries in entry_lists(record).items()} == {
        "phases": ["p1"]
    }
    assert list(FOLDERS) == ["roadmaps", "salaries", "projects", "certifications", "tools", "skills"]

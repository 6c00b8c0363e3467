"""Records in words: the exact text of each kind of passage."""

import pytest

from knowledge import say
from knowledge.records import Certifications, Phase, Projects, Roadmap, SalaryRow, SalaryTable, Skills, Tools


def roadmap(*phases: dict, **fields: object) -> Roadmap:
    numbered = [
        {"id": f"p{number}", "title": f"Part {number}", "summary": "Do it.", **phase}
        for number, phase in enumerate(phases, start=1)
    ]
    return Roadmap.model_validate({"source": "zen", "title": "Plan", "word": "phase", "phases": numbered, **fields})


@pytest.mark.parametrize(
    ("unit", "phase", "time"),
    [
        ("weeks", {"start": 1, "end": 6}, "weeks 1–6 (6 weeks)"),
        ("months", {"start": 3, "end": 3}, "months 3–3 (1 month)"),
        ("months", {"duration": "2-3"}, "2-3 months"),
        ("months", {"duration": 1}, "1 month"),
        ("weeks", {"duration": "8+"}, "8+ weeks"),
        ("weeks", {}, ""),
        (None, {}, ""),
    ],
)
def test_the_time_of_a_phase(unit, phase, time):
    plan = roadmap(phase, unit=unit)

    assert say.phase_time(plan, plan.phases[0]) == time


def test_a_whole_roadmap():
    plan = roadmap(
        {"title": "Python", "start": 1, "end": 6},
        {"title": "Maths", "start": 7, "end": 12},
        word="stage",
        unit="weeks",
        hours_per_week="10-15",
        summary="Twelve weeks in all",
    )

    assert say.roadmap_text(plan) == (
        "Twelve weeks in all. Plan on 10-15 hours a week.\n"
        "\n"
        "- **Stage 1: Python**: weeks 1–6 (6 weeks)\n"
        "- **Stage 2: Maths**: weeks 7–12 (6 weeks)"
    )


def test_a_roadmap_without_times_or_summary_is_its_list():
    assert say.roadmap_text(roadmap({}, {}, word="step")) == "- **Step 1: Part 1**\n- **Step 2: Part 2**"


def test_a_phase_with_everything():
    plan = roadmap(
        {},
        {
            "title": "Deep learning",
            "summary": "PyTorch all the way.",
            "duration": "3-4",
            "steps": [{"id": "cnns", "text": "CNNs"}, {"id": "transformers", "text": "Transformers"}],
            "build": "A vision project",
            "note": "No phase is harder!",
        },
        unit="months",
    )

    assert say.phase_name(plan, 2) == "Phase 2: Deep learning"
    assert say.phase_text(plan, 2) == (
        "Phase 2 of 2, Deep learning, 3-4 months. PyTorch all the way.\n"
        "\n"
        "- CNNs\n"
        "- Transformers\n"
        "\n"
        "**Build:** A vision project.\n"
        "\n"
        "No phase is harder!"
    )


def test_a_phase_with_no_more_than_it_needs():
    assert say.phase_text(roadmap({}), 1) == "Phase 1 of 1, Part 1. Do it."


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"years": "0–2", "base": "£55K–£70K", "london": "£70K–£88K", "does": "builds models."},
            "**Junior** (0–2 years of experience): base £55K–£70K, in London £70K–£88K; builds models.",
        ),
        ({"total": "$360K–$600K+"}, "**Junior**: total compensation $360K–$600K+."),
        ({"range": "$100K", "note": "It varies."}, "**Junior**: $100K. It varies."),
        (
            {"base": "$1K", "total": "$2K", "range": "$3K", "does": "codes", "note": "Rare"},
            "**Junior**: base $1K, total compensation $2K, $3K; codes. Rare.",
        ),
    ],
)
def test_a_row_of_pay_names_the_basis_of_each_figure(fields, text):
    row = SalaryRow.model_validate({"id": "junior", "level": "junior", "title": "Junior", **fields})

    assert say.salary_row_text(row) == text


def test_a_row_of_pay_that_stands_alone_says_country_and_basis():
    row = {"id": "senior", "level": "senior", "title": "Senior", "base": "£100K"}
    fields = {"id": "uk", "title": "UK pay", "country": "United Kingdom", "currency": "GBP", "rows": [row]}
    table = SalaryTable.model_validate({**fields, "note": "Base only"})

    text = "**Senior**: base £100K. Pay in the United Kingdom, from “UK pay”."
    assert say.salary_row_alone(table, table.rows[0]) == f"{text}\n\nBase only."
    assert say.salary_row_alone(SalaryTable.model_validate(fields), table.rows[0]) == text


def test_a_pay_table():
    rows = [
        {"id": "junior", "level": "junior", "title": "Junior", "base": "£55K"},
        {"id": "senior", "level": "senior", "title": "Senior", "base": "£100K"},
    ]
    fields = {"id": "uk", "title": "UK", "country": "United Kingdom", "currency": "GBP", "rows": rows}
    without_note = SalaryTable.model_validate(fields)
    with_note = SalaryTable.model_validate({**fields, "note": "Base pay only"})

    assert say.salary_text(without_note) == "UK:\n\n- **Junior**: base £55K.\n- **Senior**: base £100K."
    assert say.salary_text(with_note) == "UK:\n\n- **Junior**: base £55K.\n- **Senior**: base £100K.\n\nBase pay only."


HEAD = {"source": "zen", "title": "List"}
PROJECT = {
    "id": "a",
    "title": "House prices",
    "level": "beginner",
    "stack": ["Python", "Pandas"],
    "summary": "A pipeline.",
}
TOOL = {
    "id": "a",
    "title": "MLflow",
    "category": "MLOps",
    "purpose": "tracking",
    "best_for": "Small teams",
    "summary": "Keeps runs.",
}
CERTIFICATE = {"id": "a", "title": "AI-102", "issuer": "Microsoft", "level": "Intermediate", "summary": "An exam."}
SKILL = {"id": "a", "title": "Python", "learn": "typing and tests", "priority": "Essential"}


@pytest.mark.parametrize(
    ("record", "in_list", "alone"),
    [
        (
            Projects.model_validate({**HEAD, "projects": [PROJECT]}),
            "- **House prices**: beginner; Python, Pandas",
            "**House prices**: beginner; Python, Pandas; A pipeline.",
        ),
        (
            Tools.model_validate({**HEAD, "tools": [TOOL]}),
            "- **MLflow**: MLOps; tracking; best for small teams; Keeps runs",
            "**MLflow**: MLOps; tracking; best for small teams; Keeps runs.",
        ),
        (
            Tools.model_validate({**HEAD, "tools": [{**TOOL, "questions": ["what is mlflow"]}]}),
            "- **MLflow**: MLOps; tracking; best for small teams",  # the summary stands in the tool's own passage
            "**MLflow**: MLOps; tracking; best for small teams; Keeps runs.",
        ),
        (
            Certifications.model_validate({**HEAD, "certifications": [CERTIFICATE]}),
            "- **AI-102**: Microsoft; Intermediate; An exam",
            "**AI-102**: Microsoft; Intermediate; An exam.",
        ),
        (
            Skills.model_validate({**HEAD, "skills": [SKILL]}),
            "- **Python**: typing and tests; priority Essential",
            "**Python**: typing and tests; priority Essential.",
        ),
        (Skills.model_validate({**HEAD, "skills": [{"id": "a", "title": "Python"}]}), "- **Python**", "**Python**"),
    ],
)
def test_an_entry_in_its_list_and_alone(record, in_list, alone):
    assert say.list_text(record) == in_list
    assert say.entry_text(say.entries_of(record)[0]) == alone


def test_a_list_begins_with_its_summary():
    skills = [{"id": "a", "title": "Python"}, {"id": "b", "title": "SQL"}]
    record = Skills.model_validate({**HEAD, "summary": "Two skills", "skills": skills})

    assert say.list_text(record) == "Two skills.\n\n- **Python**\n- **SQL**"


def test_a_roadmap_is_no_list_of_entries():
    with pytest.raises(TypeError, match=r"^Roadmap is no list of entries$"):
        say.entries_of(roadmap({}))


def test_a_phase_alone_is_no_known_entry():
    """A phase needs its roadmap to be said; without it only the title is known."""
    assert say.entry_text(Phase(id="a", title="Python", summary="Learn it.")) == "**Python**"

"""`python -m scripts.evaluate` and `python -m scripts.calibrate` as processes, on a few questions."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from bot.confidence import CALIBRATION, Calibration
from bot.config import ROOT
from index.versions import Versions

QUESTIONS = """
floors: {floors}
answerable:
- {{id: a1, kind: pay, question: what does a junior in the UK earn at Atlia, sources: [atlia], facts: ["£55K"]}}
- {{id: a2, kind: time, question: how long does Atlia's roadmap take in weeks, sources: [atlia], facts: ["48 weeks"]}}
- {{id: a3, kind: time, question: how long does Zen's US roadmap take, sources: [zen], facts: ["12 to 18 months"]}}
- {{id: a4, kind: pay, question: is the 900 thousand pound AI job real, sources: [aiu], facts: ["£900,000"]}}
unanswerable:
- {{id: u1, kind: food, question: best pizza in naples}}
- {{id: u2, kind: food, question: how do I boil an egg}}
- {{id: u3, kind: trivia, question: who won the world cup in 1998}}
- {{id: u4, kind: trivia, question: what is the capital of Mongolia}}
"""


@pytest.fixture
def questions(tmp_path):
    def write(text: str):
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_every_figure_is_printed(run, real_index, questions):
    path = questions(QUESTIONS.format(floors="{hit@3: 0.9, mrr@10: 0.3, refused: 0.5}"))

    done = run("evaluate", "--questions", path, "--index", real_index)

    lines = [" ".join(line.split()) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert lines[0] == "mine.yaml"
    assert lines[1].startswith("tuning half 2 questions hit@1 ")
    assert lines[2].startswith("report half 2 questions hit@1 ")
    assert "hit@3 1.000" in lines[2]
    assert [line.split(" 1 questions")[0] for line in lines[3:5]] == ["pay", "time"]
    starts = [line.split("  ")[0] for line in lines]
    for name in ("passage vectors alone", "BM25 alone", "fused", "ROC AUC of the confidence", "refused, food"):
        assert any(start.startswith(name) for start in starts)
    assert not any("BELOW" in line for line in lines)


def test_a_figure_below_its_floor_is_named(run, real_index, questions):
    path = questions(QUESTIONS.format(floors="{hit@3: 0.5, mrr@10: 1.5, mrrr: 0.1}"))

    done = run("evaluate", "--questions", path, "--index", real_index, "--no-ablation")

    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert [line.split(" is ")[0] for line in lines[-2:]] == [
        "BELOW ITS FLOOR in mine.yaml: mrr@10",
        "BELOW ITS FLOOR in mine.yaml: mrrr",
    ]
    assert lines[-2].endswith(", must be 1.5")
    assert "by signal" not in done.stdout.decode()


def test_unseen_questions_are_measured_whole_with_the_confidence_as_shipped(run, real_index, questions):
    path = questions("unseen: true\n" + QUESTIONS.format(floors="{hit@3: 1.1}"))

    done = run("evaluate", "--questions", path, "--index", real_index)

    lines = [" ".join(line.split()) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 1
    assert lines[1].startswith("unseen 4 questions hit@1 ")
    assert "abstention, with the confidence as shipped" in lines
    assert "refused, food 1.000" in lines
    assert not any("half" in line for line in lines)
    assert lines[-1] == "BELOW ITS FLOOR in mine.yaml: hit@3 is 1.000, must be 1.1"


def test_a_few_questions_of_one_kind_are_no_trouble(run, real_index, questions):
    path = questions("answerable: []\nunanswerable:\n- {id: u1, kind: food, question: pizza}\n")

    evaluated = run("evaluate", "--questions", path, "--index", real_index, "--no-ablation")
    calibrated = run("calibrate", "--questions", path, "--output", path, MENTOR_INDEX=str(real_index))

    assert (evaluated.returncode, evaluated.stderr) == (0, b"")
    assert calibrated.returncode == 1
    assert calibrated.stderr.decode() == "mine.yaml: needs questions of both kinds, answerable and unanswerable\n"
    assert path.read_text().startswith("answerable")


@pytest.mark.parametrize("name", ["evaluate", "calibrate"])
def test_what_cannot_be_measured_is_exit_code_one(run, tmp_path, questions, name):
    faulty = run(name, "--questions", questions("answerable: 7\n"))
    missing = run(name, "--questions", tmp_path / "none.yaml")
    homeless = run(name, "--questions", questions(QUESTIONS.format(floors="{}")), MENTOR_INDEX=str(tmp_path / "none"))

    assert [done.returncode for done in (faulty, missing, homeless)] == [1, 1, 1]
    assert [done.stdout for done in (faulty, missing, homeless)] == [b"", b"", b""]
    assert faulty.stderr.decode().startswith("mine.yaml, answerable: ")
    assert missing.stderr.decode().startswith("none.yaml: cannot be read")
    assert homeless.stderr.decode() == f"There is no index in {tmp_path / 'none'}. Run: python -m scripts.reindex\n"


def test_programs_get_one_object_with_the_same_figures_and_the_progress_aside(run, real_index, questions):
    path = questions(QUESTIONS.format(floors="{hit@3: 1.1, refused: 0.5}"))

    people = run("evaluate", "--questions", path, "--index", real_index)
    done = run("evaluate", "--questions", path, "--index", real_index, "--json", "--progress")

    value = json.loads(done.stdout)
    (found,) = value["files"]
    assert (people.returncode, done.returncode) == (1, 1)
    assert value["version"] == Versions(real_index).pointer()
    assert 0 < value["seconds"] < 120
    assert (found["file"], found["unseen"]) == ("mine.yaml", False)
    assert found["ranking"] == {"questions": 2, "hit@1": 1.0, "hit@3": 1.0, "mrr@10": 1.0}
    assert {kind: one["questions"] for kind, one in found["kinds"].items()} == {"pay": 1, "time": 1}
    assert found["signals"]["fused"] == found["ranking"]
    assert set(found["abstention"]["refused"]) == {"food", "trivia"}
    assert found["floors"]["hit@3"] == {"value": 1.0, "floor": 1.1}
    assert value["below"] == [{"file": "mine.yaml", "figure": "hit@3", "value": 1.0, "floor": 1.1}]
    lines = people.stdout.decode().splitlines()
    golden = value["golden"]
    assert f"golden questions: {golden['found']} of {golden['asked']} find their section among the first 3" in lines
    assert [f"  not found: {one['question']}" for one in golden["missed"]] == [
        line for line in lines if "not found:" in line
    ]
    assert len(golden["missed"]) == golden["asked"] - golden["found"]
    assert all(one["sections"] and one["rank"] not in (1, 2, 3) for one in golden["missed"])
    progress = [json.loads(line) for line in done.stderr.splitlines()]
    assert [one["done"] for one in progress] == sorted({*range(10, progress[-1]["total"], 10), progress[-1]["total"]})
    assert {one["total"] for one in progress} == {progress[-1]["done"]}


def test_a_golden_question_that_does_not_find_its_section_is_named(run, garden, tmp_path, questions):
    content, index = tmp_path / "content", tmp_path / "index"
    (content / "golden").mkdir(parents=True)
    (content / "sources.yaml").write_text("- {id: g, title: The garden}\n")
    (content / "golden" / "g.yaml").write_text("- {question: when do I prune roses, sections: [roses/pruning]}\n")
    page = "---\nsource: g\n---\n# Roses\n\n## Pruning\n\nPrune roses in {}.\n"
    (content / "roses.md").write_text(page.format("March"))
    assert run("reindex", "--content", content, "--index", index).returncode == 0
    (content / "golden" / "g.yaml").write_text(
        "- {question: when do I prune roses, sections: [roses/pruning]}\n"
        "- {question: how do I prune a rose, sections: [roses/soil]}\n"
    )
    (content / "roses.md").write_text(page.format("March") + "\n## Soil\n\nClay.\n")
    path = questions("answerable: []\n")

    places = {"MENTOR_CONTENT": str(content), "MENTOR_INDEX": str(index)}
    people = run("evaluate", "--questions", path, **places)
    done = run("evaluate", "--questions", path, "--json", **places)

    assert people.stdout.decode().splitlines()[-2:] == [
        "golden questions: 1 of 2 find their section among the first 3",
        "  not found: how do I prune a rose",
    ]
    missed = {"question": "how do I prune a rose", "sections": ["roses/soil"], "rank": 0}
    assert json.loads(done.stdout)["golden"] == {"asked": 2, "found": 1, "missed": [missed]}
    assert (people.returncode, done.returncode) == (0, 0)


def test_programs_get_what_is_wrong_as_an_object_too(run, tmp_path, questions):
    faulty = run("evaluate", "--json", "--questions", questions("answerable: 7\n"))
    homeless = run("evaluate", "--json", "--index", tmp_path / "none")

    (problem,) = json.loads(faulty.stdout)["problems"]
    assert problem.startswith("mine.yaml, answerable: ")
    there_is_none = f"There is no index in {tmp_path / 'none'}. Run: python -m scripts.reindex"
    assert json.loads(homeless.stdout) == {"error": there_is_none}
    assert (faulty.returncode, homeless.returncode) == (1, 1)
    assert faulty.stderr == homeless.stderr == b""


@pytest.mark.parametrize("ablation", [False, True], ids=["fused alone", "by signal"])
def test_an_index_that_reindexes_sweep_away_meanwhile_is_measured_or_named(real_index, tmp_path, questions, ablation):
    shutil.copytree(real_index, tmp_path / "index")
    swept = Versions(tmp_path / "index").current()
    command = [sys.executable, "-m", "scripts.evaluate", "--json", "--progress", "--index", tmp_path / "index"]
    command += ["--questions", questions(QUESTIONS.format(floors="{}")), *([] if ablation else ["--no-ablation"])]

    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "MENTOR_DATA": "data"}
    ) as process:
        assert process.stderr.readline().startswith(b'{"done": 10,')
        shutil.rmtree(swept)
        output, errors = process.communicate(timeout=120)

    value = json.loads(output)
    assert b"Traceback" not in errors
    if ablation:
        said = f"Version {swept.name} was removed while it was measured: reindexes came between. Evaluate again."
        assert (process.returncode, value) == (1, {"error": said})
    else:
        assert (process.returncode, value["version"]) == (0, swept.name)
        assert value["files"][0]["ranking"]["hit@3"] == 1.0


def test_a_calibration_is_written_where_asked_and_the_shipped_one_stays(run, real_index, questions, tmp_path):
    shipped = CALIBRATION.read_bytes()
    output = tmp_path / "calibration.json"

    done = run(
        "calibrate",
        "--questions",
        questions(QUESTIONS.format(floors="{}")),
        "--output",
        output,
        MENTOR_INDEX=str(real_index),
    )

    fitted = Calibration.read(output)
    assert done.returncode == 0
    assert done.stdout.decode() == f"{output}: related from {fitted.related}, answered from {fitted.answered}\n"
    assert fitted.encoder_sha256 == json.loads(shipped)["encoder_sha256"]
    assert CALIBRATION.read_bytes() == shipped

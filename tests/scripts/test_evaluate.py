"""`python -m scripts.evaluate` and `python -m scripts.calibrate` as processes, on a few questions."""

import json

import pytest

from bot.confidence import CALIBRATION, Calibration

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

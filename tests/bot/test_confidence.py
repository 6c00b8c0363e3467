"""Evidence to a probability, and a probability to an outcome."""

import json
import math
from dataclasses import asdict, replace

import pytest

from bot.confidence import CALIBRATION, Calibration, Status
from index.evidence import NAMES, Evidence

NOTHING = Evidence(**dict.fromkeys(NAMES, 0.0))


def calibration(**weights: float) -> Calibration:
    return Calibration(
        encoder_sha256="0" * 64,
        features=NAMES,
        mean=(0.5,) * len(NAMES),
        scale=(0.5,) * len(NAMES),
        weights=tuple(weights.get(name, 0.0) for name in NAMES),
        bias=weights.get("bias", 0.0),
        related=0.4,
        answered=0.7,
    )


def test_without_weights_the_bias_alone_decides():
    assert calibration().confidence(NOTHING) == 0.5
    assert calibration(bias=math.log(3)).confidence(NOTHING) == pytest.approx(0.75)


def test_confidence_is_the_logistic_of_bias_and_parts():
    known = calibration(question=2.0, example=-1.0, bias=0.25)
    evidence = replace(NOTHING, question=0.9, example=0.8)

    parts = known.parts(evidence)

    assert tuple(parts) == NAMES
    assert parts["question"] == pytest.approx(2.0 * 0.4 / 0.5)
    assert parts["example"] == pytest.approx(-1.0 * 0.3 / 0.5)
    assert known.confidence(evidence) == pytest.approx(1 / (1 + math.exp(-(0.25 + 1.6 - 0.6))))


def test_a_question_that_moderators_wrote_is_answered_whatever_else_is_said_against_it():
    doubtful = calibration(bias=-20.0)

    assert doubtful.status(doubtful.confidence(replace(NOTHING, question=0.995))) is Status.ANSWERED
    assert doubtful.confidence(replace(NOTHING, question=0.94)) < 0.001
    assert doubtful.confidence(replace(NOTHING, question=0.98, unknown=("lagos",))) < 0.001
    assert calibration(bias=20.0).confidence(replace(NOTHING, question=0.995)) > 0.999
    assert doubtful.confidence(replace(NOTHING, question=1.0, example_of_kind=1.0)) < 0.001, "off-topic since"
    assert doubtful.confidence(replace(NOTHING, question=1.0, example_of_kind=math.nan)) == pytest.approx(0.97)


@pytest.mark.parametrize(("bias", "expected"), [(1e6, 1.0), (-1e6, 0.0)])
def test_extreme_odds_stay_probabilities(bias, expected):
    confidence = calibration(bias=bias).confidence(NOTHING)

    assert 0.0 <= confidence <= 1.0
    assert confidence == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("confidence", "status"),
    [
        (0.0, Status.NOT_COVERED),
        (0.3999, Status.NOT_COVERED),
        (0.4, Status.RELATED),
        (0.6999, Status.RELATED),
        (0.7, Status.ANSWERED),
        (1.0, Status.ANSWERED),
    ],
)
def test_thresholds_belong_to_the_outcome_above_them(confidence, status):
    assert calibration().status(confidence) is status


def test_the_three_outcomes_have_the_names_of_the_contract():
    assert [status.value for status in Status] == ["answered", "related", "not_covered"]


def test_the_calibration_that_is_shipped_can_be_used():
    shipped = Calibration.read()

    assert shipped.features == NAMES
    assert len(shipped.mean) == len(shipped.scale) == len(shipped.weights) == len(NAMES)
    assert all(scale > 0 for scale in shipped.scale)
    assert 0 < shipped.related <= shipped.answered <= 1
    assert all(map(math.isfinite, (*shipped.mean, *shipped.weights, shipped.bias)))


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps(asdict(calibration(question=1.5))), encoding="utf-8")

    assert Calibration.read(path) == calibration(question=1.5)


def test_a_calibration_for_other_evidence_is_refused(tmp_path):
    value = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps({**value, "features": value["features"][:-1]}), encoding="utf-8")

    with pytest.raises(ValueError) as caught:
        Calibration.read(path)

    assert str(caught.value) == "calibration.json was fitted for other evidence. Run: python -m scripts.calibrate"

"""How sure the mentor may be: evidence → the probability that the passages answer the question. Pure."""

import json
import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.evidence import NAMES, Evidence

# Cosine of two questions that are the same but for a mark or a letter. Of 400 that no guide answers, the nearest to any
# that moderators wrote has 0.89.
_SAME = 0.95
_TAUGHT = 0.97  # moderators wrote the question for a section: there is nothing to weigh up
CALIBRATION = Path(__file__).with_name("calibration.json")


class Status(StrEnum):
    """The three outcomes of a question."""

    ANSWERED = "answered"
    RELATED = "related"  # the closest there is; it may not answer, and is shown as such
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the evidence, fitted on labelled questions by `scripts.calibrate`."""

    encoder_sha256: str  # of the weights that it was fitted with; other encoders have other cosines
    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    related: float  # probability from which passages are shown at all
    answered: float  # probability from which they are shown as an answer

    @classmethod
    def read(cls, path: Path = CALIBRATION) -> "Calibration":
        """Read a calibration; raises ValueError when it was fitted for other evidence."""
        value = json.loads(path.read_text(encoding="utf-8"))
        if tuple(value["features"]) != NAMES:
            raise ValueError(f"{path.name} was fitted for other evidence. Run: python -m scripts.calibrate")
        lists = {name: tuple(value[name]) for name in ("features", "mean", "scale", "weights")}
        return cls(**{**value, **lists})

    def parts(self, evidence: Evidence) -> dict[str, float]:
        """Return what each number adds to or takes from the log-odds: the explanation of a confidence."""
        rows = zip(self.features, evidence.numbers(), self.mean, self.scale, self.weights, strict=True)
        # What is not known speaks neither for nor against.
        return {
            name: 0.0 if math.isnan(value) else weight * (value - mean) / scale
            for name, value, mean, scale, weight in rows
        }

    def confidence(self, evidence: Evidence) -> float:
        """Return the probability, 0 to 1, that the knowledge base answers the question."""
        odds = self.bias + sum(self.parts(evidence).values())
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
        # An off-topic question that moderators listed since is as near; NaN where none is listed.
        off_topic = evidence.example_of_kind >= evidence.question
        taught = evidence.question >= _SAME and not evidence.unknown and not off_topic
        return max(chance, _TAUGHT) if taught else chance

    def status(self, confidence: float) -> Status:
        """Return the outcome that a confidence stands for."""
        if confidence >= self.answered:
            return Status.ANSWERED
        return Status.RELATED if confidence >= self.related else Status.NOT_COVERED

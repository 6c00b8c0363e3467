"""Why the passages were not enough, told to moderators."""

from dataclasses import replace

import pytest

from bot.moderation.why import why
from index.evidence import NAMES


@pytest.fixture(scope="module")
def answer(mentor):
    return mentor.ask("what does a junior earn in the UK?")


@pytest.mark.parametrize("name", NAMES)
def test_each_number_of_the_evidence_can_be_what_spoke_against_a_question(answer, name):
    said = why(replace(answer, confidence=0.2, parts={**dict.fromkeys(NAMES, 0.0), name: -2.0}), [])

    first, against = said.split(" Against it: ")
    assert first == "Sure to 20%."
    assert len(against.split()) >= 4


def test_what_weighs_little_or_speaks_for_it_is_not_told(answer):
    parts = dict.fromkeys(NAMES, 0.3) | {"held": -0.1}

    assert why(replace(answer, confidence=0.9, parts=parts), ["Helsinki"]) == "Sure to 90%. In no guide: Helsinki."

"""What speaks for and against an answer."""

import math
from dataclasses import fields

import pytest

from index.evidence import NAMES, Evidence


def test_numbers_stand_in_the_order_of_their_names(retriever):
    evidence = retriever.search("how do I feed a starter").evidence

    assert tuple(field.name for field in fields(Evidence))[:-1] == NAMES
    assert evidence.numbers() == tuple(getattr(evidence, name) for name in NAMES)
    assert all(isinstance(number, float) for number in evidence.numbers())


def test_an_identical_question_and_an_identical_example_have_cosine_one(retriever):
    assert retriever.search("How hot must the oven be for a loaf?").evidence.question == pytest.approx(1, abs=1e-5)
    assert retriever.search("What is the capital of France?").evidence.example == pytest.approx(1, abs=1e-5)


def test_what_the_guides_cover_has_better_evidence_than_what_they_do_not(retriever):
    covered = retriever.search("how long must I knead the dough").evidence
    assert covered.unknown == ("long",)
    foreign = retriever.search("who won the football championship in Brazil").evidence

    assert covered.sentence > foreign.sentence + 0.3
    assert covered.passage > foreign.passage + 0.3
    assert covered.agreement > foreign.agreement
    assert covered.held > foreign.held == 0
    assert covered.known > foreign.known == 0
    assert foreign.unknown == ("won", "footbal", "championship", "brazil")


def test_shares_count_words_by_their_rarity(retriever):
    evidence = retriever.search("dough championship").evidence
    dough, missing = retriever.lexical.idf("dough"), retriever.lexical.idf("championship")

    assert missing > dough
    assert evidence.known == pytest.approx(dough / (dough + missing))


def test_length_counts_words_that_carry_meaning_once(retriever):
    assert retriever.search("how do I bake, bake and bake a loaf").evidence.length == pytest.approx(math.log(3))
    assert retriever.search("what is it").evidence.length == 0


@pytest.mark.parametrize(
    ("question", "share"), [("wholemeal flour", 0), ("wholemael flour", 0.5), ("flouur flourr", 1)]
)
def test_mended_is_the_share_of_misspelt_words(retriever, question, share):
    assert retriever.search(question).evidence.mended == share


def test_without_examples_nothing_is_known_of_them(bread, build_into, encoder):
    from index.data import Data
    from index.retrieve import Retriever

    folder, _ = build_into("none", bread({"out_of_scope.yaml": None}))

    found = Retriever(Data(folder), encoder).search("What is the capital of France?").evidence
    assert [math.isnan(value) for value in (found.example, found.example_of_kind, found.scope)] == [True, True, True]


def test_the_lead_is_how_far_the_best_is_above_the_last_of_few(retriever):
    found = retriever.search("how long must I knead the dough", top=7)

    assert found.evidence.lead == pytest.approx(found.hits[0].score - found.hits[-1].score, abs=1e-6)


def test_the_few_nearest_are_averaged(retriever):
    found = retriever.search("How hot must the oven be for a loaf?")
    vector = retriever.encoder.encode_questions(["How hot must the oven be for a loaf?"])[0]

    nearest = sorted(retriever.data.arrays.questions @ vector)[-5:]
    assert found.evidence.asked == pytest.approx(sum(nearest) / len(nearest), abs=1e-5)
    assert found.evidence.asked <= found.evidence.question


def test_a_question_for_the_guides_leans_to_them_and_an_example_away(retriever):
    inside = retriever.search("How hot must the oven be for a loaf?").evidence
    outside = retriever.search("What is the capital of France?").evidence

    assert inside.scope > 0 > outside.scope

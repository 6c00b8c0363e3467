"""The measures, on cases that can be reckoned by hand."""

import numpy as np
import pytest

from bot.confidence import Calibration
from bot.measuring.evaluation import (
    MISSING,
    SIGNALS,
    Ranking,
    abstention,
    by_kind,
    by_signal,
    evidence,
    halves,
    ranks,
    roc_auc,
)
from index.retrieve import Retriever
from knowledge.labelled import Answerable, Labelled


def asked(name: str, question: str, source: str, *facts: str, kind: str = "formal", context: tuple = ()) -> Answerable:
    return Answerable.model_validate(
        {"id": name, "kind": kind, "question": question, "sources": [source], "facts": list(facts), "context": context}
    )


PRUNING = asked("q1", "when do I prune roses", "roses", "March")
SUN = asked("q2", "how much sun do tomatoes need", "tomato", "six hours", kind="slang")
ABSENT = asked("q3", "when do I prune roses", "roses", "October")
LABELLED = Labelled.model_validate(
    {
        "answerable": [PRUNING.model_dump(), SUN.model_dump()],
        "unanswerable": [
            {"id": "q8", "kind": "chat", "question": "hello there"},
            {"id": "q9", "kind": "trivia", "question": "who won the cup in 1998"},
        ],
    }
)


def test_a_ranking_sums_up_ranks():
    ranking = Ranking.of([1, 2, 4, MISSING, 10])

    assert ranking.questions == 5
    assert ranking.hit1 == 0.2
    assert ranking.hit3 == 0.4
    assert ranking.mrr == pytest.approx((1 + 1 / 2 + 1 / 4 + 0 + 1 / 10) / 5)


def test_a_ranking_of_nothing_is_zero():
    assert Ranking.of([]) == Ranking(0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.4], [0.6, 0.1], 0.75),
        ([0.9, 0.6], [0.6, 0.1], 0.875),
    ],
)
def test_the_area_is_how_often_a_positive_is_above_a_negative(positive, negative, area):
    assert roc_auc(np.array(positive), np.array(negative)) == area


def test_halves_take_turns_and_lose_nothing():
    labelled = Labelled.model_validate(
        {"answerable": [{**PRUNING.model_dump(), "id": f"q{number}"} for number in range(5)], "floors": {"hit@1": 0.5}}
    )

    even, odd = halves(labelled)

    assert [question.id for question in even.answerable] == ["q0", "q2", "q4"]
    assert [question.id for question in odd.answerable] == ["q1", "q3"]
    assert even.floors == odd.floors == {"hit@1": 0.5}


def test_rankings_by_kind():
    assert by_kind([PRUNING, SUN, ABSENT], [1, 2, MISSING]) == {
        "formal": Ranking.of([1, MISSING]),
        "slang": Ranking.of([2]),
    }


def test_the_rank_is_the_place_of_the_first_right_passage(garden_mentor):
    wrong_first = asked("q4", "when do I prune roses", "tomato", "six hours")

    assert list(ranks(garden_mentor.retriever, [PRUNING, SUN, ABSENT, wrong_first])) == [1, 1, MISSING, 2]


def test_context_counts_when_ranking(garden_mentor):
    follow_up = asked("q5", "and how much sun?", "tomato", "six hours", context=("do you grow tomatoes",))

    assert list(ranks(garden_mentor.retriever, [follow_up])) == [1]


def test_evidence_comes_with_its_labels_in_order(garden_mentor):
    found, answerable = evidence(garden_mentor.retriever, LABELLED)

    assert answerable.tolist() == [True, True, False, False]
    assert found[0] == garden_mentor.retriever.search(PRUNING.question).evidence
    assert found[3] == garden_mentor.retriever.search("who won the cup in 1998").evidence


@pytest.mark.parametrize(("related", "kept", "recall"), [(0.0, 1.0, 0.0), (1.1, 0.0, 1.0)])
def test_abstention_where_all_or_nothing_is_refused(garden_mentor, related, kept, recall):
    shipped = Calibration.read()
    calibration = Calibration(
        **{name: getattr(shipped, name) for name in Calibration.__slots__} | {"related": related, "answered": 1.2}
    )

    result = abstention(garden_mentor.retriever, calibration, LABELLED)

    assert (result.kept, result.recall) == (kept, recall)
    assert result.refused == {"chat": recall, "trivia": recall}
    assert result.precision == (0.5 if related else 1.0)
    assert result.auc == 1.0


def test_every_signal_is_measured_alone_and_the_whole_without_it(garden_mentor):
    data, encoder = garden_mentor.retriever.data, garden_mentor.retriever.encoder

    measured = dict(by_signal(lambda weights: Retriever(data, encoder, weights), [PRUNING, SUN]))

    assert list(measured) == list(SIGNALS)
    assert measured["fused"] == Ranking.of([1, 1])
    assert measured["BM25 alone"] == Ranking.of([1, 1])

"""What is measured, on cases that can be reckoned by hand; and that remembering changes no figure."""

import pytest

from bot.measuring.evaluation import Abstention, Ranking
from bot.measuring.figures import Below, Figures, Unfound, figures_of, searches, unfound
from bot.measuring.remembering import Remembering
from knowledge.labelled import Labelled
from knowledge.records import GoldenQuestion

GOLDEN = (
    GoldenQuestion(question="when do I prune roses", sections=("roses/pruning",)),
    GoldenQuestion(question="how much sun do tomatoes need", sections=("roses/pruning", "roses")),
    GoldenQuestion(question="who won the cup", sections=("roses/none",)),
)
ABSTENTION = Abstention(auc=0.9, kept=0.8, refused={"food": 0.5, "sport": 1.0}, precision=0.7, recall=0.6)


def labelled(unseen):
    """Return six questions to answer and four to turn down, one of each twice."""
    answers = [("when do I prune roses", "roses", "March"), ("how much sun do tomatoes need", "tomato", "six hours")]
    return Labelled.model_validate(
        {
            "unseen": unseen,
            "in_scope": ["roses", "sun"],
            "answerable": [
                {"id": f"a{number}", "kind": "formal", "question": question, "sources": [source], "facts": [fact]}
                for number, (question, source, fact) in enumerate(answers * 3)
            ],
            "unanswerable": [
                {"id": f"u{number}", "kind": "food", "question": question}
                for number, question in enumerate(("best pizza", "boil an egg", "best pizza", "a soup"))
            ],
        }
    )


@pytest.fixture
def remembering(garden_mentor):
    """Return a retriever that remembers, and the list that it adds to at each search."""
    searched = []
    data, encoder = garden_mentor.retriever.data, garden_mentor.retriever.encoder
    return Remembering(data, encoder, searched=lambda: searched.append(1)), searched


@pytest.mark.parametrize("top", [1, 3, 10])
def test_what_is_remembered_is_what_would_be_found(garden_mentor, remembering, top):
    retriever, searched = remembering
    for question, context in (("and how much sun?", ("do you grow tomatoes",)), ("when do I prune roses", ())):
        for _ in range(2):
            found = retriever.search(question, context=context, top=top)
            assert found == garden_mentor.retriever.search(question, context=context, top=top)

    assert len(searched) == 2


def test_context_and_source_make_another_search(remembering):
    retriever, searched = remembering

    retriever.search("sun")
    retriever.search("sun", context=("roses",))
    assert [hit.passage.source for hit in retriever.search("sun", source="roses").hits] == ["roses"]

    assert len(searched) == 3


@pytest.mark.parametrize("unseen", [False, True])
@pytest.mark.parametrize("ablation", [False, True])
def test_as_many_searches_are_foretold_as_are_made(remembering, unseen, ablation):
    retriever, searched = remembering
    given = labelled(unseen)

    figures_of("f", retriever, given, GOLDEN, ablation=ablation, searched=lambda: searched.append(1))
    unfound(retriever, GOLDEN)

    assert len(searched) == searches([given], GOLDEN, ablation=ablation)


def test_a_file_is_measured_half_by_half_or_whole(remembering):
    retriever, _ = remembering

    tuned = figures_of("f", retriever, labelled(False), GOLDEN, ablation=False, searched=lambda: None)
    whole = figures_of("f", retriever, labelled(True), GOLDEN, ablation=True, searched=lambda: None)

    assert (tuned.ranking.questions, tuned.tuning, tuned.signals) == (3, Ranking.of([1, 1, 1]), {})
    assert (whole.ranking, whole.tuning, whole.signals) == (Ranking.of([1] * 6), None, {})


def test_golden_questions_that_do_not_find_their_section_are_returned_with_their_rank(remembering):
    assert unfound(remembering[0], GOLDEN) == [Unfound("who won the cup", ("roses/none",), 0)]


def test_figures_below_their_floor_are_returned_and_a_figure_that_is_not_there_is_nought():
    floors = {"hit@1": 0.5, "hit@3": 0.75, "refused": 0.6, "refused, lowest kind": 0.6, "mrr": 0.1, "precision": 0.7}
    found = Figures("f", True, Ranking.of([1, 2, 0, 0]), {}, abstention=ABSTENTION, floors=floors)

    assert found.below() == [
        Below("f", "hit@1", 0.25, 0.5),
        Below("f", "hit@3", 0.5, 0.75),
        Below("f", "refused, lowest kind", 0.5, 0.6),
        Below("f", "mrr", 0.0, 0.1),
    ]


def test_the_mean_of_two_halves_counts_a_kind_where_there_is_one_of_it():
    other = Abstention(auc=0.7, kept=0.6, refused={"food": 1.0}, precision=0.9, recall=0.8)

    mean = Abstention.mean([ABSTENTION, other])

    assert (mean.auc, mean.kept, mean.precision, mean.recall) == pytest.approx((0.8, 0.7, 0.8, 0.7))
    assert mean.refused == {"food": 0.75, "sport": 1.0}

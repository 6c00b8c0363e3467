"""Labelled questions: when a passage answers one, and what a faulty file says."""

import pytest

from bot.config import QUESTIONS
from knowledge.errors import ContentError
from knowledge.labelled import LONGEST, Answerable, read_labelled


def asked(facts: object, *sources: str) -> Answerable:
    return Answerable.model_validate(
        {"id": "q1", "kind": "formal", "question": "How long?", "sources": sources or ("zen",), "facts": facts}
    )


def test_every_fact_must_stand_in_the_passage():
    question = asked(["twelve weeks", "Python"])

    assert question.answered_by("zen", "Learn PYTHON for\n  twelve   weeks.")
    assert not question.answered_by("zen", "Learn Python.")


def test_a_passage_of_another_source_answers_nothing():
    assert not asked(["Python"]).answered_by("aiu", "Python")


def test_facts_can_differ_by_source():
    question = asked({"zen": ["12 months"], "aiu": ["8 months"]}, "zen", "aiu", "atlia")

    assert question.answered_by("zen", "It takes 12 months.")
    assert question.answered_by("aiu", "It takes 8 months.")
    assert not question.answered_by("aiu", "It takes 12 months.")
    assert not question.answered_by("atlia", "It takes 12 months.")


def test_either_of_two_spellings_is_enough():
    question = asked(["20 to 30|20-30", "London"])

    assert question.answered_by("zen", "In London 20 to 30% more.")
    assert question.answered_by("zen", "In London 20-30% more.")
    assert not question.answered_by("zen", "In London 20% more.")


@pytest.mark.parametrize("dash", "-‐‑‒–—−")
def test_one_dash_is_as_good_as_another(dash):
    assert asked(["55K-70K"]).answered_by("zen", f"from 55K{dash}70K a year")
    assert asked([f"55K{dash}70K"]).answered_by("zen", "from 55K-70K a year")


@pytest.mark.parametrize("text", ["£55K–£70K", "55K–70K", "**£55K**–£70K", "£55K-70K"])
def test_currency_signs_and_emphasis_do_not_matter(text):
    assert asked(["£55K-£70K"]).answered_by("zen", text)
    assert asked(["55k-70k"]).answered_by("zen", text)


def test_one_apostrophe_is_as_good_as_another():
    assert asked(["Bayes' theorem"]).answered_by("zen", "Bayes’ Theorem")


def test_what_stands_below_the_first_screen_does_not_count():
    assert asked(["Python"]).answered_by("zen", "x" * (LONGEST - 6) + "Python")
    assert not asked(["Python"]).answered_by("zen", "x" * (LONGEST - 5) + "Python")
    assert LONGEST == 1200


def test_a_file_is_read(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "floors: {hit@1: 0.5}\n"
        "answerable:\n- {id: q1, kind: formal, question: How long, context: [Hm], sources: [zen], facts: [12]}\n"
        "unanswerable:\n- {id: q2, kind: chat, question: Hi}\n".replace("[12]", '["12"]'),
        encoding="utf-8",
    )

    labelled = read_labelled(path)

    assert labelled.floors == {"hit@1": 0.5}
    assert labelled.answerable[0].context == ("Hm",)
    assert labelled.answerable[0].facts == {"": ("12",)}
    assert labelled.unanswerable[0].question == "Hi"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "mine.yaml, line 1: not valid YAML"),
        ("- a\n", "mine.yaml: must be fields with values (floors, unseen, answerable, in_scope, unanswerable), but is"),
        ("unanswerable: []\n", "mine.yaml, answerable: "),
        ("answerable:\n- {id: q1, kind: a, question: b, sources: [], facts: [c]}\n", "mine.yaml, answerable entry 1"),
        ("answerable: []\nfloor: {}\n", "mine.yaml, floor: "),
    ],
)
def test_a_faulty_file_is_named(tmp_path, text, said):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_labelled(path)

    assert str(caught.value).startswith(said)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError) as caught:
        read_labelled(tmp_path / "none.yaml")

    assert str(caught.value).startswith("none.yaml: cannot be read")


def test_the_questions_for_development_load_and_have_distinct_ids():
    labelled = read_labelled(QUESTIONS)

    names = [question.id for question in (*labelled.answerable, *labelled.unanswerable)]
    assert len(labelled.answerable) > 100
    assert len(labelled.unanswerable) > 50
    assert len(set(names)) == len(names)

"""Skills, projects, certificates and guides: filtered records, each with its guide."""

import pytest

from bot.card import Row, Text
from bot.refused import Refused
from knowledge.records import Certifications, Projects, Skills


def words(card):
    return "\n".join(block.markdown for block in card.blocks if isinstance(block, Text))


def pages(facts, card):
    """Return a card and all that its button "more" leads to."""
    found = [card]
    while rows := [block for block in found[-1].blocks if isinstance(block, Row)]:
        found.append(facts.act(rows[0].buttons[0].action))
    return found


def test_every_skill_project_and_certificate_is_on_some_page_under_its_guide(content, facts):
    for kind, field, card in (
        (Skills, "skills", facts.skills()),
        (Projects, "projects", facts.projects()),
        (Certifications, "certifications", facts.certifications()),
    ):
        said = "\n".join(words(page) for page in pages(facts, card))
        titles = [entry.title for record in content.records_of(kind) for entry in getattr(record, field)]
        assert [title for title in titles if f"- **{title}**" not in said] == []


def test_each_page_names_the_guide_above_its_first_line(facts):
    found = pages(facts, facts.projects())

    assert len(found) == 2
    assert words(found[1]).startswith("## Projects (2 of 2)\n**")


def test_skills_are_filtered_by_any_word_for_them(facts):
    said = words(facts.skills("sklearn"))

    assert "Scikit-learn" in said or "scikit-learn" in said
    assert "**AIU.ac**" in said and "**Career path guide**" in said
    assert "Step-by-step" not in said
    assert "priority Medium–High" in words(facts.skills("GenAI"))


def test_projects_are_filtered_by_level_and_skill(facts):
    said = words(facts.projects("novice", "pandas"))

    assert said.startswith("## Beginner projects with pandas")
    assert "House Price Prediction Pipeline" in said
    assert "Sales Forecasting System" in said  # beginner to intermediate
    assert "Text Sentiment Classifier" not in said
    assert "Multi-model AI System" in words(facts.projects("advanced"))
    assert "Multi-model AI System" not in words(facts.projects("intermediate"))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda facts: facts.skills("juggling"), "No guide lists a skill like “juggling”; /skills shows them all."),
        (
            lambda facts: facts.projects("expert"),
            "No project has the level “expert”; beginner, beginner–intermediate, intermediate, advanced.",
        ),
        (
            lambda facts: facts.projects("advanced", "juggling"),
            "The guides have no advanced project with “juggling”; /projects shows them all.",
        ),
        (lambda facts: facts.act("facts-x:1"), "I no longer know this button; please use the command again."),
    ],
)
def test_what_is_not_there_is_said(facts, call, said):
    with pytest.raises(Refused) as refused:
        call(facts)
    assert str(refused.value) == said


def test_what_separates_the_arguments_of_a_button_is_taken_out_of_a_filter(facts):
    with pytest.raises(Refused, match="No guide lists a skill like “a b a b"):
        facts.skills("a:b " * 100)
    with pytest.raises(Refused, match="with “x y z”"):
        facts.projects("advanced", "x:`y`{}:z")


def test_every_guide_is_named(content, facts):
    said = words(facts.sources())

    assert [source.id for source in content.sources if f"`{source.id}` · " not in said] == []
    assert "Marcus Reid, Atlia Learning" in said


def test_what_is_offered_comes_from_the_content(facts):
    assert facts.areas_matching("linear") == ("Linear Algebra Basics",)
    assert facts.project_levels_matching("beg") == ("beginner", "beginner–intermediate")
    assert facts.project_skills_matching("fast") == ("FastAPI",)
    assert len(facts.project_skills_matching("")) == 25

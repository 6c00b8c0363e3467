"""Skills, projects, certificates and guides: filtered records, each with its guide."""

import pytest

from bot.card import Select, Text
from bot.facts.list_card import Listing, list_card
from bot.facts.lists import Item
from bot.facts.service import ANEW
from bot.refused import Refused
from knowledge.records import Certifications, Projects, Skills


def words(card):
    return "\n".join(block.markdown for block in card.blocks if isinstance(block, Text))


def select(card):
    return next(block for block in card.blocks if isinstance(block, Select))


def test_every_skill_project_and_certificate_has_a_line_and_all_of_it_can_be_opened(content, facts):
    for kind, field, card in (
        (Skills, "skills", facts.skills()),
        (Projects, "projects", facts.projects()),
        (Certifications, "certifications", facts.certifications()),
    ):
        lines = [line.removeprefix("- ").split(" · ")[0] for line in words(card).split("\n")]
        entries = [entry for record in content.records_of(kind) for entry in getattr(record, field)]
        assert [entry.title for entry in entries if entry.title not in lines] == []

        opened = {
            option.value: words(facts.act(select(card).action, [option.value])) for option in select(card).options
        }
        for record in content.records_of(kind):
            for entry in getattr(record, field):
                said = opened[f"{record.source}/{entry.id}"]
                about = getattr(entry, "learn", None) or getattr(entry, "summary", None) or ""
                assert said.startswith(f"**{entry.title}**\n-# ")
                assert about[1:] in said
                assert [part for part in getattr(entry, "stack", ()) if part not in said] == []


def test_a_list_has_no_wall_of_text(facts):
    for card in (facts.skills(), facts.projects(), facts.certifications()):
        assert len(words(card)) < 1_000
        assert max(map(len, words(card).split("\n"))) < 70


def test_a_long_list_has_pages_alike_each_under_its_guide():
    items = [Item(f"a/{number}", "Ann", f"Skill {number}", group="") for number in range(60)]
    listing = Listing("## All", "facts-skills:{}:", "/skills", "/skills ", "Look")

    found = [list_card(listing, items, page) for page in (0, 2, 99)]

    assert [words(card).split("\n")[:2] for card in found] == [
        ["## All (1 of 3)", "**Ann**"],
        ["## All (2 of 3)", "**Ann**"],
        ["## All (3 of 3)", "**Ann**"],
    ]
    assert [[option.label for option in select(card).options][-1] for card in found] == [
        "Skill 19",
        "Skill 39",
        "Skill 59",
    ]
    assert [[button.action for button in card.blocks[-1].buttons] for card in found] == [
        ["facts-skills:2:"],
        ["facts-skills:1:", "facts-skills:3:"],
        ["facts-skills:2:"],
    ]


def test_skills_are_filtered_by_any_word_for_them(facts):
    said = words(facts.skills("sklearn"))

    assert "Scikit-learn" in said or "scikit-learn" in said
    assert "-# AIU.ac" in said and "-# Career path guide" in said
    assert "Step-by-step" not in said
    assert "medium–high priority" in words(facts.skills("GenAI"))


def test_projects_are_filtered_by_level_and_skill(facts):
    said = words(facts.projects("novice", "pandas"))

    assert said.startswith("## Beginner projects with pandas")
    assert "House Price Prediction Pipeline" in said
    assert "Sales Forecasting System" in said  # beginner to intermediate
    assert "Text Sentiment Classifier" not in said
    assert "Multi-model AI System" in words(facts.projects("advanced"))
    assert "Multi-model AI System" not in words(facts.projects("intermediate"))


def test_projects_stand_by_level_the_easier_first(facts):
    heads = [block.markdown.split("\n")[0] for block in facts.projects().blocks[1:] if isinstance(block, Text)]

    assert heads == [
        "**Beginner · Atlia Learning**",
        "**Beginner · AIU.ac**",
        "**Beginner–intermediate · Atlia Learning**",
        "**Intermediate · Atlia Learning**",
        "**Intermediate · AIU.ac**",
        "**Advanced · AIU.ac**",
        "**Level not given · Zen van Riel**",
    ]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda facts: facts.skills("juggling"),
            "No guide lists a skill like “juggling”. They list Python (Advanced), Machine Learning, Deep Learning / "
            "PyTorch, Generative AI / LLMs, SQL & Data Engineering, Cloud (AWS / Azure / GCP) and 17 more.",
        ),
        (
            lambda facts: facts.projects("expert"),
            "No project has the level “expert”; beginner, beginner–intermediate, intermediate, advanced.",
        ),
        (
            lambda facts: facts.projects("advanced", "juggling"),
            "No advanced project uses “juggling”. There is Multi-model AI System, MLOps Pipeline, Custom AI Tool.",
        ),
        (
            lambda facts: facts.projects("beginner", "juggling"),
            "No beginner project uses “juggling”. What they use most: Python, scikit-learn, Pandas, ",
        ),
        (
            lambda facts: facts.projects("advanced", "pandas"),
            "No advanced project uses “pandas”. There is one on: beginner, beginner–intermediate.",
        ),
        (
            lambda facts: facts.certifications("juggling"),
            "No guide names a certificate like “juggling”. They name AWS Certified ML — Specialty, ",
        ),
        (lambda facts: facts.act("facts-one:skills", ["atlia/gone"]), ANEW),
        (lambda facts: facts.act("facts-one:x", ["atlia/python"]), ANEW),
        (lambda facts: facts.act("facts-one:skills"), ANEW),
        (lambda facts: facts.act("facts-x:1"), "I no longer know this button; please use the command again."),
    ],
)
def test_what_is_not_there_is_said(facts, call, said):
    with pytest.raises(Refused) as refused:
        call(facts)
    assert str(refused.value).startswith(said)


def test_what_separates_the_arguments_of_a_button_is_taken_out_of_a_filter(facts):
    with pytest.raises(Refused, match="No guide lists a skill like “a b a b"):
        facts.skills("a:b " * 100)
    with pytest.raises(Refused, match="uses “x y z”"):
        facts.projects("advanced", "x:`y`{}:z")


def test_every_guide_is_named(content, facts):
    said = words(facts.sources())

    assert [source.id for source in content.sources if f"· `{source.id}`" not in said] == []
    assert "Marcus Reid, Atlia Learning" in said


def test_what_is_offered_comes_from_the_content(facts):
    assert facts.areas_matching("linear") == ("Linear Algebra Basics",)
    assert facts.project_levels_matching("beg") == ("beginner", "beginner–intermediate")
    assert facts.project_skills_matching("fast") == ("FastAPI",)
    assert len(facts.project_skills_matching("")) == 25

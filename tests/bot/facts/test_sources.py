"""The guides as a card, the same in Discord and in the terminal."""

from bot.card import Text
from bot.facts.sources import sources_card
from bot.fit import fitted, units
from knowledge.load import Knowledge
from knowledge.records import Source
from knowledge.section import Section


def texts(card):
    return [block.markdown for block in card.blocks if isinstance(block, Text)]


def test_the_guides_stand_with_who_wrote_them_how_much_is_known_and_where_they_are():
    sources = (
        Source(id="a", title="Pay *now*", author="Ann Author", publisher="Press", url="https://a.example/x"),
        Source(id="b", title="Work"),
    )
    sections = tuple(Section(f"a/{number}", "a.md", "a", "A", (), "Text.") for number in range(12))

    assert texts(sources_card(Knowledge(sections, sources), 0)) == [
        "### What I quote from",
        "**Pay \\*now\\***\n-# `a` · Ann Author, Press · 12 sections · <https://a.example/x>",
        "**Work**\n-# `b` · author not named · 0 sections",
    ]


def test_the_guides_that_have_a_roadmap_are_counted(content):
    assert texts(sources_card(content, 0))[-1] == "-# 5 of them with a roadmap: `/roadmap list`"


def test_content_without_named_guides_says_so():
    assert texts(sources_card(Knowledge(()), 0)) == ["The content that I answer from has no named guides."]


def test_a_hundred_guides_are_still_one_message():
    sources = tuple(Source(id=f"s{number}", title="T" * 100) for number in range(100))
    card = fitted(sources_card(Knowledge((), sources), 0))

    assert len(card.blocks) <= 39
    assert sum(units(text) for text in texts(card)) <= 4_000

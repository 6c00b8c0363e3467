"""The guides as a card, the same in Discord and in the terminal."""

from bot.card import Text
from bot.facts.sources import sources_card
from bot.fit import fitted, units
from knowledge.records import Source


def texts(card):
    return [block.markdown for block in card.blocks if isinstance(block, Text)]


def test_the_guides_stand_with_what_they_are_about_who_wrote_them_and_where_they_are():
    sources = (
        Source(
            id="a",
            title="Pay *now*",
            author="Ann Author",
            publisher="Press",
            url="https://a.example/x",
            about="Pay in *ten* countries.",
        ),
        Source(id="b", title="Work"),
    )

    assert texts(sources_card(sources)) == [
        "### What I quote from",
        "**Pay \\*now\\***\nPay in \\*ten\\* countries.\n-# by Ann Author, Press · `a` · <https://a.example/x>",
        "**Work**\n-# author not named · `b`",
        "-# To ask one of them alone, name it in `/ask`.",
    ]


def test_every_guide_says_what_it_is_about(content):
    assert [source.id for source in content.sources if not source.about] == []


def test_content_without_named_guides_says_so():
    assert texts(sources_card(())) == ["The content that I answer from has no named guides."]


def test_a_hundred_guides_are_still_one_message():
    card = fitted(sources_card([Source(id=f"s{number}", title="T" * 100) for number in range(100)]))

    assert len(card.blocks) <= 39
    assert sum(units(text) for text in texts(card)) <= 4_000

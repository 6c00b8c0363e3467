"""The help and the guides as cards."""

from bot.answer_card import EXAMPLES, GREEN
from bot.card import Button, Row, Style, Text
from bot.confidence import Status
from bot.fit import LABEL, fitted, units
from bot.help_card import help_card, sources_card
from knowledge.records import Source


def texts(card):
    return [block.markdown for block in card.blocks if isinstance(block, Text)]


def test_the_help_lists_what_can_be_typed_and_has_examples_to_tap():
    card = help_card({"/ask": "Ask about *pay*", "/mentor open | close": "For moderators"}, ("What is pay?", "Why?"))

    assert texts(card)[0] == "### I quote guides to becoming an AI engineer"
    assert texts(card)[2] == "**/ask** Ask about \\*pay\\*\n**/mentor open | close** For moderators"
    assert [block.buttons for block in card.blocks if isinstance(block, Row)] == [
        (Button("What is pay?", "suggestion:help-1", Style.PRIMARY),),
        (Button("Why?", "suggestion:help-2", Style.PRIMARY),),
    ]
    assert card.colour == GREEN


def test_the_help_fits_as_it_is():
    card = help_card({f"/command-{number}": "d" * 100 for number in range(20)}, EXAMPLES)

    assert fitted(card) == card


def test_every_example_fits_on_a_button_uncut_and_is_answered(mentor):
    for text in EXAMPLES:
        assert units(text) <= LABEL
        assert mentor.ask(text).status is Status.ANSWERED


def test_the_guides_stand_with_who_wrote_them_how_much_is_known_and_where_they_are():
    sources = (
        Source(id="a", title="Pay *now*", author="Ann Author", publisher="Press", url="https://a.example/x"),
        Source(id="b", title="Work"),
    )

    card = sources_card(sources, {"a": 12})

    assert texts(card) == [
        "### What I quote from",
        "**Pay \\*now\\***\n-# `a` · Ann Author, Press · 12 sections · <https://a.example/x>",
        "**Work**\n-# `b` · author not named · 0 sections",
        "-# Ask one of them: `/ask source:`",
    ]


def test_content_without_named_guides_says_so():
    assert texts(sources_card((), {})) == ["The content that I answer from has no named guides."]


def test_a_hundred_guides_are_still_one_message():
    card = fitted(sources_card([Source(id=f"s{number}", title="T" * 100) for number in range(100)], {}))

    assert len(card.blocks) <= 39
    assert sum(units(text) for text in texts(card)) <= 4_000

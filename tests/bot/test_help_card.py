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
    card = help_card({"/ask": "Ask about *pay*", "/plan": "Your dates"}, ("What is pay?", "Why?"))

    assert texts(card)[0].startswith("### Ask me about becoming an AI engineer\n")
    assert [isinstance(block, Row) for block in card.blocks] == [False, True, True, False, False]
    assert texts(card)[-1] == "**/ask** Ask about \\*pay\\*\n**/plan** Your dates"
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

    card = sources_card(sources)

    assert texts(card) == [
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

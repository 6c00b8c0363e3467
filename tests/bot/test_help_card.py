"""The help as a card."""

from bot.answer_card import GREEN
from bot.card import Button, Row, Style, Text
from bot.confidence import Status
from bot.examples import EXAMPLES, examples
from bot.fit import LABEL, fitted, units
from bot.help_card import help_card


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


def test_examples_are_offered_as_far_as_they_are_answered(mentor, garden_mentor):
    assert examples(mentor, ()) == EXAMPLES
    assert examples(mentor, (), 3) == EXAMPLES[:3]
    others = ("how much pay in germany", "When do I prune roses?", "When do I prune roses? " * 9, "how much sun a day")

    assert examples(garden_mentor, others) == ("When do I prune roses?",)
    assert examples(garden_mentor, ()) == ()

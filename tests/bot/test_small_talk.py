"""Small talk: a greeting is met with a friendly word, and a question that begins with one is a question."""

import time

import pytest

from bot.answer_card import Shown, answer_card
from bot.card import Row, Text
from bot.confidence import Status
from bot.small_talk import HELLO, question_in, small_talk


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hi", f"Hello! {HELLO}"),
        ("Heyyyy!!", f"Hello! {HELLO}"),
        ("hello there, mentor 👋", f"Hello! {HELLO}"),
        ("Good morning everyone", f"Hello! {HELLO}"),
        ("thanks", f"You're welcome! {HELLO}"),
        ("Thank you so much for your help!", f"You're welcome! {HELLO}"),
        ("ok cool, thx", f"You're welcome! {HELLO}"),
        ("bye!", f"See you! {HELLO}"),
        ("ok", HELLO),
        ("lol", HELLO),
        ("hahaha", HELLO),
        ("what's up?", HELLO),
        ("hii", f"Hello! {HELLO}"),
        ("Many thanks!", f"You're welcome! {HELLO}"),
        ("help", HELLO),
        ("/help", HELLO),
        ("hi, can you help me?", f"Hello! {HELLO}"),
        ("What can you do?", HELLO),
        ("are you a bot", HELLO),
    ],
)
def test_small_talk_is_met_in_kind_and_told_what_can_be_asked(text, said):
    assert small_talk(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍",
        "hi, what does a junior earn in the UK?",
        "thanks, and in London?",
        "good",
        "morning routine of an AI engineer",
        "hello world in python",
        "ok so how do I start",
        "no degree",
        "how are you to become an engineer",
        "highest paid",
        "can you help me with math",
        "what can you do as an AI engineer",
        "who are you hiring",
        "test driven development",
        "many thanks to AI?",
        "hi " * 30,
    ],
)
def test_whatever_else_stands_in_a_message_makes_it_a_question(text):
    assert small_talk(text) == ""


def test_small_talk_is_not_covered_and_nothing_is_looked_up(mentor):
    answer = mentor.ask("thank you so much", context=("junior pay in the UK",))

    assert (answer.status, answer.confidence, answer.hits) == (Status.NOT_COVERED, 0.0, ())
    assert answer.reason == f"You're welcome! {HELLO}"
    assert not answer.is_question


def test_the_card_has_questions_to_tap_and_says_nothing_of_what_is_not_covered(mentor):
    card = answer_card(Shown(mentor.ask("hi"), "", 7, {}, ("What is pay?", "How long?")))

    assert [block.markdown for block in card.blocks if isinstance(block, Text)] == [
        f"Hello! {HELLO}",
        "-# `/help` shows what else I can do.",
    ]
    labels = [button.label for block in card.blocks if isinstance(block, Row) for button in block.buttons]
    assert labels == ["What is pay?", "How long?"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("hi, do I need a degree?", "do I need a degree?"),
        ("Hey mentor how much does a senior earn", "how much does a senior earn"),
        ("hello! Good morning everyone. Which projects?", "Which projects?"),
        ("thanks! and in London?", "and in London?"),
        ("ok, and juniors?", "and juniors?"),
        ("do I need a degree? thanks in advance!", "do I need a degree"),
        ("thanks but what about London", "but what about London"),
        ("great, thanks so do I need a degree", "so do I need a degree"),
        ("cool and in London", "and in London"),
        ("nvm what is RAG", "what is RAG"),
        ("ok what's RAG then", "what's RAG then"),
        ("Dear sir or madam, do I need a degree?", "do I need a degree?"),
        ("salary pls", "salary"),
        ("London, please!", "London"),
        ("k-means or k nearest neighbours", "k-means or k nearest neighbours"),
        ("nice places to work", "nice places to work"),
        ("evening courses", "evening courses"),
        ("please", "please"),
        ("thanks to AI, will juniors be replaced?", "thanks to AI, will juniors be replaced?"),
        ("hello world in python", "hello world in python"),
        ("Hello, world in python", "Hello, world in python"),
        ("hi-tech jobs in London", "hi-tech jobs in London"),
        (f"{'what is pay ' * 20}thanks", ("what is pay " * 20).strip()),
        ("great projects to build", "great projects to build"),
        ("history of AI", "history of AI"),
        ("hi", "hi"),
        ("is it ok to say thanks", "is it ok to say"),
    ],
)
def test_what_is_said_around_a_question_is_left_out(text, question):
    assert question_in(text) == question


@pytest.mark.parametrize("before", ["", "hi, ", "Hey mentor, ", "hello! ", "thanks, "])
def test_a_greeting_changes_nothing_about_the_answer(mentor, before):
    answer = mentor.ask(f"{before}what does a junior earn in the UK?")

    assert answer.status is Status.ANSWERED
    assert answer.read_as == ""
    assert answer.hits == mentor.ask("what does a junior earn in the UK?").hits
    assert {hit.passage.source for hit in answer.hits[:2]} == {"atlia", "aiu"}
    assert all(hit.passage.section.startswith("salaries/") for hit in answer.hits[:2])


def test_a_greeting_before_the_first_question_does_not_spoil_the_next_one(mentor):
    answer = mentor.ask("hi, and juniors?", context=("hey there, senior AI engineer pay in the UK, atlia",))

    assert answer.read_as == mentor.ask("and juniors?", context=("senior AI engineer pay in the UK, atlia",)).read_as
    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize("text", ["bye " * 20, "!" * 2_000, "hi " * 700, "thanks, " * 250, "hey there all " * 140])
def test_no_message_takes_long_to_read(text):
    before = time.thread_time()

    small_talk(text)
    question_in(text)

    assert time.thread_time() - before < 0.1

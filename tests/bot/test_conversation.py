"""What a person asked last: theirs alone, for a while, and not more than memory allows."""

import pytest

from bot.conversation import Conversations
from tests.bot.memory import Seconds


@pytest.fixture
def clock():
    return Seconds()


@pytest.fixture
def conversations(clock):
    return Conversations(15, clock)


def test_somebody_new_has_no_context(conversations):
    assert conversations.context("ann") == ()


def test_questions_come_back_oldest_first(conversations):
    for question in ("one", "two"):
        conversations.remember("ann", question)

    assert conversations.context("ann") == ("one", "two")
    assert conversations.context("ann") == ("one", "two")


def test_people_and_places_are_never_mixed(conversations):
    conversations.remember(("ann", "#help"), "how long is phase 2?")
    conversations.remember(("bob", "#help"), "what does a junior earn?")

    assert conversations.context(("ann", "#help")) == ("how long is phase 2?",)
    assert conversations.context(("bob", "#help")) == ("what does a junior earn?",)
    assert conversations.context(("ann", "#pay")) == ()


def test_a_question_is_forgotten_after_its_time(conversations, clock):
    conversations.remember("ann", "old")
    clock.seconds += 14 * 60
    conversations.remember("ann", "new")

    clock.seconds += 60
    assert conversations.context("ann") == ("old", "new")
    clock.seconds += 1
    assert conversations.context("ann") == ("new",)
    clock.seconds += 14 * 60
    assert conversations.context("ann") == ()


def test_only_the_last_three_questions_are_kept(conversations):
    for number in range(50):
        conversations.remember("ann", str(number))

    assert conversations.context("ann") == ("47", "48", "49")


def test_of_more_people_than_fit_the_one_silent_longest_is_forgotten(conversations):
    for person in range(10_000):
        conversations.remember(person, "hello")
    conversations.remember(0, "still here")
    conversations.remember("newcomer", "hello")

    assert conversations.context(0) == ("hello", "still here")
    assert conversations.context("newcomer") == ("hello",)
    assert conversations.context(1) == ()
    assert conversations.context(2) == ("hello",)


def test_forgetting_drops_one_person_only(conversations):
    conversations.remember("ann", "one")
    conversations.remember("bob", "two")

    conversations.forget(lambda who: who == "ann")
    conversations.forget(lambda who: who == "nobody")

    assert conversations.context("ann") == ()
    assert conversations.context("bob") == ("two",)

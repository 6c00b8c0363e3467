"""The digest as a card: silent without news, one screen however much there is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.database.audit import Entry
from bot.database.gaps import DIRECT, Gap
from bot.fit import fitted, units
from bot.moderation.digest_card import MOST, Week, digest_card, unset_card
from bot.moderation.digesting import next_digest
from bot.moderation.gaps import Listed
from bot.moderation.usage import Day

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
NONE = Day(MONDAY.date())


def week(asked=NONE, helpful=0, unhelpful=0, gaps=0, questions=(), acts=None):
    listed = [Listed(Gap(n, 1, n + 1, 0, 0, MONDAY, "open", None, None), text) for n, text in enumerate(questions)]
    return Week(MONDAY - timedelta(days=7), MONDAY, asked, helpful, unhelpful, gaps, listed, acts or {})


def text(card):
    return "\n".join(block.markdown for block in card.blocks if hasattr(block, "markdown"))


def test_questions_gaps_and_acts_are_each_something_to_say():
    assert not week().tells
    assert all(one.tells for one in (week(Day(MONDAY.date(), 1)), week(gaps=1), week(acts={"taught": 1})))


def test_what_there_is_none_of_is_left_out():
    card = digest_card(week(acts={"taught": 1, "reindex": 2}))

    lines = text(card).splitlines()
    assert lines[1:3] == ["No questions in this server", "Moderators: reindex 2 · taught 1"]
    assert len(lines) == 4
    assert [block for block in card.blocks if hasattr(block, "buttons")] == []


def test_a_question_from_a_direct_message_is_told_from_those_of_the_server():
    sent = Listed(Gap(1, DIRECT, 2, 0, 2, MONDAY, "open", None, None), "Is Rust worth it?")

    lines = text(digest_card(replace(week(gaps=1), listed=[sent]))).splitlines()

    assert lines[1] == "No questions in this server"
    assert "1. Is Rust worth it? · asked 2 times · sent from a direct message" in lines


def test_the_longest_digest_is_one_screen():
    acts = dict.fromkeys(("gap-dismissed", "off-topic-removed", "publish anyway", "wording-removed"), 9_999)
    asked = Day(MONDAY.date(), 99_999, 99_999, 99_999)

    card = digest_card(week(asked, 9_999, 9_999, 1_234, ["why? " * 100] * MOST, acts))

    assert fitted(card) == card
    assert units(text(card)) < 1_400
    assert "\n1. why?" in text(card)
    assert "… · asked 5 times\n-# and 1,229 more" in text(card)


def test_a_digest_comes_on_monday_and_never_at_the_moment_that_it_is_asked_for():
    assert next_digest(MONDAY - timedelta(seconds=1)) == MONDAY
    assert next_digest(MONDAY) == MONDAY + timedelta(days=7)


def test_why_a_digest_stopped_is_said_until_somebody_decides():
    stopped = Entry(1, "digest-stopped", "<#5>", "the channel is gone", MONDAY)

    assert f"stopped <t:{int(MONDAY.timestamp())}:R>: the channel is gone, in <#5>." in text(unset_card(stopped))
    assert "stopped" not in text(unset_card(Entry(1, "digest-off", "<#5>", "", MONDAY)))
    assert "stopped" not in text(unset_card(None))

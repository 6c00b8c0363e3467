"""Use in numbers: every day is there, names are what people know, and the picture is said in words."""

from datetime import date, timedelta

from bot.charts.questions import questions_alt
from bot.database.stats import Counts
from bot.fit import fitted, units
from bot.moderation.usage import Day, usage_of
from bot.moderation.usage_card import usage_card
from knowledge.load import Knowledge
from knowledge.records import Source
from knowledge.section import Section

LAST = date(2026, 11, 27)
KNOWN = Knowledge(
    (
        Section("atlia/pay", "a.md", "atlia", "Pay", ("Pay", "Juniors"), "", "Marcus Reid", aliases=("atlia/money",)),
        Section("taught/x", "x.md", "moderators", "Leeds", ("Leeds",), "", "Mona (moderator)"),
    ),
    (Source(id="atlia", title="The guide", publisher="Atlia Learning"),),
)


def usage(by_day=None, shown=None, helpful=0, unhelpful=0, *, days=7, gaps=0):
    counts = Counts(by_day or {}, shown or {}, helpful, unhelpful)
    return usage_of(counts, LAST - timedelta(days=days - 1), LAST, KNOWN, gaps)


def text(card):
    return "\n".join(block.markdown for block in card.blocks if hasattr(block, "markdown"))


def test_days_on_which_nobody_asked_are_there_and_what_is_outside_is_not():
    found = usage({LAST: {"answered": 2, "not_covered": 1}, LAST - timedelta(days=7): {"answered": 9}})

    assert [day.asked for day in found.days] == [0, 0, 0, 0, 0, 0, 3]
    assert found.total == Day(date(2026, 11, 21), 2, 0, 1)


def test_a_section_has_its_name_under_every_id_and_what_is_gone_keeps_its_id():
    shown = {("atlia/pay~2", "atlia/pay~1"): 2, ("atlia/money", "gone/one"): 3, ("gone/one",): 1, ("taught/x",): 1}

    found = usage(shown=shown)

    assert found.sections == (
        ("Atlia Learning > Juniors", 5),
        ("gone/one (no longer there)", 1),
        ("moderators > Leeds", 1),
    )
    assert found.guides == (("Atlia Learning", 5), ("moderators", 1))


def test_the_card_says_shares_votes_gaps_and_the_zone_and_names_nobody():
    found = usage({LAST: {"answered": 6, "related": 1, "not_covered": 3}}, {("taught/x",): 1}, 3, 1, gaps=2)

    card = usage_card(found, kept_days=90)

    said = text(card)
    assert "### 21 Nov to 27 Nov 2026\n**10 questions** in 7 days, 1.4 a day\n" in said
    assert "answered 6 (60%) · related 1 (10%) · not covered 3 (30%)\nHelpful: 3 of 4 votes (75%)" in said
    assert "Open gaps: 2, most asked first in `/mentor gaps`" in said
    assert "Days are UTC" in said
    assert "Mona" not in said
    assert "forgotten" not in said
    assert [button.action for button in card.blocks[-1].buttons] == ["stats:30", "stats:90"]


def test_what_was_forgotten_by_then_is_said():
    found = usage({LAST: {"answered": 1}}, days=90)

    assert "Questions are forgotten after 30 days." in text(usage_card(found, kept_days=30))
    assert "forgotten" not in text(usage_card(found, kept_days=0))


def test_a_period_without_a_question_is_a_sentence_without_a_picture():
    card = usage_card(usage(gaps=1), kept_days=90)

    assert text(card).startswith("Nobody asked me anything here from 21 Nov to 27 Nov 2026: ")
    assert "Open gaps: 1" in text(card)
    assert not [block for block in card.blocks if hasattr(block, "alt")]


def test_the_longest_card_fits_as_it_is():
    long = Section("a/b", "a.md", "s", "T", tuple(f"{'Heading ' * 12}{n}" for n in range(5)), "")
    known = Knowledge((long, *(Section(f"a/{n}", "a", f"s{n}", "T" * 200, (), "") for n in range(30))))
    shown = {("a/b",): 1, **{(f"a/{n}",): 1_000_000 for n in range(30)}}
    by_day = {
        LAST - timedelta(days=n): dict.fromkeys(("answered", "related", "not_covered"), 99_999) for n in range(90)
    }
    found = usage_of(Counts(by_day, shown, 10**6, 10**6), LAST - timedelta(days=89), LAST, known, 10**5)

    card = usage_card(found, kept_days=30)

    assert fitted(card) == card
    assert sum(units(block.markdown) for block in card.blocks if hasattr(block, "markdown")) < 2_500


def test_words_say_of_the_picture_every_day_of_a_week():
    days = usage(
        {LAST: {"answered": 2, "related": 1, "not_covered": 4}, LAST - timedelta(days=2): {"answered": 1}}
    ).days

    assert questions_alt(days) == (
        "Questions a day, 21 Nov to 27 Nov 2026, days in UTC. 8 in all, 3 answered, 1 related, 4 not covered. "
        "Most on Fri 27 Nov: 7. Sat 21 Nov: none. Sun 22 Nov: none. Mon 23 Nov: none. Tue 24 Nov: none. "
        "Wed 25 Nov: 1. Thu 26 Nov: none. Fri 27 Nov: 7, 1 related, 4 not covered."
    )


def test_words_say_of_longer_pictures_every_week_and_stay_within_the_limit():
    days = usage({LAST - timedelta(days=n): {"answered": 9_999, "not_covered": 8_888} for n in range(90)}, days=90).days

    said = questions_alt(days)

    assert "30 Aug to 5 Sep: 132,209, 62,216 not covered." in said
    assert said.endswith("22 Nov to 27 Nov: 113,322, 53,328 not covered.")
    assert len(said) <= 1024
    assert "29 Dec 2026 to 4 Jan 2027" in questions_alt(
        [Day(date(2026, 12, 29) + timedelta(days=n), 1) for n in range(7)]
    )


def test_one_question_is_one_question():
    found = usage({LAST: {"related": 1}})

    assert "**1 question** in 7 days\n" in text(usage_card(found, 0))

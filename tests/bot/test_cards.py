"""Every card that the services can make fits into one message of Discord, and every button says what to do."""

import re
from datetime import timedelta

import pytest

from bot.card import Button, Card, File, Picture, Row, Select, Text
from bot.facts.pay import LEVELS
from bot.learning.actions import KINDS
from bot.refused import Refused

LARGEST = 2**64 - 1  # the longest id that a person can have
LONGEST_ZONE = "America/Argentina/ComodRivadavia"
ROADMAPS = {"atlia": 6, "aiu": 4, "zen": 5, "step-by-step": 7, "career-path": 5}


def buttons(card: Card) -> list[Button]:
    return [button for block in card.blocks if isinstance(block, Row) for button in block.buttons]


def selects(card: Card) -> list[Select]:
    return [block for block in card.blocks if isinstance(block, Select)]


def check(card: Card) -> None:
    """Hold a card against what Discord takes."""
    texts = [block.markdown for block in card.blocks if isinstance(block, Text)]
    assert 0 < sum(map(len, texts)) <= 4000
    assert all(text.strip() for text in texts)
    assert not any(re.search(r"^\|", text, re.MULTILINE) for text in texts), "a Markdown table"
    rows = [block for block in card.blocks if isinstance(block, Row)]
    assert len(card.blocks) + sum(len(row.buttons) for row in rows) + len(selects(card)) <= 40
    assert all(1 <= len(row.buttons) <= 5 for row in rows)
    for button in buttons(card):
        assert 0 < len(button.label) <= 80
    for select in selects(card):
        assert 1 <= len(select.options) <= 25
        assert 0 <= select.least <= select.most <= len(select.options)
        assert len({option.value for option in select.options}) == len(select.options)
        for option in select.options:
            assert 0 < len(option.label) <= 100 and len(option.value) <= 100 and len(option.description) <= 100
    actions = [one.action for one in (*buttons(card), *selects(card))]
    assert len(set(actions)) == len(actions)
    for action in actions:
        kind = action.split(":")[0]
        assert len(action) <= 100
        assert kind in (*KINDS, "phase-ask") or kind.startswith("facts-")
    for block in card.blocks:
        if isinstance(block, Picture):
            assert 0 < len(block.alt) <= 1024
            assert block.content.startswith(b"\x89PNG")
        if isinstance(block, File):
            assert block.content


def enrolled(learning, person, roadmap, phase=""):
    card = learning.roadmap_start(person, roadmap, "", "7.25", LONGEST_ZONE, phase)
    check(card)
    _, token, day, hours, zone, _ = buttons(card)[0].action.split(":")
    check(learning.roadmap_started(person, token, day, hours, zone))


@pytest.mark.parametrize("roadmap", ROADMAPS)
def test_cards_of_every_roadmap_and_phase(learning, clock, roadmap):
    check(learning.roadmap_list())
    check(learning.roadmap_show(roadmap))
    for number in range(1, ROADMAPS[roadmap] + 1):
        check(learning.roadmap_phase(roadmap, str(number)))
    enrolled(learning, LARGEST, roadmap)
    for _ in range(ROADMAPS[roadmap]):
        for card in (learning.phase_current, learning.phase_list, learning.nudge):
            check(card(LARGEST))
        clock.now += timedelta(days=50)
        check(learning.phase_done(LARGEST))
    for card in (learning.phase_current, learning.phase_list, learning.plan, learning.nudge, learning.roadmap_leave):
        check(card(LARGEST))
    check(learning.phase_undo(LARGEST))


@pytest.mark.parametrize("roadmap", ["atlia", "aiu", "zen", "step-by-step"])
def test_cards_of_plans(learning, clock, roadmap):
    enrolled(learning, LARGEST, roadmap)
    for card in (learning.plan, learning.pause, learning.resume):
        check(card(LARGEST, roadmap))
        clock.goes_on(100)
    check(learning.hours(LARGEST, "80"))
    check(learning.remind_on(LARGEST, "mon", "18:00"))
    check(learning.remind_show(LARGEST))
    check(learning.remind_snooze(LARGEST))
    check(learning.remind_off(LARGEST))


@pytest.mark.parametrize("one", ROADMAPS)
@pytest.mark.parametrize("other", ROADMAPS)
def test_cards_of_every_comparison(learning, one, other):
    if one == other:
        with pytest.raises(Refused):
            learning.roadmap_compare(one, other)
    else:
        check(learning.roadmap_compare(one, other))


@pytest.mark.parametrize("country", ["United Kingdom", "United States"])
@pytest.mark.parametrize("level", ["", *LEVELS])
def test_cards_of_pay(facts, country, level):
    check(facts.salary(country, level))


def test_cards_of_lists_and_all_their_pages(facts):
    for card in (facts.skills(), facts.projects(), facts.certifications(), facts.sources()):
        check(card)
        while more := buttons(card):
            card = facts.act(more[0].action)
            check(card)

"""Groups of questions: kept once, counted right, listed quickly, acted on once."""

import time
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import insert

from bot.database.answers import Answers, KeptAnswer
from bot.database.gaps import ANSWERED, DISMISSED, Gaps, Leader
from bot.database.privacy import export, retention
from bot.database.tables import answers, gap_questions, gaps
from bot.database.tellings import Tellings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, OTHER, MONA, BEN = 4611686018427387003, 4611686018427387004, 1, 2
ONE = Leader(np.array([1, 0], np.float16).tobytes(), ("germani",), 0.5)
TWO = Leader(np.array([0, 1], np.float16).tobytes(), (), 1.0)


@pytest.fixture
def asked(database):
    """Return a function that keeps an answer."""

    def keep(id, status="not_covered", guild=GUILD, at=NOON, question="why?"):
        id = f"{id:>12}"
        Answers(database).keep(KeptAnswer(id, at, question, ("how?",), None, status, 0.1, (), guild, 1, "version"))
        return id

    return keep


@pytest.fixture
def kept(database):
    """Return what keeps groups."""
    return Gaps(database)


def put(kept, leader, *ids, guild=GUILD):
    stamp, _ = kept.leaders(guild, "encoder")
    assert kept.put(guild, "encoder", stamp, [] if leader.id else [leader], dict.fromkeys(ids, leader))
    return kept.leaders(guild, "encoder")[1][-1]


def test_what_was_not_answered_called_bad_or_sent_is_to_be_grouped(database, asked, kept):
    unanswered, related, fine = asked("a"), asked("b", "related"), asked("c", "answered")
    bad, sent_in_private, private = asked("d", "answered"), asked("e", guild=None), asked("f", guild=None)
    Answers(database).vote(bad, BEN, False)
    Answers(database).vote(fine, BEN, True)
    Answers(database).to_moderators(sent_in_private, None, "")

    found = kept.ungrouped(None, 100)

    assert {one.answer: one.guild for one in found} == {
        unanswered: GUILD,
        related: GUILD,
        bad: GUILD,
        sent_in_private: 0,
    }
    assert private not in {one.answer for one in found}
    assert {one.answer for one in kept.ungrouped(NOON + timedelta(hours=1), 100)} == {bad, sent_in_private}


def test_a_question_is_in_one_group_whoever_groups_at_the_same_moment(asked, kept):
    first, second = asked("a"), asked("b")
    stamp, _ = kept.leaders(GUILD, "encoder")
    assert kept.put(GUILD, "encoder", stamp, [ONE], {first: ONE, second: ONE})

    assert not kept.put(GUILD, "encoder", stamp, [TWO], {first: TWO})

    _, leaders = kept.leaders(GUILD, "encoder")
    assert [(one.vector, one.unknown, one.weight) for one in leaders] == [(ONE.vector, ("germani",), 0.5)]
    assert kept.leaders(GUILD, "another encoder")[1] == kept.leaders(OTHER, "encoder")[1] == ()
    assert kept.ungrouped(None, 10) == ()


def test_a_question_that_was_forgotten_meanwhile_is_left_out(asked, kept):
    put(kept, ONE, asked("a"), "gone")

    assert kept.page([GUILD], 0, 10)[1][0].asked == 1


def test_groups_that_were_asked_since_a_moment_are_counted_alone(asked, kept):
    put(kept, ONE, asked("a"), asked("b", at=NOON + timedelta(days=1)))
    put(kept, TWO, asked("c"))

    total, (one,) = kept.page([GUILD], 0, 10, NOON + timedelta(days=1))
    assert (total, one.asked) == (1, 2)
    assert kept.page([GUILD], 0, 10, NOON)[0] == kept.page([GUILD], 0, 10)[0] == 2
    assert kept.page([GUILD], 0, 10, NOON + timedelta(days=2)) == (0, ())


def test_opinions_count_once_an_answer_and_lift_a_group(database, asked, kept):
    often = [asked(f"a{n}") for n in range(4)]
    put(kept, TWO, *often)
    bad = asked("b", "answered")
    put(kept, ONE, bad)
    for person in (MONA, BEN):
        Answers(database).vote(bad, person, False, f"reason {person}")
        Answers(database).to_moderators(bad, person, "")
    Answers(database).to_moderators(bad, None, "a note")

    total, (first, second) = kept.page([GUILD], 0, 10)

    assert total == 2
    assert (first.asked, first.unhelpful, first.sent) == (1, 2, 1)
    assert (second.asked, second.unhelpful, second.sent) == (4, 0, 0)
    assert set(kept.reasons(first.id)) == {"reason 1", "reason 2", "a note"}


def test_of_two_moderators_one_acts_and_the_other_hears_who(asked, kept):
    group = put(kept, ONE, asked("a"))

    assert kept.act(group.id, [GUILD], ANSWERED, MONA, NOON) is None
    first = kept.act(group.id, [GUILD], DISMISSED, BEN, NOON)

    assert (first.moderator, first.state, first.acted_at) == (MONA, ANSWERED, NOON)
    assert kept.page([GUILD], 0, 10) == (0, ())


def test_another_guilds_group_cannot_be_found_or_acted_on(asked, kept):
    group = put(kept, ONE, asked("a"))

    assert kept.find(group.id, [OTHER]) is None
    with pytest.raises(LookupError):
        kept.act(group.id, [OTHER], DISMISSED, BEN, NOON)
    assert kept.find(group.id, [GUILD]).state == "open"


def test_who_asks_in_vain_after_an_answer_opens_the_group_again_but_not_after_a_dismissal(asked, kept):
    later = NOON + timedelta(hours=1)
    answered, dismissed = put(kept, ONE, asked("a")), put(kept, TWO, asked("b"))
    kept.act(answered.id, [GUILD], ANSWERED, MONA, NOON)
    kept.act(dismissed.id, [GUILD], DISMISSED, MONA, NOON)
    put(kept, answered, asked("c", at=later))
    put(kept, dismissed, asked("d", at=later))

    assert [row.id for row in kept.page([GUILD], 0, 10)[1]] == [answered.id]
    assert kept.act(answered.id, [GUILD], DISMISSED, BEN, later) is None


def test_what_failed_is_open_again_and_only_for_who_began_it(asked, kept):
    group = put(kept, ONE, asked("a"))
    kept.act(group.id, [GUILD], ANSWERED, MONA, NOON)

    kept.settle(group.id, BEN, ANSWERED, None)
    assert kept.find(group.id, [GUILD]).moderator == MONA
    kept.settle(group.id, MONA, ANSWERED, None)

    assert kept.find(group.id, [GUILD]).state == "open"
    assert kept.find(group.id, [GUILD]).moderator is None


def test_a_group_goes_with_its_last_question(database, asked, kept):
    put(kept, ONE, asked("a"))
    put(kept, TWO, asked("b", at=NOON + timedelta(days=2)))

    retention(database, NOON + timedelta(days=1))

    assert [one.vector for one in kept.leaders(GUILD, "encoder")[1]] == [TWO.vector]


def test_questions_come_with_the_last_first(asked, kept):
    old, new = asked("a", question="old?"), asked("b", at=NOON + timedelta(hours=1), question="new?")
    group = put(kept, ONE, old, new)

    assert [one.question for one in kept.questions([group.id])[group.id]] == ["new?", "old?"]
    assert [one.question for one in kept.questions([group.id], most=1)[group.id]] == ["new?"]


def test_a_hundred_thousand_groups_are_listed_in_a_second(sqlite_url, opened):
    database = opened(sqlite_url)
    count, vector = 100_000, np.ones(384, np.float16).tobytes()
    row = {"guild": GUILD, "vector": vector, "encoder": "encoder", "unknown": (), "weight": 0.5, "state": "open"}
    kept = {"question": "why?", "context": (), "source": None, "status": "not_covered", "passages": (), "channel": 1}
    with database.writing() as connection:
        connection.execute(insert(gaps), [{"id": n, **row} for n in range(count)])
        asked = {**kept, "confidence": 0.1, "guild": GUILD, "index_version": "v"}
        moments = [NOON + timedelta(seconds=n) for n in range(count)]
        connection.execute(insert(answers), [{"id": f"{n:012}", "asked_at": moments[n], **asked} for n in range(count)])
        connection.execute(insert(gap_questions), [{"answer": f"{n:012}", "gap": n} for n in range(count)])

    begun = time.process_time()
    total, rows = Gaps(database).page([GUILD], 0, 6)
    questions = Gaps(database).questions([row.id for row in rows])
    seconds = time.process_time() - begun

    assert total == count
    assert [row.id for row in rows] == [count - n for n in range(1, 7)]
    assert all(len(found) == 1 for found in questions.values())
    assert seconds < 1, f"{seconds:.2f} s"


def test_a_person_is_told_by_one_process_and_looked_for_once_an_index(database, asked):
    answers_, tellings = Answers(database), Tellings(database)
    answers_.to_moderators(asked("a"), None, "")
    answers_.to_moderators(f"{'a':>12}", BEN, "")
    (one,) = tellings.waiting("v-1", 10)
    assert (one.person, one.question, one.context) == (BEN, "why?", ("how?",))

    tellings.looked(one.id, "v-1")
    assert tellings.waiting("v-1", 10) == ()
    assert tellings.waiting("v-2", 10) == (one,)
    assert [tellings.begin(one.id, NOON), tellings.begin(one.id, NOON)] == [True, False]
    tellings.again(one.id)
    assert tellings.begin(one.id, NOON)
    assert tellings.forget_told(NOON) == 0
    assert tellings.forget_told(NOON + timedelta(seconds=1)) == 1
    tellings.done(one.id)
    assert export(database, BEN)["escalations"] == []

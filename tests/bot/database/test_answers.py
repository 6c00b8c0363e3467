"""Answers are kept without their asker, take votes, go to moderators and are forgotten."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from bot.database.answers import Answers, KeptAnswer, new_id
from bot.database.privacy import delete, purge_guild
from bot.database.tables import escalations, metadata, votes

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, UTC)
ANN, BEN = 2**62 + 1, 2**62 + 2
ANSWER = KeptAnswer(
    id="abc-DEF_1234",
    asked_at=NOON,
    question="How long is phase 2?",
    context=("which roadmap is short?", "and “AIU”?"),
    source="aiu",
    status="answered",
    confidence=0.9871,
    passages=("roadmaps/aiu/maths", "articles/aiu/when"),
    guild=2**62,
    channel=2**61,
    index_version="20260301-1",
)


@pytest.fixture
def answers(database):
    return Answers(database)


def everything(database, table):
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(select(table))]


def test_an_answer_comes_back_as_it_was_kept(answers):
    bare = replace(ANSWER, id="000000000000", context=(), source=None, passages=(), guild=None, channel=None)
    answers.keep(ANSWER)
    answers.keep(bare)

    assert answers.find(ANSWER.id) == ANSWER
    assert answers.find(bare.id) == bare
    assert answers.find("nobody-knows") is None


def test_a_moment_comes_back_in_utc_and_one_without_a_zone_is_refused(answers):
    answers.keep(replace(ANSWER, asked_at=datetime(2026, 3, 1, 17, 30, tzinfo=timezone(timedelta(hours=5.5)))))

    assert answers.find(ANSWER.id).asked_at == datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    assert answers.find(ANSWER.id).asked_at.tzinfo is UTC
    with pytest.raises(Exception, match="has no time zone"):
        answers.keep(replace(ANSWER, id="000000000000", asked_at=datetime(2026, 3, 1)))


def test_whatever_people_type_can_be_kept(answers):
    answers.keep(replace(ANSWER, question="pay\0 in \ud800 £ 🙂 '; DROP TABLE answers; --", context=("\udfff",)))

    found = answers.find(ANSWER.id)
    assert found.question == "pay� in ? £ 🙂 '; DROP TABLE answers; --"
    assert found.context == ("?",)


def test_new_ids_are_twelve_safe_characters_and_never_the_same():
    ids = {new_id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{12}", id) for id in ids)


def test_one_vote_a_person_and_a_later_one_replaces_it(answers, database):
    answers.keep(ANSWER)

    assert answers.vote(ANSWER.id, ANN, True)
    assert answers.vote(ANSWER.id, BEN, True, "clear")
    assert answers.votes(ANSWER.id) == (2, 0)
    assert answers.vote(ANSWER.id, ANN, False, "too long")
    assert answers.votes(ANSWER.id) == (1, 1)
    assert sorted(everything(database, votes), key=lambda row: row[1]) == [
        (ANSWER.id, ANN, False, "too long"),
        (ANSWER.id, BEN, True, "clear"),
    ]


def test_what_is_gone_takes_no_vote_and_goes_to_nobody(answers, database):
    assert not answers.vote("nobody-knows", ANN, True)
    assert not answers.to_moderators("nobody-knows", ANN, "")
    assert not answers.to_moderators("nobody-knows", None, "")
    assert answers.votes("nobody-knows") == (0, 0)
    assert everything(database, escalations) == []


def test_a_person_is_known_to_moderators_only_to_be_told(answers, database):
    answers.keep(ANSWER)

    assert answers.to_moderators(ANSWER.id, None, "it is out of date")
    assert answers.to_moderators(ANSWER.id, None, "it is out of date")  # pressed twice
    assert answers.to_moderators(ANSWER.id, ANN, "")
    assert answers.to_moderators(ANSWER.id, ANN, "please tell me")
    assert sorted((row[2] or 0, row[3]) for row in everything(database, escalations)) == [
        (0, "it is out of date"),
        (ANN, "please tell me"),
    ]


def test_answers_are_forgotten_by_age_with_all_that_was_said_of_them(answers, database):
    recent = replace(ANSWER, id="recent-00000", asked_at=NOON + timedelta(days=1))
    for kept in (ANSWER, recent):
        answers.keep(kept)
        answers.vote(kept.id, ANN, True)
        answers.to_moderators(kept.id, ANN, "")

    assert answers.forget_before(NOON + timedelta(days=1)) == 1
    assert answers.find(ANSWER.id) is None
    assert answers.find(recent.id) == recent
    assert [row[0] for row in everything(database, votes)] == [recent.id]
    assert [row[1] for row in everything(database, escalations)] == [recent.id]
    assert answers.forget_before(NOON + timedelta(days=1)) == 0


def test_a_guild_is_forgotten_and_another_is_not(answers, database):
    elsewhere = replace(ANSWER, id="elsewhere-00", guild=7)
    direct = replace(ANSWER, id="direct-00000", guild=None)
    for kept in (ANSWER, elsewhere, direct):
        answers.keep(kept)
        answers.vote(kept.id, ANN, True)

    assert purge_guild(database, ANSWER.guild) == {"answers": 1}
    assert answers.find(ANSWER.id) is None
    assert sorted(row[0] for row in everything(database, votes)) == [direct.id, elsewhere.id]


def test_a_person_is_forgotten_and_the_answer_is_not(answers, database):
    answers.keep(ANSWER)
    for person in (ANN, BEN):
        answers.vote(ANSWER.id, person, False, "wrong")
        answers.to_moderators(ANSWER.id, person, "tell me")

    assert delete(database, ANN) == {"votes": 1, "escalations": 1}
    assert not any(ANN in row for table in metadata.sorted_tables for row in everything(database, table))
    assert answers.votes(ANSWER.id) == (0, 1)
    assert answers.find(ANSWER.id) == ANSWER

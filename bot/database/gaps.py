"""Questions without a good answer, grouped by meaning, and what moderators did about them."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from bot.database.database import Database
from bot.database.kept import get_in, put_in
from bot.database.tables import answers, escalations, gap_questions, gaps, votes
from bot.database.upsert import add_many

OPEN, WORDED, ANSWERED, OFF_TOPIC, DISMISSED = "open", "worded", "answered", "off-topic", "dismissed"
DIRECT = 0  # the guild of what was sent to the moderators from a direct message
_STAMP = "gaps"  # its kept value is another one after every grouping, so that two processes don't make a group twice
_UNHELPFUL, _SENT = 2, 3  # questions that one such opinion is worth


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """A question that belongs into a group and is in none."""

    answer: str
    question: str
    context: tuple[str, ...]
    source: str | None
    guild: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Leader:
    """The first question of a group, which others are compared with."""

    vector: bytes  # float16, a unit row
    unknown: tuple[str, ...]  # stems that no passage has
    weight: float  # 0 to 1
    id: int = 0  # 0 for one that is not kept yet


@dataclass(frozen=True, slots=True)
class Gap:
    """A group in figures."""

    id: int
    guild: int
    asked: int
    unhelpful: int
    sent: int  # to the moderators, by people
    last_at: datetime
    state: str
    moderator: int | None
    acted_at: datetime | None


class Gaps:
    """Keeps groups. Every method blocks, and raises DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ungrouped(self, since: datetime | None, limit: int) -> tuple[Ungrouped, ...]:
        """Return questions to group, the oldest first: not answered since a moment, or ever called bad or sent."""
        columns = (answers.c.id, answers.c.question, answers.c.context, answers.c.source)
        guild = func.coalesce(answers.c.guild, DIRECT)
        bad = select(votes.c.answer).where(votes.c.helpful == false())
        sent = select(escalations.c.answer)
        unanswered = and_(answers.c.status != "answered", answers.c.guild.is_not(None))
        if since is not None:
            unanswered = and_(unanswered, answers.c.asked_at >= since)
        # Of a direct message only what its person sent to the moderators is theirs to read.
        wanted = or_(unanswered, and_(answers.c.id.in_(bad), answers.c.guild.is_not(None)), answers.c.id.in_(sent))
        grouped = exists().where(gap_questions.c.answer == answers.c.id)
        query = select(*columns, guild, answers.c.asked_at).where(wanted, ~grouped)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(answers.c.asked_at, answers.c.id).limit(limit))
            return tuple(Ungrouped(*row) for row in rows)  # type: ignore[arg-type]  # coalesce leaves no None

    def leaders(self, guild: int, encoder: str) -> tuple[str | None, tuple[Leader, ...]]:
        """Return the groups of a guild whose vectors are of an encoder, and a stamp for `put`."""
        query = select(gaps.c.vector, gaps.c.unknown, gaps.c.weight, gaps.c.id)
        with self._database.reading() as connection:
            stamp = get_in(connection, _STAMP)
            rows = connection.execute(query.where(gaps.c.guild == guild, gaps.c.encoder == encoder).order_by(gaps.c.id))
            return stamp, tuple(Leader(*row) for row in rows)

    def put(
        self, guild: int, encoder: str, stamp: str | None, new: Sequence[Leader], links: Mapping[str, Leader]
    ) -> bool:
        """Keep groups that are new, and which question is in which; False when another process grouped meanwhile."""

        def work(connection: Connection) -> bool:
            if get_in(connection, _STAMP) != stamp:
                return False
            put_in(connection, _STAMP, secrets.token_hex(8))
            ids = {leader: leader.id for leader in links.values()}
            for leader in new:
                row = {"guild": guild, "vector": leader.vector, "encoder": encoder, "unknown": leader.unknown}
                made = connection.execute(insert(gaps), {**row, "weight": leader.weight, "state": OPEN})
                ids[leader] = int(made.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has one
            there = set(connection.scalars(select(answers.c.id).where(answers.c.id.in_(links))))
            rows = [{"answer": answer, "gap": ids[one]} for answer, one in links.items() if answer in there]
            add_many(connection, gap_questions, rows)
            return True

        return self._database.write(work, durable=False)

    def page(
        self, guilds: Collection[int], offset: int, limit: int, since: datetime | None = None
    ) -> tuple[int, tuple[Gap, ...]]:
        """Return how many groups wait for a moderator, asked since a moment, and some of them, the most asked first."""
        last_at = func.max(answers.c.asked_at)
        recent = true() if since is None else last_at >= since
        said = _figures(gaps.c.guild.in_(guilds)).having(and_(_waits(last_at), recent)).subquery()
        worth = said.c.asked + _UNHELPFUL * said.c.unhelpful + _SENT * said.c.sent
        # What is far from the guides' subjects sinks, unless a person thought it worth sending.
        weight = case(
            (said.c.sent > 0, 1.0), (said.c.confidence > said.c.weight, said.c.confidence), else_=said.c.weight
        )
        query = select(said, func.count().over().label("total"))
        query = query.order_by((worth * weight).desc(), said.c.last_at.desc(), said.c.id).offset(offset).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
            return (rows[0].total if rows else 0), tuple(map(_gap, rows))

    def guilds(self) -> tuple[int, ...]:
        """Return the guilds that have groups."""
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(gaps.c.guild).distinct().order_by(gaps.c.guild)))

    def find(self, id: int, guilds: Collection[int]) -> Gap | None:
        """Return a group of one of these guilds; None for another's, or one that is forgotten."""
        with self._database.reading() as connection:
            row = connection.execute(_figures((gaps.c.id == id) & gaps.c.guild.in_(guilds))).one_or_none()
        return _gap(row) if row else None

    def questions(self, ids: Collection[int], most: int = 200) -> dict[int, tuple[Ungrouped, ...]]:
        """Return the questions of groups, the last asked first, at most so many of each."""
        numbered = func.row_number().over(partition_by=gap_questions.c.gap, order_by=answers.c.asked_at.desc())
        columns = (answers.c.id, answers.c.question, answers.c.context, answers.c.source, gaps.c.guild)
        query = select(gap_questions.c.gap, *columns, answers.c.asked_at, numbered.label("number"))
        inner = (
            query.join(answers, answers.c.id == gap_questions.c.answer)
            .join(gaps, gaps.c.id == gap_questions.c.gap)
            .where(gap_questions.c.gap.in_(ids))
            .subquery()
        )
        found: dict[int, list[Ungrouped]] = {id: [] for id in ids}
        with self._database.reading() as connection:
            for row in connection.execute(select(inner).where(inner.c.number <= most).order_by(inner.c.number)):
                found[row[0]].append(Ungrouped(*row[1:-1]))
        return {id: tuple(rows) for id, rows in found.items()}

    def reasons(self, id: int) -> tuple[str, ...]:
        """Return what people wrote about bad answers of a group, and with what they sent."""
        theirs = select(gap_questions.c.answer).where(gap_questions.c.gap == id)
        bad = select(votes.c.reason).where(votes.c.answer.in_(theirs), votes.c.helpful == false(), votes.c.reason != "")
        sent = select(escalations.c.note).where(escalations.c.answer.in_(theirs), escalations.c.note != "")
        with self._database.reading() as connection:
            return tuple(dict.fromkeys([*connection.scalars(bad), *connection.scalars(sent)]))

    def act(self, id: int, guilds: Collection[int], state: str, moderator: int | None, at: datetime) -> Gap | None:
        """Say what a moderator does about a group; returns it as it was left by who was first, None if nobody was.

        Without a moderator: the index has an answer by now.

        Raises LookupError for a group that is gone, or another guild's.
        """
        mine = (gaps.c.id == id) & gaps.c.guild.in_(guilds)
        asked_since = (
            select(func.max(answers.c.asked_at))
            .join(gap_questions, gap_questions.c.answer == answers.c.id)
            .where(gap_questions.c.gap == id)
            .scalar_subquery()
        )
        change = update(gaps).where(mine, _waits(asked_since))

        def work(connection: Connection) -> Gap | None:
            if connection.execute(change.values(state=state, moderator=moderator, acted_at=at)).rowcount:
                return None
            row = connection.execute(_figures(mine)).one_or_none()
            if row is None:
                raise LookupError(id)
            return _gap(row)

        return self._database.write(work)

    def settle(self, id: int, moderator: int, state: str, at: datetime | None) -> None:
        """Say when what a moderator did took effect: who asks in vain after that opens it again. None: it failed."""
        values: dict[str, Any] = {"acted_at": at} if at else {"state": OPEN, "moderator": None, "acted_at": None}
        change = update(gaps).where(gaps.c.id == id, gaps.c.state == state, gaps.c.moderator == moderator)
        self._database.write(lambda connection: connection.execute(change.values(values)))

    def forget_empty(self) -> int:
        """Forget groups whose questions are all forgotten; return how many."""
        empty = delete(gaps).where(~exists().where(gap_questions.c.gap == gaps.c.id))
        return self._database.write(lambda connection: connection.execute(empty).rowcount)


def _waits(last_at: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a group waits for a moderator: nobody acted, or it was asked in vain since somebody taught an answer."""
    again = and_(gaps.c.state.in_((WORDED, ANSWERED)), last_at > gaps.c.acted_at)
    return or_(gaps.c.state == OPEN, again)


def _figures(which: ColumnElement[bool]) -> Select[Any]:
    bad = select(votes.c.answer, func.count().label("count")).where(votes.c.helpful == false())
    bad_by = bad.group_by(votes.c.answer).subquery()
    sent_by = select(escalations.c.answer).distinct().subquery()
    kept = (gaps.c.id, gaps.c.guild, gaps.c.state, gaps.c.moderator, gaps.c.acted_at, gaps.c.weight)
    return (
        select(
            *kept,
            func.count().label("asked"),
            func.coalesce(func.sum(bad_by.c.count), 0).label("unhelpful"),
            func.count(sent_by.c.answer).label("sent"),
            func.max(answers.c.asked_at).label("last_at"),
            func.max(answers.c.confidence).label("confidence"),
        )
        .join(gap_questions, gap_questions.c.gap == gaps.c.id)
        .join(answers, answers.c.id == gap_questions.c.answer)
        .outerjoin(bad_by, bad_by.c.answer == answers.c.id)
        .outerjoin(sent_by, sent_by.c.answer == answers.c.id)
        .where(which)
        .group_by(*kept)
    )


def _gap(row: Any) -> Gap:
    return Gap(**{name: getattr(row, name) for name in Gap.__slots__})

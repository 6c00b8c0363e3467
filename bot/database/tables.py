"""The tables as the newest revision has them; a test compares them with what the migrations make."""

from datetime import date, datetime, time

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    String,
    Table,
    Time,
    TypedColumns,
    UniqueConstraint,
)

from bot.database.columns import GUILD, GUILD_CLEARED, INTERNAL, PERSON, PERSON_CLEARED, Moment, Pauses, Texts, Words
from bot.learning.records import Pause

metadata = MetaData(
    naming_convention={  # so that a later migration can name what it changes, in both engines
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the key is an INTEGER, which has 64 bits there.
Number = BigInteger().with_variant(Integer, "sqlite")


class _Answers(TypedColumns):
    id: Named[str] = Column(String(12), primary_key=True)
    asked_at: Named[datetime] = Column(Moment, index=True)
    question: Named[str] = Column(Words)
    context: Named[tuple[str, ...]] = Column(Texts)
    source: Named[str | None] = Column(Words)
    status: Named[str] = Column(String(16))
    confidence: Named[float] = Column(Float)
    passages: Named[tuple[str, ...]] = Column(Texts)
    guild: Named[int | None] = Column(BigInteger, index=True, info=GUILD)
    channel: Named[int | None] = Column(BigInteger)
    index_version: Named[str] = Column(Words)


class _Votes(TypedColumns):
    answer: Named[str] = Column(String(12), ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    person: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False, index=True, info=PERSON)
    helpful: Named[bool]
    reason: Named[str] = Column(Words)


class _Escalations(TypedColumns):
    id: Named[int] = Column(Number, Identity(), primary_key=True, info=INTERNAL)
    answer: Named[str] = Column(String(12), ForeignKey("answers.id", ondelete="CASCADE"))
    person: Named[int | None] = Column(BigInteger, index=True, info=PERSON)  # only who wants to be told
    note: Named[str] = Column(Words)
    looked: Named[str | None] = Column(Words, info=INTERNAL)  # the index that had no answer when it was last looked for
    told_at: Named[datetime | None] = Column(Moment, info=INTERNAL)  # when the telling began


class _Channels(TypedColumns):
    guild: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False, info=GUILD)
    channel: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    mode: Named[str] = Column(String(16))


class _Kept(TypedColumns):
    key: Named[str] = Column(String(100), primary_key=True)
    value: Named[str] = Column(Words)


class _Enrolments(TypedColumns):
    id: Named[int] = Column(Number, Identity(), primary_key=True, info=INTERNAL)  # the order of enrolling
    person: Named[int] = Column(BigInteger, info=PERSON)
    roadmap: Named[str] = Column(String(200))
    started: Named[date] = Column(Date)
    hours: Named[float] = Column(Float)
    zone: Named[str] = Column(String(64))
    first_phase: Named[str] = Column(String(200))
    pauses: Named[tuple[Pause, ...]] = Column(Pauses)
    guild: Named[int | None] = Column(BigInteger, index=True, info=GUILD_CLEARED)


class _Ticks(TypedColumns):
    person: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False, info=PERSON)
    item: Named[str] = Column(String(400), primary_key=True)
    at: Named[datetime] = Column(Moment)


class _Reminders(TypedColumns):
    person: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False, info=PERSON)
    weekday: Named[int]
    at: Named[time] = Column(Time)
    zone: Named[str] = Column(String(64))
    next_at: Named[datetime] = Column(Moment, index=True)
    channel: Named[int | None] = Column(BigInteger)
    guild: Named[int | None] = Column(BigInteger, index=True, info=GUILD)
    closed: Named[bool]  # direct messages are closed, so it is not sent any more
    worker: Named[str | None] = Column(String(100), info=INTERNAL)  # who has claimed it
    until: Named[datetime | None] = Column(Moment, info=INTERNAL)  # ... and till when
    begun: Named[datetime | None] = Column(Moment, info=INTERNAL)  # the last occurrence whose sending began


class _Gaps(TypedColumns):
    id: Named[int] = Column(Number, Identity(), primary_key=True)
    guild: Named[int] = Column(BigInteger, index=True, info=GUILD)  # 0 for what was sent from a direct message
    vector: Named[bytes] = Column(LargeBinary, info=INTERNAL)  # of its first question: float16, a unit row
    encoder: Named[str] = Column(String(64), info=INTERNAL)  # SHA-256 of the weights that made it
    unknown: Named[tuple[str, ...]] = Column(Texts, info=INTERNAL)  # stems of the first question that no passage has
    weight: Named[float] = Column(Float, info=INTERNAL)  # 0 to 1: how near it is to what the guides are about
    state: Named[str] = Column(String(16))
    moderator: Named[int | None] = Column(BigInteger, index=True, info=PERSON_CLEARED)
    acted_at: Named[datetime | None] = Column(Moment)


class _GapQuestions(TypedColumns):
    answer: Named[str] = Column(String(12), ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    gap: Named[int] = Column(Number, ForeignKey("gaps.id", ondelete="CASCADE"), index=True)


class _Audit(TypedColumns):
    id: Named[int] = Column(Number, Identity(), primary_key=True, info=INTERNAL)  # the order of what was done
    guild: Named[int] = Column(BigInteger, index=True, info=GUILD)
    person: Named[int | None] = Column(BigInteger, index=True, info=PERSON_CLEARED)  # what was done stays
    action: Named[str] = Column(String(40))
    target: Named[str] = Column(Words)
    details: Named[str] = Column(Words)
    at: Named[datetime] = Column(Moment)


class _Digests(TypedColumns):
    guild: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False, info=GUILD)
    channel: Named[int] = Column(BigInteger)
    next_at: Named[datetime] = Column(Moment, index=True)
    until: Named[datetime | None] = Column(Moment)  # till when a process has claimed it
    begun: Named[datetime | None] = Column(Moment)  # the last occurrence whose sending began


answers = Table("answers", metadata, _Answers)
votes = Table("votes", metadata, _Votes)
escalations = Table("escalations", metadata, _Escalations, UniqueConstraint("answer", "person"))
channels = Table("channels", metadata, _Channels)
kept = Table("kept", metadata, _Kept)
enrolments = Table("enrolments", metadata, _Enrolments, UniqueConstraint("person", "roadmap"))
ticks = Table("ticks", metadata, _Ticks)
reminders = Table("reminders", metadata, _Reminders)
gaps = Table("gaps", metadata, _Gaps)
gap_questions = Table("gap_questions", metadata, _GapQuestions)
audit = Table("audit", metadata, _Audit)
digests = Table("digests", metadata, _Digests)

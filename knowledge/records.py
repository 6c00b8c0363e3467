"""Typed records of the content: what has a shape is a record, and a misspelt field is refused."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from knowledge.quantity import Quantity

LONGEST_ID = 40  # of a phase or step: Discord gives a button 100 characters to remember what it is for
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _checked_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(f"must be small letters, digits and single hyphens, but is '{value}'")
    return value


def _one_line(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; write something or remove the field")
    return " ".join(value.split())


def _short(value: str) -> str:
    if len(value) > LONGEST_ID:
        raise ValueError(f"has {len(value)} characters; {LONGEST_ID} fit, choose a shorter one")
    return value


Id = Annotated[str, AfterValidator(_checked_id)]
ShortId = Annotated[Id, AfterValidator(_short)]
Text = Annotated[str, AfterValidator(_one_line)]
Amount = Annotated[Quantity, BeforeValidator(Quantity.parse), PlainSerializer(str)]
Level = Literal["junior", "mid", "senior", "staff", "all"]


class Record(BaseModel):
    """The base of every record: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Record):
    """One guide that the content retells."""

    id: Id
    title: Text
    author: Text | None = None
    publisher: Text | None = None
    url: Text | None = None
    about: Text | None = None  # one line, for /sources
    names: tuple[Text, ...] = ()

    @property
    def attribution(self) -> str:
        """Who to credit, in few words: the publisher, the author, or the title."""
        return self.publisher or self.author or self.title


class FrontMatter(Record):
    """The optional head of a Markdown page."""

    id: Id | None = None
    title: Text | None = None
    source: Id | None = None
    url: Text | None = None
    updated: date | None = None
    by: Text | None = None  # who wrote a page that retells no guide
    questions: dict[str, tuple[Text, ...]] = {}
    aliases: dict[str, tuple[Text, ...]] = {}


class Entry(Record):
    """One thing of a record file; with `questions` it is a passage of its own."""

    id: Id
    title: Text
    aliases: tuple[Id, ...] = ()
    questions: tuple[Text, ...] = ()


class RecordFile(Record):
    """What every record file starts with."""

    source: Id
    title: Text
    summary: Text | None = None
    questions: tuple[Text, ...] = ()


class Step(Record):
    """Something to do that a learner ticks off; one id in two roadmaps is one and the same thing to do."""

    id: ShortId
    text: Text
    aliases: tuple[Id, ...] = ()


class Phase(Entry):
    """One phase, stage or step of a roadmap; `start` and `end` are inclusive, in the roadmap's unit."""

    id: ShortId
    summary: Text
    start: int | None = Field(default=None, ge=1)
    end: int | None = Field(default=None, ge=1)
    duration: Amount | None = None
    steps: tuple[Step, ...] = ()
    build: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _times_agree(self) -> "Phase":
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end go together; give both or neither")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"start {self.start} is after end {self.end}; swap the two")
        if self.start is not None and self.duration is not None:
            raise ValueError("give start and end, or duration, not both")
        return self


class Roadmap(RecordFile):
    """Phases in the order in which they are followed."""

    word: Literal["phase", "stage", "step"]
    unit: Literal["weeks", "months"] | None = None
    hours_per_week: Amount | None = None
    aliases: tuple[Id, ...] = ()  # names that its file had before
    phases: tuple[Phase, ...] = Field(min_length=1)


class SalaryRow(Entry):
    """The pay of one level; amounts in the table's currency, a year, before tax."""

    level: Level
    years: Amount | None = None
    base: Amount | None = None
    london: Amount | None = None
    total: Amount | None = None
    range: Amount | None = None
    does: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _has_a_figure(self) -> "SalaryRow":
        if not (self.base or self.london or self.total or self.range):
            raise ValueError("has no figure; give base, london, total or range")
        return self


class SalaryTable(Entry):
    """The pay by level in one country, as one part of a guide gives it."""

    country: Text
    currency: Literal["USD", "GBP", "EUR"]
    stands_in: Text | None = None
    note: Text | None = None
    rows: tuple[SalaryRow, ...] = Field(min_length=1)


class Salaries(Record):
    """The pay tables of one guide."""

    source: Id
    tables: tuple[SalaryTable, ...] = Field(min_length=1)


class Project(Entry):
    """A project to build."""

    level: Literal["beginner", "beginner–intermediate", "intermediate", "advanced"] | None = None
    stack: tuple[Text, ...] = ()
    summary: Text


class Projects(RecordFile):
    """A list of projects."""

    projects: tuple[Project, ...] = Field(min_length=1)


class Certification(Entry):
    """A certificate, who gives it, and how hard it is."""

    issuer: Text | None = None
    level: Text | None = None
    summary: Text | None = None


class Certifications(RecordFile):
    """A list of certificates."""

    certifications: tuple[Certification, ...] = Field(min_length=1)


class Tool(Entry):
    """A tool or framework, what it is for, and who it suits."""

    category: Text | None = None
    purpose: Text | None = None
    best_for: Text | None = None
    summary: Text | None = None


class Tools(RecordFile):
    """A list of tools."""

    tools: tuple[Tool, ...] = Field(min_length=1)


class Skill(Entry):
    """A skill area, what to learn in it, and how much it matters."""

    learn: Text | None = None
    priority: Text | None = None


class Skills(RecordFile):
    """A list of skills."""

    skills: tuple[Skill, ...] = Field(min_length=1)


class GoldenQuestion(Record):
    """A question that must keep finding one of `sections`; a reindex that loses it is refused."""

    question: Text
    sections: tuple[str, ...] = Field(min_length=1)
    context: tuple[Text, ...] = ()


class SynonymGroup(Record):
    """Words that mean the same; the first is the one the others are read as."""

    words: tuple[Text, ...] = Field(min_length=2)


class Synonyms(Record):
    """The members' words: groups that mean the same, and kinds whose members exclude each other."""

    synonyms: tuple[SynonymGroup, ...] = ()
    kinds: dict[str, tuple[Text, ...]] = {}

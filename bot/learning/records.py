"""What is kept of a learner. Frozen values; ids are those of the content, people are numbers of Discord."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, both inclusive; `end` is None while the pause lasts."""

    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One person on one roadmap; a person may be on several, each once."""

    person: int
    roadmap: str  # id of the roadmap: the name of its file, "atlia"
    started: date
    hours: float  # a week
    zone: str  # IANA name
    first_phase: str  # id of the phase that the person begins with; the ones before it are known already
    pauses: tuple[Pause, ...] = ()
    guild: int | None = None  # where it was started, None in a direct message


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that is done: a step, or a phase as a whole."""

    item: str  # id of a step ("numpy-pandas-sql"), or of a phase as "phase:atlia/maths-for-ml"
    at: datetime  # aware, UTC; all that was ticked in one go has one moment, so that it can be undone together


@dataclass(frozen=True, slots=True)
class Reminder:
    """A weekly nudge at a wall-clock time; a person has at most one."""

    person: int
    weekday: int  # 0 is Monday
    at: time  # wall-clock time in `zone`
    zone: str
    next_at: datetime  # aware, UTC: when it is due
    channel: int | None = None  # None for a direct message
    guild: int | None = None  # of the channel

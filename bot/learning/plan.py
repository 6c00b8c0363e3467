"""When each phase begins and ends, from the hours a week that somebody has. Pure: today is given.

A guide gives lengths for its own hours. 6 weeks at 10 to 15 hours are 60 to 90 hours of work; with 12 hours a week that
takes 5 to 7.5 weeks. A length with a range (2 to 3 months) keeps it, and a guide that states no hours is not scaled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.learning.progress import PhaseProgress, Progress
from bot.learning.records import Pause
from bot.learning.working_days import WorkingDays
from knowledge.records import Phase, Roadmap

SLACK = 3  # days early or late that are still on time


class State(StrEnum):
    """Where a phase stands."""

    KNOWN = "known"
    DONE = "done"
    CURRENT = "current"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Window:
    """A day that is not certain: the earliest and the latest."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Planned:
    """One phase with its dates, all inclusive; a phase that is known has none."""

    phase: Phase
    index: int
    state: State
    start: Window | None = None
    end: Window | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole roadmap in time."""

    phases: tuple[Planned, ...]
    late: int  # days behind the plan as it was at the start with these hours; negative is ahead, 0 is on time
    end: Window

    @property
    def finished(self) -> bool:
        """Tell whether every phase is done or known."""
        return all(phase.state in (State.KNOWN, State.DONE) for phase in self.phases)


Lengths = tuple[float, float]  # least and most, in the roadmap's unit


def lengths(roadmap: Roadmap, hours: float) -> tuple[Lengths, ...] | None:
    """Return how long each phase takes with so many hours a week; None where the guide gives no durations."""
    if roadmap.unit is None:
        return None
    least = most = 1.0
    if roadmap.hours_per_week is not None:
        least = roadmap.hours_per_week.minimum / hours
        most = (roadmap.hours_per_week.maximum or roadmap.hours_per_week.minimum) / hours
    found = []
    for phase in roadmap.phases:
        if phase.start is not None and phase.end is not None:
            low = high = float(phase.end - phase.start + 1)
        elif phase.duration is not None:
            low, high = phase.duration.minimum, phase.duration.maximum or phase.duration.minimum
        else:
            return None  # the loader refuses a roadmap where only some phases have times
        found.append((low * least, high * most))
    return tuple(found)


def plan(
    roadmap: Roadmap, progress: Progress, *, started: date, hours: float, pauses: Sequence[Pause] = (), today: date
) -> Plan | None:
    """Return the dates of every phase as things stand today; None where the guide gives no durations.

    What is late moves everything after it; what is done early brings it forward. While a pause lasts the dates are
    those for somebody who goes on today.
    """
    long = lengths(roadmap, hours)
    if long is None:
        return None
    days = WorkingDays(started, pauses, today)
    unit = roadmap.unit or "weeks"
    own = [phase for phase in progress.phases if not phase.known]
    if not own:
        return Plan(tuple(Planned(p.phase, p.index, State.KNOWN) for p in progress.phases), 0, Window(started, started))
    bounds = [_projected(own, [long[phase.index][bound] for phase in own], days, unit, today) for bound in (0, 1)]
    first_plan = [days.ends(0, [long[phase.index][bound] for phase in own], unit)[-1] for bound in (0, 1)]
    last = [max(end for _, end in found.values()) for found in bounds]
    behind, ahead = last[1] - first_plan[1], first_plan[0] - last[0]
    late = behind if behind > SLACK else -ahead if ahead > SLACK else 0
    phases = tuple(_dated(phase, progress, bounds, days) for phase in progress.phases)
    return Plan(phases, late, Window(days.day(last[0] - 1), days.day(last[1] - 1)))


_Numbers = Mapping[int, tuple[int, int]]  # index of a phase → number of its first day, and of the day after its last


def _projected(
    own: Sequence[PhaseProgress], long: Sequence[float], days: WorkingDays, unit: str, today: date
) -> _Numbers:
    """Return where phases begin and end when each of them takes its length from `long`."""
    found: dict[int, tuple[int, int]] = {}
    at = 0
    for phase in own:  # what is done, in the order of the roadmap
        if phase.done_on is not None:
            end = max(at, days.number(phase.done_on) + 1)
            found[phase.index] = (min(at, end), end)
            at = end if all(other.done for other in own if other.index < phase.index) else at
    open_phases = [(phase, length) for phase, length in zip(own, long, strict=True) if not phase.done]
    if not open_phases:
        return found
    (current, length), rest = open_phases[0], open_phases[1:]
    now = max(at, days.number(today))
    end = max(at + 1, _end_of_current(current, length, at, now, days, unit))
    found[current.index] = (at, end)
    for (phase, _), after in zip(rest, days.ends(end, [length for _, length in rest], unit), strict=True):
        found[phase.index] = (end, after)
        end = after
    return found


def _end_of_current(phase: PhaseProgress, length: float, begin: int, now: int, days: WorkingDays, unit: str) -> int:
    """Return when the current phase ends: as planned, unless its steps say that it is later or sooner.

    Steps are coarse: one that is begun counts as anything between not begun and nearly done.
    """
    planned = begin + days.days(begin, length, unit)
    steps = len(phase.phase.steps)
    if not steps:
        return max(planned, now + 1)
    left = steps - len(phase.ticked)
    soonest = now + max(1, days.days(now, length * max(0, left - 1) / steps, unit))
    latest = now + max(1, days.days(now, length * left / steps, unit))
    return min(max(planned, soonest), latest)


def _dated(phase: PhaseProgress, progress: Progress, bounds: Sequence[_Numbers], days: WorkingDays) -> Planned:
    if phase.known:
        return Planned(phase.phase, phase.index, State.KNOWN)
    state = State.DONE if phase.done else State.CURRENT if phase is progress.current else State.COMING
    (start, end), (late_start, late_end) = (found[phase.index] for found in bounds)
    if phase.done:  # two that were done on one day both end on it
        start, late_start = (max(0, min(begin, after - 1)) for begin, after in ((start, end), (late_start, late_end)))
    return Planned(
        phase.phase,
        phase.index,
        state,
        Window(days.day(start), days.day(late_start)),
        Window(days.day(max(start, end - 1)), days.day(max(late_start, late_end - 1))),
    )

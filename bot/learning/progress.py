"""What a person has done of a roadmap, from ticks. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.learning.catalogue import Catalogue, Track
from bot.learning.records import Tick
from knowledge.records import Phase


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """One phase as a person stands in it."""

    phase: Phase
    index: int  # its place in the roadmap, from 0
    known: bool  # comes before the phase that the person began with
    ticked: frozenset[str]  # ids of its steps that are done
    done_on: date | None  # in the person's zone; None while it is not done

    @property
    def done(self) -> bool:
        """Tell whether the phase is done."""
        return self.done_on is not None

    @property
    def steps_done(self) -> int:
        """Return how many steps count as done: all of them when the phase was ticked as a whole."""
        return len(self.phase.steps) if self.done else len(self.ticked)


@dataclass(frozen=True, slots=True)
class Progress:
    """All phases of a roadmap, in their order."""

    phases: tuple[PhaseProgress, ...]

    @property
    def current(self) -> PhaseProgress | None:
        """Return the first phase that is neither done nor known; None when everything is done."""
        return next((phase for phase in self.phases if not phase.done and not phase.known), None)

    @property
    def steps(self) -> tuple[int, int]:
        """Return how many steps are done, and how many there are from the phase that the person began with."""
        own = [phase for phase in self.phases if not phase.known]
        return sum(phase.steps_done for phase in own), sum(len(phase.phase.steps) for phase in own)


def done_items(catalogue: Catalogue, ticks: Iterable[Tick]) -> dict[str, datetime]:
    """Return every item of today that is done, with when; what was stored under a former name counts."""
    done: dict[str, datetime] = {}
    for tick in ticks:
        for item in catalogue.today_s(tick.item):
            done[item] = min(done.get(item, tick.at), tick.at)
    return done


def progress(track: Track, first_phase: str, done: Mapping[str, datetime], zone: str) -> Progress:
    """Return where a person stands; a first phase that there is no longer is the first of the roadmap."""
    first = track.index_of(first_phase) or 0
    local = ZoneInfo(zone)
    phases = []
    for index, phase in enumerate(track.phases):
        at = done_at(track, phase, done)
        ticked = frozenset(step.id for step in phase.steps if step.id in done)
        done_on = at.astimezone(local).date() if at else None
        phases.append(PhaseProgress(phase, index, index < first, ticked, done_on))
    return Progress(tuple(phases))


def done_at(track: Track, phase: Phase, done: Mapping[str, datetime]) -> datetime | None:
    """Return when a phase was done: ticked as a whole, or its last step; None when it is not done."""
    if (whole := done.get(track.item(phase))) is not None:
        return whole
    if phase.steps and all(step.id in done for step in phase.steps):
        return max(done[step.id] for step in phase.steps)
    return None

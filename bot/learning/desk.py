"""What every command of a learner starts with: the roadmaps of now, the person's own, the day in their zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.card import BLUE
from bot.learning.catalogue import Catalogue, Track
from bot.learning.plan import Plan, plan
from bot.learning.progress import Progress, done_items, progress
from bot.learning.records import Enrolment
from bot.learning.store import Learners, Reminders
from bot.learning.zones import Zones
from bot.refused import Refused
from knowledge.load import Knowledge

COLOUR = BLUE


@dataclass(frozen=True)
class Standing:
    """One person on one roadmap, as of now."""

    enrolment: Enrolment
    track: Track
    progress: Progress
    plan: Plan | None  # None where the guide gives no durations
    today: date  # in the person's zone

    @property
    def paused(self) -> bool:
        """Tell whether a pause lasts."""
        return any(pause.end is None for pause in self.enrolment.pauses)


class Shelf:
    """The roadmaps of the content that serves. Safe for threads: it keeps nothing else."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        """Take a function that gives the content that serves now."""
        self._knowledge = knowledge
        self._made: tuple[Knowledge, Catalogue] | None = None

    @property
    def catalogue(self) -> Catalogue:
        """Return the roadmaps of the content that serves now."""
        knowledge = self._knowledge()
        made = self._made
        if made is None or made[0] is not knowledge:
            made = self._made = (knowledge, Catalogue(knowledge))
        return made[1]

    def roadmaps_matching(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return (name to show, id) of the roadmaps that fit what was typed so far."""
        wanted = text.lower().strip()
        named = [(f"{track.guide}: {track.roadmap.title}"[:100], track.id) for track in self.catalogue.tracks]
        return tuple((name, key) for name, key in named if wanted in f"{key} {name}".lower())[:25]

    def phases_matching(self, roadmap: str, text: str) -> tuple[tuple[str, str], ...]:
        """Return (name to show, id) of the phases that fit what was typed so far; none of an unknown roadmap."""
        if (track := self.catalogue.find(roadmap)) is None:
            return ()
        named = [(track.name_of(index)[:100], phase.id) for index, phase in enumerate(track.phases)]
        return tuple((name, key) for name, key in named if text.lower().strip() in f"{key} {name}".lower())[:25]


class Desk(Shelf):
    """What the services of a learner share. Safe for threads."""

    def __init__(
        self,
        knowledge: Callable[[], Knowledge],
        learners: Learners,
        reminders: Reminders,
        now: Callable[[], datetime],
    ) -> None:
        """Take the content that serves, the database, and the clock (aware, UTC)."""
        super().__init__(knowledge)
        self._learners = learners
        self._reminders = reminders
        self._now = now
        self._zones = Zones()

    def zones_matching(self, text: str) -> tuple[str, ...]:
        """Return at most 25 time zones that fit what was typed so far."""
        return self._zones.matching(text)

    def standing(self, person: int, roadmap: str = "") -> Standing:
        """Return where a person stands on a roadmap, by default the one that was started last; raises Refused."""
        return self._standing(self._enrolment(person, roadmap))

    def _enrolment(self, person: int, roadmap: str) -> Enrolment:
        mine = self._learners.enrolments(person)
        if not mine:
            raise Refused("You are on no roadmap yet: look at them with /roadmap list, then use /roadmap start.")
        if not roadmap:
            alive = [one for one in mine if self.catalogue.find(one.roadmap)]
            return (alive or mine)[-1]
        key = roadmap.lower().strip()
        found = self.catalogue.find(key)
        if found is None and not any(one.roadmap == key for one in mine):
            found = self.catalogue.named(roadmap)
        for one in mine:
            if one.roadmap == key or (found and self.catalogue.find(one.roadmap) is found):
                return one
        name = found.guide if found else roadmap
        raise Refused(f"You are not on {name}'s roadmap; yours: {', '.join(one.roadmap for one in mine)}.")

    def _standing(self, enrolment: Enrolment) -> Standing:
        track = self.catalogue.find(enrolment.roadmap)
        if track is None:
            raise Refused(
                f"The roadmap “{enrolment.roadmap}” is no longer among the guides; what you ticked is kept. "
                f"Take yourself off with /roadmap leave {enrolment.roadmap}, or start another."
            )
        done = done_items(self.catalogue, self._learners.ticks(enrolment.person))
        stands = progress(track, enrolment.first_phase, done, enrolment.zone)
        today = self.today(enrolment.zone)
        dated = plan(
            track.roadmap,
            stands,
            started=enrolment.started,
            hours=enrolment.hours,
            pauses=enrolment.pauses,
            today=today,
        )
        return Standing(enrolment, track, stands, dated, today)

    def today(self, zone: str) -> date:
        """Return the day in a zone."""
        return self._now().astimezone(ZoneInfo(zone)).date()

"""`/roadmap start, leave`: getting on a roadmap and off it, each with a question first."""

from datetime import datetime
from hashlib import sha256

from bot.card import Button, Card, Row, Style
from bot.learning import say
from bot.learning.catalogue import Catalogue, Track
from bot.learning.dates import day_of, hours_of, said_day
from bot.learning.desk import COLOUR, Desk, Standing
from bot.learning.progress import done_at, done_items
from bot.learning.records import Enrolment
from bot.refused import Refused


class OnStarting(Desk):
    """Getting on and off a roadmap."""

    def roadmap_start(
        self, person: int, roadmap: str, start: str = "", hours: str | float = "", zone: str = "", phase: str = ""
    ) -> Card:
        """Show the whole plan with a button that stores it; nothing is stored before. Raises Refused."""
        track = self.catalogue.named(roadmap)
        self._refuse_second(person, track)
        if not str(hours).strip():
            raise Refused(f"Say how many hours a week you have: /roadmap start {track.id} hours:10.")
        if not zone.strip():
            raise Refused(f"Say in which time zone you are: /roadmap start {track.id} zone:Europe/London.")
        a_week, named_zone = hours_of(hours), self._zones.named(zone)
        day = day_of(start, self.today(named_zone))
        index = track.phase_named(phase) if phase.strip() else 0
        enrolment = Enrolment(person, track.id, day, a_week, named_zone, track.phases[index].id)
        stands = self._standing(enrolment)
        action = f"start-yes:{_token(track, index)}:{day:%Y%m%d}:{a_week:g}:{named_zone}:{person}"
        typed = (
            f"/roadmap start {track.id} date:{day.isoformat()} hours:{a_week:g} zone:{named_zone} "
            f"phase:{index + 1} confirm:yes"
        )
        buttons = (
            Button("Start", action, Style.SUCCESS, typed),
            Button("Not now", f"dismiss:{person}"),
        )
        return Card.of(
            f"## Your plan on {track.guide}'s roadmap\nFrom {said_day(day)}, {say.said_hours(a_week)}, {named_zone}.",
            *_plan_texts(stands),
            "Nothing is stored yet. Shall it begin?",
            Row(buttons),
            colour=COLOUR,
        )

    def roadmap_started(
        self, person: int, token: str, day: str, hours: str, zone: str, guild: int | None = None
    ) -> Card:
        """Store a start that was shown and confirmed; the values are those of its button. Raises Refused."""
        track, index = _by_token(self.catalogue, token)
        self._refuse_second(person, track)
        started = datetime.strptime(day, "%Y%m%d").date()
        key = track.phases[index].id
        enrolment = Enrolment(person, track.id, started, hours_of(hours), self._zones.named(zone), key, guild=guild)
        if not self._learners.enrol(enrolment):
            raise Refused(f"You are on {track.guide}'s roadmap already; see it with /phase current.")
        self._keep_whole_phases(person, track)
        stands = self._standing(enrolment)
        current = stands.progress.current
        begins = f"Your first {track.word}: **{track.name_of(current.index)}**." if current else "All of it is done."
        return Card.of(
            f"You are on {track.guide}'s roadmap from {said_day(started)}. {begins}",
            Row(
                (
                    Button(
                        "My phase", f"phase-current:{track.id}:{person}", Style.PRIMARY, f"/phase current {track.id}"
                    ),
                    Button("My plan", f"plan:{track.id}:{person}", typed=f"/plan {track.id}"),
                )
            ),
            colour=COLOUR,
        )

    def roadmap_leave(self, person: int, roadmap: str = "") -> Card:
        """Ask whether somebody really wants to leave a roadmap; raises Refused."""
        enrolment = self._enrolment(person, roadmap)
        track = self.catalogue.find(enrolment.roadmap)
        name = f"{track.guide}'s roadmap" if track else f"the roadmap “{enrolment.roadmap}”"
        leave = Button(
            "Leave",
            f"leave-yes:{enrolment.roadmap}:{person}",
            Style.DANGER,
            f"/roadmap leave {enrolment.roadmap} confirm:yes",
        )
        return Card.of(
            f"Leave {name}? Its start, hours and pauses are removed. What you ticked is kept: it counts again if you "
            "come back, and in other roadmaps. `/privacy delete` removes everything.",
            Row((leave, Button("Stay", f"dismiss:{person}"))),
            colour=COLOUR,
        )

    def roadmap_left(self, person: int, roadmap: str) -> Card:
        """Take somebody off a roadmap; raises Refused when they were not on it."""
        enrolment = self._enrolment(person, roadmap)
        if not self._learners.leave(person, enrolment.roadmap):
            raise Refused("You have left it already.")
        return Card.of("You have left it. `/roadmap list` shows what there is.", colour=COLOUR)

    def _refuse_second(self, person: int, track: Track) -> None:
        if any(self.catalogue.find(one.roadmap) is track for one in self._learners.enrolments(person)):
            raise Refused(
                f"You are on {track.guide}'s roadmap already: change your hours with /plan hours, or leave it first "
                f"with /roadmap leave {track.id}."
            )

    def _keep_whole_phases(self, person: int, track: Track) -> None:
        """Store each phase that ticks have made whole, so that a step that is added later does not undo it."""
        done = done_items(self.catalogue, self._learners.ticks(person))
        whole: dict[datetime, list[str]] = {}
        for phase in track.phases:
            if track.item(phase) not in done and (at := done_at(track, phase, done)) is not None:
                whole.setdefault(at, []).append(track.item(phase))
        for at, items in whole.items():  # with the moment of the last step: one undo takes back both
            self._learners.tick(person, items, at)


def _plan_texts(stands: Standing) -> list[str]:
    finish = [f"**{say.finish(stands.plan)}**"] if stands.plan else []
    lines = say.plan_lines(stands.track, stands.progress, stands.plan)
    return [*finish, lines, f"-# {say.scaling(stands.track, stands.enrolment.hours)}"]


def _token(track: Track, index: int) -> str:
    """Return six characters for a phase of a roadmap: a button that starts one has no room for their ids."""
    return _digest(f"{track.id}/{track.phases[index].id}")


def _digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:6]


def _by_token(catalogue: Catalogue, token: str) -> tuple[Track, int]:
    for track in catalogue.tracks:
        for index, phase in enumerate(track.phases):
            names = (f"{r}/{p}" for r in (track.id, *track.roadmap.aliases) for p in (phase.id, *phase.aliases))
            if token in map(_digest, names):
                return track, index
    raise Refused("The roadmap has changed since this plan was shown; please start again with /roadmap start.")

"""A plan as a file that calendars import: one all-day event a phase."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.learning.catalogue import Track
from bot.learning.dates import said_day
from bot.learning.plan import Plan, Planned, State
from bot.learning.records import Enrolment

if TYPE_CHECKING:
    from icalendar import Event


def calendar(track: Track, enrolment: Enrolment, plan: Plan, now: datetime) -> bytes:
    """Return the plan as iCalendar; an event lasts from the earliest start to the latest end of a phase.

    Events keep their UID, so that a later import moves them and adds none.
    """
    from icalendar import Calendar  # 40 ms, and few ask for the file

    made = Calendar()
    made.add("prodid", "-//Roadmap Mentor//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{track.guide}: my plan")
    for phase in plan.phases:
        if phase.start is not None and phase.end is not None:
            made.add_component(_event(track, enrolment, phase, phase.start.earliest, phase.end.latest, now))
    return bytes(made.to_ical())


def _event(track: Track, enrolment: Enrolment, phase: Planned, first: date, last: date, now: datetime) -> "Event":
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"{track.id}-{phase.phase.id}-{enrolment.person}@roadmap-mentor")
    event.add("dtstamp", now)
    event.add("summary", f"{track.name_of(phase.index)} ({track.guide})")
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # the day after the last one, as the format wants it
    event.add("transp", "TRANSPARENT")  # studying does not make a person busy all day
    event.add("description", _description(phase))
    return event


def _description(phase: Planned) -> str:
    steps = "".join(f"\n- {step.text}" for step in phase.phase.steps)
    build = f"\nBuild: {phase.phase.build}" if phase.phase.build else ""
    ends = ""
    if phase.state is not State.DONE and phase.end and phase.end.earliest != phase.end.latest:
        ends = f"\nEnds between {said_day(phase.end.earliest)} and {said_day(phase.end.latest)}."
    return f"{phase.phase.summary}{steps}{build}{ends}"

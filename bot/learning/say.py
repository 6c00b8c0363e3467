"""A learner's standing in words. Pure."""

from datetime import date

from bot.learning.catalogue import Track
from bot.learning.dates import said_day
from bot.learning.plan import Plan, Planned, State, Window, lengths
from bot.learning.progress import PhaseProgress, Progress
from knowledge.records import Phase, Roadmap
from knowledge.say import phase_time

MARKS = {State.KNOWN: "–", State.DONE: "✓", State.CURRENT: "▶", State.COMING: "○"}
_BAR = 12


def bar(done: int, total: int) -> str:
    """Return "▰▰▰▱▱▱▱▱▱▱▱▱ 1 of 4 steps"."""
    full = int(_BAR * (done / total if total else 0.0))
    return f"{'▰' * full}{'▱' * (_BAR - full)} {done} of {total} steps"


def window(days: Window) -> str:
    """Return "Tue 1 Dec 2026", or "between … and …" where the day is not certain."""
    if days.earliest == days.latest:
        return said_day(days.earliest)
    return f"between {said_day(days.earliest)} and {said_day(days.latest)}"


def dates(planned: Planned) -> str:
    """Return when a phase is on: "12 Jan – 22 Feb 2027 (latest: 2 Feb – 5 Apr 2027)"."""
    start, end = planned.start, planned.end
    if start is None or end is None:
        return ""
    if planned.state is State.DONE:
        return f"done on {said_day(end.earliest)}"
    first = _period(start.earliest, end.earliest)
    if (start.earliest, end.earliest) == (start.latest, end.latest):
        return first
    last = _short(end.latest) if start.earliest == start.latest else _period(start.latest, end.latest)
    return f"{first} (latest: {last})"


def finish(plan: Plan) -> str:
    """Return "You finish between … and …."."""
    day = "" if plan.end.earliest != plan.end.latest else "on "
    return f"You finish {day}{window(plan.end)}."


def pace(plan: Plan) -> str:
    """Say whether somebody is on time, or how far behind or ahead."""
    if plan.late > 0:
        moved = "" if plan.finished else "; the later dates have moved along"
        return f"{span(plan.late).capitalize()} behind your plan{moved}."
    if plan.late < 0:
        return f"{span(-plan.late).capitalize()} ahead of your plan."
    return "On time."


def span(days: int) -> str:
    """Return "5 days", "3 weeks", "4 months"."""
    if days < 14:
        return f"{days} {'day' if days == 1 else 'days'}"
    if days < 120:
        return f"about {round(days / 7)} weeks"
    return f"about {round(days / 30.44)} months"


def said_hours(hours: float) -> str:
    """Return "10 hours a week"."""
    return f"{hours:g} {'hour' if hours == 1 else 'hours'} a week"


def length(roadmap: Roadmap) -> str:
    """Return how long a whole roadmap is in the guide's own words: "48 weeks", "10–14 months", or nothing."""
    if roadmap.unit is None:
        return ""
    least = most = 0.0
    for phase in roadmap.phases:
        if phase.start is not None and phase.end is not None:
            least, most = least + phase.end - phase.start + 1, most + phase.end - phase.start + 1
        elif phase.duration is not None:
            least, most = least + phase.duration.minimum, most + (phase.duration.maximum or phase.duration.minimum)
    return f"{least:g} {roadmap.unit}" if least == most else f"{least:g}–{most:g} {roadmap.unit}"


def guide_hours(roadmap: Roadmap) -> str:
    """Return "10 to 15 hours a week", or that the guide gives none."""
    return f"{roadmap.hours_per_week} hours a week" if roadmap.hours_per_week else "no weekly hours given"


def scaling(track: Track, hours: float) -> str:
    """Say how the dates come from the guide's lengths."""
    roadmap = track.roadmap
    if roadmap.unit is None:
        return f"{track.guide} gives no durations, so there are no dates: the {track.word}s in their order."
    if roadmap.hours_per_week is None:
        return f"{track.guide} states no weekly hours for its {track.word}s, so its own lengths are kept."
    mine = lengths(roadmap, hours) or ()
    least, most = (round(sum(one[bound] for one in mine)) for bound in (0, 1))
    here = f"{least}" if least == most else f"{least} to {most}"
    return (
        f"{track.guide} plans {length(roadmap)} at {roadmap.hours_per_week} hours a week; at your {hours:g} that work "
        f"takes {here} {roadmap.unit}."
    )


def phase_length(roadmap: Roadmap, phase: Phase) -> str:
    """Return the guide's own time for a phase, with a comma before it."""
    time = phase_time(roadmap, phase)
    return f", {time}" if time else ""


def steps(progress: PhaseProgress) -> str:
    """Return the steps of a phase as a list, the done ones marked."""
    done = {step.id for step in progress.phase.steps} if progress.done else progress.ticked
    return "\n".join(f"{'☑' if step.id in done else '☐'} {step.text}" for step in progress.phase.steps)


def plan_lines(track: Track, progress: Progress, plan: Plan | None) -> str:
    """Return a line for each phase: its mark, its name, and its dates where there are any."""
    lines = []
    for phase in progress.phases:
        planned = plan.phases[phase.index] if plan else None
        state = planned.state if planned else _state(phase, progress)
        when = f"\n-# {dates(planned)}" if planned and planned.start else ""
        known = " (known already)" if state is State.KNOWN and not phase.done else ""
        lines.append(f"{MARKS[state]} **{track.name_of(phase.index)}**{known}{when}")
    return "\n".join(lines)


def _state(phase: PhaseProgress, progress: Progress) -> State:
    if phase.done:
        return State.DONE
    return State.KNOWN if phase.known else State.CURRENT if phase is progress.current else State.COMING


def _period(first: date, last: date) -> str:
    """Return "12 Jan – 22 Feb 2027"; a year that is the same is said once."""
    begin = _short(first)
    return f"{begin.removesuffix(f' {last.year}')} – {_short(last)}"


def _short(day: date) -> str:
    return said_day(day)[4:]

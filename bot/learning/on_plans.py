"""`/plan`: the dates of a roadmap, with a picture and a file for a calendar; pause, resume, other hours."""

from dataclasses import replace
from datetime import timedelta

from bot.card import Block, Button, Card, File, Picture, Row, Style, Text
from bot.charts.gantt import plan_alt, plan_picture
from bot.learning import say
from bot.learning.dates import hours_of, said_day
from bot.learning.desk import COLOUR, Desk, Standing
from bot.learning.ics import calendar
from bot.learning.plan import Plan
from bot.learning.records import Enrolment, Pause
from bot.refused import Refused


class OnPlans(Desk):
    """The plan of somebody, and what changes it."""

    def plan(self, person: int, roadmap: str = "") -> Card:
        """Show the plan: text, a picture, a file to import; without durations the order alone. Raises Refused."""
        return self._plan(self.standing(person, roadmap))

    def pause(self, person: int, roadmap: str = "") -> Card:
        """Stop the clock of a plan from today on; raises Refused."""
        stands = self.standing(person, roadmap)
        if stands.paused:
            raise Refused("Your plan is paused already; go on with /plan resume.")
        if stands.enrolment.started > stands.today:
            raise Refused(f"Your plan begins on {said_day(stands.enrolment.started)}; there is nothing to pause yet.")
        self._change(replace(stands.enrolment, pauses=(*stands.enrolment.pauses, Pause(stands.today))))
        return self._after("Paused from today. No day counts until you go on.", person, stands)

    def resume(self, person: int, roadmap: str = "") -> Card:
        """Let the clock of a plan run again from today on; raises Refused."""
        stands = self.standing(person, roadmap)
        if not stands.paused:
            raise Refused("Your plan is not paused.")
        *before, last = stands.enrolment.pauses
        end = stands.today - timedelta(days=1)
        pauses = (*before, replace(last, end=end)) if end >= last.start else tuple(before)
        self._change(replace(stands.enrolment, pauses=pauses))
        days = max(0, (end - last.start).days + 1)
        return self._after(f"You go on from today; the pause took {say.span(days)}.", person, stands)

    def hours(self, person: int, hours: str | float, roadmap: str = "") -> Card:
        """Reckon the plan anew for other hours a week; raises Refused."""
        stands = self.standing(person, roadmap)
        self._change(replace(stands.enrolment, hours=hours_of(hours)))
        return self._after(f"Planned anew for {say.said_hours(hours_of(hours))}.", person, stands)

    def _change(self, enrolment: Enrolment) -> None:
        if not self._learners.change(enrolment):
            raise Refused("You have left this roadmap meanwhile; /roadmap start brings you back.")

    def _after(self, said: str, person: int, stands: Standing) -> Card:
        return Card((Text(said), *self.plan(person, stands.enrolment.roadmap).blocks), COLOUR)

    def _plan(self, stands: Standing) -> Card:
        track, enrolment = stands.track, stands.enrolment
        head = f"## {track.guide}: your plan\nFrom {said_day(enrolment.started)}, {say.said_hours(enrolment.hours)}.\n"
        blocks: list[Block] = [Text(head + say.bar(*stands.progress.steps))]
        if stands.plan:
            blocks.append(Text(_state(stands, stands.plan)))
        dated = stands.plan and not all(phase.start is None for phase in stands.plan.phases)
        if stands.plan and dated:
            picture = plan_picture(stands.plan, track.guide, stands.today)
            alt = plan_alt(stands.plan, track.roadmap.word, track.guide, stands.today)
            blocks.append(Picture("plan.png", picture, alt))
        blocks.append(Text(say.plan_lines(track, stands.progress, stands.plan)))
        blocks.append(Text(f"-# {say.scaling(track, enrolment.hours)}"))
        if stands.plan and dated:
            dates = calendar(track, enrolment, stands.plan, self._now())
            blocks.append(File(f"{track.id}-plan.ics", dates, f"/plan save FOLDER roadmap:{track.id}"))
        blocks.append(Row((_pause_button(stands), _current_button(stands))))
        return Card(tuple(blocks), COLOUR)


def _state(stands: Standing, plan: Plan) -> str:
    if plan.finished:
        return f"**Done.** {say.pace(plan)}"
    if stands.paused:
        return f"**Paused.** If you go on today: {say.finish(plan)}"
    return f"**{say.finish(plan)}** {say.pace(plan)}"


def _pause_button(stands: Standing) -> Button:
    arguments = f"{stands.track.id}:{stands.enrolment.person}"
    if stands.paused:
        return Button("Go on", f"plan-resume:{arguments}", Style.SUCCESS, f"/plan resume {stands.track.id}")
    return Button("Pause", f"plan-pause:{arguments}", typed=f"/plan pause {stands.track.id}")


def _current_button(stands: Standing) -> Button:
    action = f"phase-current:{stands.track.id}:{stands.enrolment.person}"
    return Button("My phase", action, Style.PRIMARY, f"/phase current {stands.track.id}")

"""`/remind on, off, show`, and the weekly nudge itself."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.card import Button, Card, Row, Style, Text
from bot.learning import say
from bot.learning.dates import WEEKDAYS, said_day, time_of, weekday_of
from bot.learning.desk import COLOUR, Desk
from bot.learning.records import Reminder
from bot.learning.reminding import next_at, tomorrow
from bot.refused import Refused


class OnReminders(Desk):
    """The weekly nudge of somebody."""

    def remind_on(
        self,
        person: int,
        weekday: str,
        at: str,
        zone: str = "",
        channel: int | None = None,
        guild: int | None = None,
    ) -> Card:
        """Remind a person weekly, by default in the zone of their roadmap; raises Refused."""
        mine = self._enrolment(person, "")
        day, wall = weekday_of(weekday), time_of(at)
        named = self._zones.named(zone) if zone.strip() else mine.zone
        due = next_at(day, wall, named, self._now())
        reminder = Reminder(person, day, wall, named, due, channel, guild)
        self._reminders.put(reminder)
        return Card.of(f"{_said(reminder)}\nThe first comes on {_when(reminder)}.", _off_row(person), colour=COLOUR)

    def remind_off(self, person: int) -> Card:
        """Stop reminding a person; raises Refused when there was nothing to stop."""
        if not self._reminders.remove(person):
            raise Refused("You have no reminder.")
        return Card.of("No more reminders. `/remind on` brings them back.", colour=COLOUR)

    def remind_show(self, person: int) -> Card:
        """Show what is set."""
        reminder = self._reminders.get(person)
        if reminder is None:
            return Card.of("You have no reminder. Set one with `/remind on`, a weekday and a time.", colour=COLOUR)
        return Card.of(f"{_said(reminder)}\nThe next comes on {_when(reminder)}.", _off_row(person), colour=COLOUR)

    def remind_snooze(self, person: int) -> Card:
        """Let the nudge come again tomorrow, at its time; raises Refused when there is none any more."""
        reminder = self._reminders.get(person)
        if reminder is None:
            raise Refused("You have no reminder any more; /remind on sets one.")
        until = tomorrow(reminder, self._now())
        if not self._reminders.snooze(person, until):
            raise Refused("You have no reminder any more; /remind on sets one.")
        return Card.of(f"I come again on {_when(replace(reminder, next_at=until))}.", colour=COLOUR)

    def nudge(self, person: int) -> Card:
        """Return what a reminder says: where the person is, and what is next. Raises Refused on no roadmap."""
        stands = self.standing(person)
        current = stands.progress.current
        buttons = Row(
            (
                Button(
                    "My phase",
                    f"phase-current:{stands.track.id}:{person}",
                    Style.PRIMARY,
                    f"/phase current {stands.track.id}",
                ),
                Button("Tomorrow", f"remind-snooze:{person}", typed="/remind snooze"),
                Button("Stop", f"remind-off:{person}", Style.DANGER, "/remind off"),
            )
        )
        if current is None:
            said = f"{stands.track.guide}'s roadmap is done: nothing is left to remind you of."
            return Card((Text(said), buttons), COLOUR)
        if stands.paused:
            said = "Your plan is on a pause. Go on with `/plan resume` whenever you like."
            return Card((Text(said), buttons), COLOUR)
        left = [step.text for step in current.phase.steps if step.id not in current.ticked]
        lines = [f"## {stands.track.name_of(current.index)}", say.bar(*stands.progress.steps)]
        if stands.plan:
            lines.append(say.pace(stands.plan))
        if left:
            lines.append("**Next:** " + left[0])
        return Card((Text("\n".join(lines)), buttons), COLOUR)


def _said(reminder: Reminder) -> str:
    where = "in this channel" if reminder.channel is not None else "by direct message"
    return f"Every {WEEKDAYS[reminder.weekday]} at {reminder.at:%H:%M} ({reminder.zone}), {where}."


def _when(reminder: Reminder) -> str:
    local = reminder.next_at.astimezone(ZoneInfo(reminder.zone))
    return f"{said_day(local.date())} at {local:%H:%M}"


def _off_row(person: int) -> Row:
    return Row((Button("Stop", f"remind-off:{person}", Style.DANGER, "/remind off"),))

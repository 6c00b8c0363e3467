"""`/phase current, list, done, undo`: where a person is, and what is ticked."""

import re
from collections.abc import Iterable, Sequence

from bot.card import Block, Button, Card, Option, Row, Select, Style, Text
from bot.learning import say
from bot.learning.desk import COLOUR, Desk, Standing
from bot.learning.on_roadmaps import ask_button
from bot.learning.progress import PhaseProgress, done_at, done_items
from bot.refused import Refused
from knowledge.errors import did_you_mean
from knowledge.say import phase_time

_SHOWN = 25  # options of a select
_NUMBERS = re.compile(r"(?:steps? )?(\d{1,3}(?:[ ,]+(?:and )?\d{1,3})*)")


class OnPhases(Desk):
    """The phase that somebody is in."""

    def phase_current(self, person: int, roadmap: str = "") -> Card:
        """Show the phase that a person is in; raises Refused."""
        return self._current(self.standing(person, roadmap))

    def phase_list(self, person: int, roadmap: str = "") -> Card:
        """Show all phases with what is done, and their dates; raises Refused."""
        stands = self.standing(person, roadmap)
        return Card.of(
            f"## {stands.track.roadmap.title}\n{say.bar(*stands.progress.steps)}",
            say.plan_lines(stands.track, stands.progress, stands.plan),
            *_pace(stands),
            Row((_current_button(stands, person), _plan_button(stands, person))),
            colour=COLOUR,
        )

    def phase_done(self, person: int, what: str = "", roadmap: str = "") -> Card:
        """Tick the whole phase that a person is in, or some of its steps, by number or name; raises Refused."""
        stands = self.standing(person, roadmap)
        current = stands.progress.current
        if current is None:
            raise Refused(f"Every {stands.track.word} of {stands.track.guide}'s roadmap is done already.")
        if not what.strip() or what.strip().lower() == "all":
            return self._whole(person, stands, current)
        return self._ticked(person, stands, current, _steps_named(what, current))

    def phase_all(self, person: int, roadmap: str, phase: str) -> Card:
        """Tick one phase as a whole: the button "done"; raises Refused."""
        stands = self.standing(person, roadmap)
        return self._whole(person, stands, self._phase(stands, phase))

    def phase_tick(self, person: int, roadmap: str, phase: str, values: Sequence[str]) -> Card:
        """Take the steps of a phase that are chosen for done and the others for not done; raises Refused."""
        stands = self.standing(person, roadmap)
        found = self._phase(stands, phase)
        there = [step.id for step in found.phase.steps[:_SHOWN]]  # of others the select says nothing
        chosen = [item for value in values for item in self.catalogue.today_s(value) if item in there]
        done = set(there) if found.done else set(found.ticked)
        if away := [item for item in there if item in done and item not in chosen]:
            self._untick(person, away)
        return self._ticked(person, stands, found, [item for item in chosen if item not in found.ticked])

    def phase_undo(self, person: int) -> Card:
        """Take back what was ticked last; raises Refused when there is nothing."""
        items = self._learners.undo(person)
        if not items:
            raise Refused("There is nothing to take back: nothing is ticked.")
        names = [name for item in items if (name := self._name_of(person, item))]
        text = "Taken back:\n" + "\n".join(f"- {name}" for name in names[:20]) if names else "Taken back."
        if self._learners.enrolments(person):
            return Card((Text(text), *self.phase_current(person).blocks), COLOUR)
        return Card.of(text, colour=COLOUR)

    def _phase(self, stands: Standing, phase: str) -> PhaseProgress:
        index = stands.track.index_of(phase)
        if index is None:
            raise Refused(
                f"That {stands.track.word} is no longer part of {stands.track.guide}'s roadmap; what you ticked is "
                "kept. See where you are with /phase current."
            )
        return stands.progress.phases[index]

    def _whole(self, person: int, stands: Standing, phase: PhaseProgress) -> Card:
        if phase.done:
            raise Refused(f"“{phase.phase.title}” is done already; /phase undo takes back what was ticked last.")
        return self._ticked(
            person, stands, phase, [*(step.id for step in phase.phase.steps), stands.track.item(phase.phase)]
        )

    def _ticked(self, person: int, stands: Standing, phase: PhaseProgress, items: Sequence[str]) -> Card:
        """Store ticks, with each phase that they make whole on any roadmap of the person, and show what is next."""
        new: tuple[str, ...] = ()
        if items:
            at = self._now()
            done = done_items(self.catalogue, self._learners.ticks(person)) | dict.fromkeys(items, at)
            mine = [self.catalogue.find(one.roadmap) for one in self._learners.enrolments(person)]
            whole = [
                track.item(one)
                for track in filter(None, mine)
                for one in track.phases
                if track.item(one) not in done and done_at(track, one, done) is not None
            ]
            new = self._learners.tick(person, [*items, *whole], at)
        now = self._standing(stands.enrolment)
        finished = not phase.done and now.progress.phases[phase.index].done
        said = f"**Done: {stands.track.name_of(phase.index)}**" if finished else _counted(new)
        return Card((*([Text(said)] if said else []), *self._current(now).blocks), COLOUR)

    def _untick(self, person: int, items: Iterable[str]) -> None:
        """Take ticks away, also of the phases that they made whole and under the names they had before."""
        gone = set(items)
        for track in self.catalogue.tracks:
            gone |= {track.item(p) for p in track.phases if any(step.id in gone for step in p.steps)}
        stored = [t.item for t in self._learners.ticks(person) if gone & {t.item, *self.catalogue.today_s(t.item)}]
        self._learners.untick(person, stored)

    def _current(self, stands: Standing) -> Card:
        track, progress, person = stands.track, stands.progress, stands.enrolment.person
        current = progress.current
        if current is None:
            return Card.of(
                f"## {track.guide}'s roadmap is done\n{say.bar(*progress.steps)}",
                *_pace(stands),
                Row((_undo_button(person), _plan_button(stands, person))),
                colour=COLOUR,
            )
        return Card(tuple(_blocks(self._others(stands), stands, current)), COLOUR)

    def _others(self, stands: Standing) -> str:
        others = [one.roadmap for one in self._learners.enrolments(stands.enrolment.person)]
        others = [name for name in others if name != stands.enrolment.roadmap]
        return f"You are also on: {', '.join(f'`/phase current {name}`' for name in others)}" if others else ""

    def _name_of(self, person: int, item: str) -> str:
        """Return what a step or phase is called, a shared step as in the roadmap that the person started last."""
        mine = [self.catalogue.find(one.roadmap) for one in reversed(self._learners.enrolments(person))]
        names: dict[str, str] = {}
        for track in (*filter(None, mine), *self.catalogue.tracks):
            for index, phase in enumerate(track.phases):
                names.setdefault(track.item(phase), track.name_of(index))
                for step in phase.steps:
                    names.setdefault(step.id, step.text)
        return next((names[now] for now in self.catalogue.today_s(item)), "")


def _blocks(others: str, stands: Standing, current: PhaseProgress) -> Iterable[Block]:
    track, person, phase = stands.track, stands.enrolment.person, current.phase
    where = f"{track.guide} · {track.word} {current.index + 1} of {len(track.phases)}"
    time = phase_time(track.roadmap, phase)
    yield Text(
        f"## {track.name_of(current.index)}\n-# {where}{f' · {time}' if time else ''}\n"
        f"{say.bar(*stands.progress.steps)} in all"
    )
    if stands.plan:
        yield Text(f"**{say.dates(stands.plan.phases[current.index])}**\n" + "\n".join(_pace(stands)))
    elif stands.paused:
        yield Text("You are on a pause; go on with /plan resume.")
    yield Text(phase.summary)
    if phase.steps:
        yield Text(f"**Steps**\n{say.steps(current)}")
    if phase.build:
        yield Text(f"**Build:** {phase.build}")
    if phase.note:
        yield Text(f"-# {phase.note}")
    coming = next((p for p in stands.progress.phases[current.index + 1 :] if not p.done), None)
    yield Text(f"**Next:** {track.name_of(coming.index)}" if coming else f"This is the last {track.word}.")
    if others:
        yield Text(others)
    if phase.steps:
        options = tuple(
            Option(step.text[:100], step.id, chosen=step.id in current.ticked) for step in phase.steps[:_SHOWN]
        )
        action = f"phase-tick:{track.id}:{phase.id}:{person}"
        yield Select(action, "Tick what is done", options, 0, len(options), typed=f"/phase done 1 {track.id}")
    yield Row(
        (
            Button(
                f"{track.word.capitalize()} done",
                f"phase-all:{track.id}:{phase.id}:{person}",
                Style.SUCCESS,
                f"/phase done all {track.id}",
            ),
            _undo_button(person),
            ask_button(track, current.index),
            _plan_button(stands, person),
        )
    )


def _pace(stands: Standing) -> list[str]:
    if stands.plan is None:
        return []
    if stands.paused:
        return ["You are on a pause; go on with /plan resume."]
    return [say.pace(stands.plan)]


def _counted(new: Sequence[str]) -> str:
    count = sum(not item.startswith("phase:") for item in new)
    return f"{count} {'step' if count == 1 else 'steps'} ticked." if count else ""


def _steps_named(what: str, current: PhaseProgress) -> list[str]:
    """Return the ids of the steps that somebody names; raises Refused."""
    steps = current.phase.steps
    said = " ".join(what.lower().split())
    if match := _NUMBERS.fullmatch(said):
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        if all(1 <= number <= len(steps) for number in numbers):
            return [steps[number - 1].id for number in numbers]
        raise Refused(f"“{current.phase.title}” has {len(steps)} steps; name them by number, 1 to {len(steps)}.")
    named = [step.id for step in steps if said == step.id or said in step.text.lower()]
    if len(named) == 1:
        return named
    hint = did_you_mean(said, [step.id for step in steps])
    raise Refused(
        f"“{what.strip()[:40]}” names no single step of “{current.phase.title}”{hint or '; name its number'}."
    )


def _current_button(stands: Standing, person: int) -> Button:
    return Button(
        "My phase", f"phase-current:{stands.track.id}:{person}", Style.PRIMARY, f"/phase current {stands.track.id}"
    )


def _plan_button(stands: Standing, person: int) -> Button:
    return Button("My plan", f"plan:{stands.track.id}:{person}", typed=f"/plan {stands.track.id}")


def _undo_button(person: int) -> Button:
    return Button("Undo", f"phase-undo:{person}", typed="/phase undo")

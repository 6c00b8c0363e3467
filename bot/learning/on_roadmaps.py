"""`/roadmap list, show, compare`: what there is to follow. Nothing here is about a person."""

from itertools import zip_longest

from bot.card import Button, Card, Divider, Option, Row, Select
from bot.learning import say
from bot.learning.catalogue import Track
from bot.learning.desk import COLOUR, Shelf
from bot.refused import Refused

_MOST_STEPS = 5  # of one roadmap in a comparison


class OnRoadmaps(Shelf):
    """What there is to follow."""

    def roadmap_list(self) -> Card:
        """Show all roadmaps, a line each, to choose from; raises Refused where there are none."""
        if not self.catalogue.tracks:
            raise Refused("There are no roadmaps in this content.")
        lines = [f"- **{track.guide}** (`{track.id}`): {_measures(track)}" for track in self.catalogue.tracks]
        options = tuple(
            Option(track.guide[:100], track.id, _measures(track)[:100]) for track in self.catalogue.tracks[:25]
        )
        return Card.of(
            "## Roadmaps, as the guides give them",
            "\n".join(lines),
            Select("roadmap-show", "Look at one", options, typed="/roadmap show NAME"),
            colour=COLOUR,
        )

    def roadmap_show(self, roadmap: str) -> Card:
        """Show one roadmap: how long, and its phases in order; raises Refused."""
        track = self.catalogue.named(roadmap)
        lines = [
            f"{n}. **{phase.title}**{say.phase_length(track.roadmap, phase)}" for n, phase in enumerate(track.phases, 1)
        ]
        phases = tuple(Option(track.name_of(n)[:100], phase.id) for n, phase in enumerate(track.phases[:25]))
        others = tuple(Option(other.guide[:100], other.id) for other in self.catalogue.tracks[:25] if other != track)
        blocks: list[str | Select] = [
            f"## {track.roadmap.title}\n{track.guide}: {_measures(track)}",
            *([track.roadmap.summary] if track.roadmap.summary else []),
            "\n".join(lines),
            Select(f"roadmap-phase:{track.id}", f"Look at a {track.word}", phases, typed=f"/phase show {track.id} 1"),
        ]
        if others:
            typed = f"/roadmap compare {track.id} {others[0].value}"
            blocks.append(Select(f"roadmap-compare:{track.id}", "Compare it with", others, typed=typed))
        return Card.of(*blocks, f"Start it with `/roadmap start {track.id}`.", colour=COLOUR)

    def roadmap_phase(self, roadmap: str, phase: str) -> Card:
        """Show one phase as the guide gives it, for anybody; raises Refused."""
        track = self.catalogue.named(roadmap)
        index = track.phase_named(phase)
        found = track.phases[index]
        steps = "\n".join(f"- {step.text}" for step in found.steps)
        build = f"**Build:** {found.build}" if found.build else ""
        head = f"## {track.name_of(index)}\n{track.guide}{say.phase_length(track.roadmap, found)}"
        return Card.of(
            *filter(None, (head, found.summary, steps, build, found.note)),
            Row((ask_button(track, index),)),
            colour=COLOUR,
        )

    def phase_question(self, roadmap: str, phase: str) -> tuple[str, str]:
        """Return what a button asks the mentor about a phase: the guide's id and the question; raises Refused."""
        track = self.catalogue.named(roadmap)
        return track.roadmap.source, track.name_of(track.phase_named(phase))

    def roadmap_compare(self, a: str, b: str) -> Card:
        """Show two roadmaps side by side: length, order, hours, and what each has that the other lacks."""
        one, other = self.catalogue.named(a), self.catalogue.named(b)
        if one == other:
            raise Refused(f"Name two different roadmaps to compare; both are {one.guide}'s.")
        both = (one, other)
        shared = [key for key in _steps(one) if key in _steps(other)]
        alone = [f"**Only {track.guide} names**\n{_alone(track, shared)}" for track in both]
        common = _listed([_steps(one)[key] for key in shared], "") if shared else "No step is the same."
        return Card.of(
            f"## {one.guide} and {other.guide}",
            "**Length**\n" + "\n".join(f"- {t.guide}: {say.length(t.roadmap) or 'not given'}" for t in both),
            "**Hours**\n" + "\n".join(f"- {t.guide}: {say.guide_hours(t.roadmap)}" for t in both),
            *(f"**Order of {t.guide}**\n" + _order(t) for t in both),
            Divider(),
            f"**Both name**\n{common}",
            *alone,
            colour=COLOUR,
        )


def _measures(track: Track) -> str:
    parts = [f"{len(track.phases)} {track.word}s", say.length(track.roadmap) or "no durations"]
    if track.roadmap.hours_per_week:
        parts.append(say.guide_hours(track.roadmap))
    return ", ".join(parts)


def _order(track: Track) -> str:
    return "\n".join(f"{n}. {phase.title}" for n, phase in enumerate(track.phases, start=1))


def _steps(track: Track) -> dict[str, str]:
    return {step.id: step.text for phase in track.phases for step in phase.steps}


def _alone(track: Track, shared: list[str]) -> str:
    """Return what only one roadmap names, a step a phase first: five of the first phase would say little."""
    phases = [[step.text for step in phase.steps if step.id not in shared] for phase in track.phases]
    texts = [text for texts in zip_longest(*phases) for text in texts if text is not None]
    return _listed(texts, f": `/roadmap show {track.id}`")


def _listed(texts: list[str], whole: str) -> str:
    """Return some texts, all of them whole, and how many more there are; `whole` says where."""
    lines = [f"- {text}" for text in texts[:_MOST_STEPS]]
    more = [f"-# and {len(texts) - _MOST_STEPS} more{whole}"] if len(texts) > _MOST_STEPS else []
    return "\n".join([*lines, *more]) or "- nothing more"


def ask_button(track: Track, index: int) -> Button:
    """Return the button that asks the mentor about a phase."""
    phase = track.phases[index]
    typed = f"/ask {track.roadmap.source} {track.name_of(index)}"
    return Button(f"Ask about this {track.word}", f"phase-ask:{track.id}:{phase.id}", typed=typed)

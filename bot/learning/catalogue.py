"""The roadmaps as learners follow them: found by their ids of today and of before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.guides import short_names
from bot.refused import Refused
from knowledge.errors import did_you_mean
from knowledge.load import Knowledge
from knowledge.records import Phase, Roadmap
from knowledge.steps import roadmap_id


def phase_item(roadmap: str, phase: str) -> str:
    """Return what is stored for a phase that is done as a whole."""
    return f"phase:{roadmap}/{phase}"


@dataclass(frozen=True)
class Track:
    """One roadmap with its id and the guide that it is from."""

    id: str
    guide: str
    roadmap: Roadmap

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Return the phases in their order."""
        return self.roadmap.phases

    @property
    def word(self) -> str:
        """Return what the guide calls its phases: "phase", "stage" or "step"."""
        return self.roadmap.word

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        former = {alias: n for n, phase in reversed([*enumerate(self.phases)]) for alias in phase.aliases}
        return {**former, **{phase.id: number for number, phase in enumerate(self.phases)}}

    def index_of(self, phase: str) -> int | None:
        """Return the place of a phase, from 0, by its id or a former one; None when there is no such phase."""
        return self._numbers.get(phase)

    def item(self, phase: Phase) -> str:
        """Return what is stored for one of these phases when it is done as a whole."""
        return phase_item(self.id, phase.id)

    def name_of(self, index: int) -> str:
        """Return "Phase 2: Mathematics for ML"; `index` counts from 0."""
        return f"{self.word.capitalize()} {index + 1}: {self.phases[index].title}"

    def phase_named(self, text: str) -> int:
        """Return the place of the phase that somebody names by number, id or title; raises Refused."""
        wanted = " ".join(text.lower().split())
        number = wanted.removeprefix(self.word).strip(" #:")
        if number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(self.phases):
            return int(number) - 1
        if (index := self.index_of(wanted)) is not None:
            return index
        titles = [phase.title.lower() for phase in self.phases]
        starting = [n for n, title in enumerate(titles) if wanted and (title.startswith(wanted) or wanted == title)]
        holding = starting or [n for n, title in enumerate(titles) if wanted and wanted in title]
        if len(holding) == 1:
            return holding[0]
        names = [phase.title for phase in self.phases]
        hint = did_you_mean(text, names).removeprefix("; ")
        last = f"; {hint}" if hint else ""
        raise Refused(
            f"{self.guide}'s roadmap has no {self.word} “{text[:60]}”: name one by its number, 1 to {len(names)}{last}."
        )


class Catalogue:
    """All roadmaps of the content. Built once for each version of the content; safe for threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the roadmaps in the order of the guides in sources.yaml."""
        names = short_names(knowledge)
        found = [
            Track(roadmap_id(document), names[record.source], record)
            for document, record in knowledge.records
            if isinstance(record, Roadmap)
        ]
        order = list(names)
        self.tracks = tuple(sorted(found, key=lambda track: order.index(track.roadmap.source)))
        self._by_id = {alias: track for track in self.tracks for alias in track.roadmap.aliases}
        self._by_id |= {track.id: track for track in self.tracks}
        self._items = _items_by_former_name(self.tracks)

    def find(self, roadmap: str) -> Track | None:
        """Return a roadmap by its id, or one it had before."""
        return self._by_id.get(roadmap)

    def named(self, text: str) -> Track:
        """Return the roadmap that somebody names, by id or guide; raises Refused."""
        wanted = " ".join(text.lower().split())
        if (track := self.find(wanted)) is not None:
            return track
        fitting = [track for track in self.tracks if wanted and wanted in track.guide.lower()]
        if len(fitting) == 1:
            return fitting[0]
        ids = [track.id for track in self.tracks]
        hint = did_you_mean(text, ids) or f"; there are {', '.join(ids)}"
        raise Refused(f"There is no roadmap “{text[:60]}”{hint}.")

    def today_s(self, item: str) -> tuple[str, ...]:
        """Return what a stored id stands for now: itself, what it was renamed to or split into, or nothing."""
        return self._items.get(item, ())

    @property
    def items(self) -> Mapping[str, tuple[str, ...]]:
        """Return every id that may be stored, of today or before, with what it stands for now."""
        return self._items


def _items_by_former_name(tracks: tuple[Track, ...]) -> dict[str, tuple[str, ...]]:
    today: dict[str, tuple[str, ...]] = {}
    former: dict[str, list[str]] = {}
    for track in tracks:
        for phase in track.phases:
            today[track.item(phase)] = (track.item(phase),)
            today |= {step.id: (step.id,) for step in phase.steps}
            for old, new in _former(track, phase):
                former.setdefault(old, []).append(new)
    return {old: tuple(dict.fromkeys(new)) for old, new in former.items()} | today


def _former(track: Track, phase: Phase) -> Iterator[tuple[str, str]]:
    """Yield every former name of a phase and its steps with the one of today."""
    for roadmap in (track.id, *track.roadmap.aliases):
        for name in (phase.id, *phase.aliases):
            if (old := phase_item(roadmap, name)) != track.item(phase):
                yield old, track.item(phase)
    for step in phase.steps:
        for alias in step.aliases:
            yield alias, step.id

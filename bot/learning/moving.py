"""What a new version of the content does to stored ids: renamed, split, merged, moved, retired. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.learning.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Moved:
    """What has to be done with stored ids, and what to tell moderators."""

    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # old id → the ids that take its ticks over
    retired: tuple[str, ...] = ()  # old ids that nothing takes over; their ticks may stay, they count nowhere
    roadmaps: Mapping[str, str] = field(default_factory=dict)  # renamed: old id → new id
    retired_roadmaps: tuple[str, ...] = ()
    first_phases: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (new roadmap, old phase) → new phase
    shifted: tuple[str, ...] = ()  # ids that stayed what they were, in another place

    @property
    def changed(self) -> bool:
        """Tell whether anything has to be said."""
        return bool(self.items or self.retired or self.roadmaps or self.retired_roadmaps or self.shifted)

    def sentence(self) -> str:
        """Say it in one line: 3 steps moved, 1 retired, nobody lost progress."""
        if not self.changed:
            return "No step moved."
        moved = [*self.items, *self.shifted]
        parts = [f"{_counted(moved)} moved"] if moved else []
        if self.roadmaps:
            parts.append(f"{_many(len(self.roadmaps), 'roadmap')} renamed")
        if self.retired:
            parts.append(f"{len(self.retired) if _steps(self.retired) and moved else _counted(self.retired)} retired")
        if self.retired_roadmaps:
            parts.append(f"{_many(len(self.retired_roadmaps), 'roadmap')} retired")
        return f"{', '.join(parts)}, nobody lost progress."


def moved(old: Catalogue, new: Catalogue) -> Moved:
    """Compare two versions of the content.

    Every item of the old one is kept, taken over by one or several of the new, or retired: a tick is never left
    pointing at something else. Where a phase that people began with is retired, the one after it takes its place.
    """
    items, retired = {}, []
    before = _places(old)
    for item in before:
        now = new.today_s(item)
        if not now:
            retired.append(item)
        elif now != (item,):
            items[item] = now
    roadmaps = {t.id: found.id for t in old.tracks if (found := new.find(t.id)) is not None and found.id != t.id}
    gone = tuple(track.id for track in old.tracks if new.find(track.id) is None)
    return Moved(items, tuple(retired), roadmaps, gone, _first_phases(old, new), _shifted(old, new))


def _places(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """Return every item with the groups it stands in: a phase in its roadmap, a step in one or more phases."""
    places: dict[str, list[tuple[str, str]]] = {}
    for track in catalogue.tracks:
        for phase in track.phases:
            places.setdefault(track.item(phase), []).append((track.id, ""))
            for step in phase.steps:
                places.setdefault(step.id, []).append((track.id, phase.id))
    return places


def _groups(catalogue: Catalogue) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for item, places in _places(catalogue).items():
        for place in places:
            groups.setdefault(place, []).append(item)
    for track in catalogue.tracks:
        for phase in track.phases:
            groups[track.id, phase.id] = [step.id for step in phase.steps]
    return groups


def _shifted(old: Catalogue, new: Catalogue) -> tuple[str, ...]:
    """Return the items that kept their id and stand in another phase, or in another order among those that stayed."""
    before, after = _groups(old), _groups(new)
    kept = set(_places(old)) & set(_places(new))
    shifted: dict[str, None] = {}
    for (roadmap, phase), items in before.items():
        track = new.find(roadmap)
        index = track.index_of(phase) if track and phase else None
        now_phase = track.phases[index].id if track and index is not None else ""
        now = after.get((track.id, now_phase), []) if track and (now_phase or not phase) else []
        stayed = [item for item in items if item in kept and item in now]
        order = [item for item in now if item in stayed]
        away = [item for item in items if item in kept and item not in now]
        shifted |= dict.fromkeys([*(a for a, b in zip(stayed, order, strict=True) if a != b), *away])
    return tuple(shifted)


def _first_phases(old: Catalogue, new: Catalogue) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for track in old.tracks:
        if (now := new.find(track.id)) is None:
            continue
        following = now.phases[-1].id
        for phase in reversed(track.phases):
            index = now.index_of(phase.id)
            following = now.phases[index].id if index is not None else following
            if following != phase.id:
                found[now.id, phase.id] = following
    return found


def _steps(items: tuple[str, ...] | list[str]) -> bool:
    return not any(item.startswith("phase:") for item in items)


def _counted(items: tuple[str, ...] | list[str]) -> str:
    phases = sum(item.startswith("phase:") for item in items)
    steps = len(items) - phases
    return " and ".join(_many(n, word) for n, word in ((phases, "phase"), (steps, "step")) if n)


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

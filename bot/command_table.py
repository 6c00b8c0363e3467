"""The commands that Discord has too: what they are called, what they take, what they do."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.card import Card, File, Picture, Row
from bot.facts.service import Facts
from bot.learning.actions import act
from bot.learning.on_roadmaps import OnRoadmaps
from bot.learning.service import Learning
from bot.refused import Refused

if TYPE_CHECKING:  # it needs the database, which is opened for those who have something in it
    from bot.privacy_card import Stored

PERSON = 0  # the terminal has one learner
_Given = Mapping[str, str]


@dataclass(frozen=True)
class Command:
    """What a command is called and takes: "zone?" may be left out, "page:" too and is given by its name only."""

    name: str  # "roadmap start"
    takes: tuple[str, ...]
    help: str

    @property
    def usage(self) -> str:
        """Return "/roadmap start ROADMAP [DATE] …"."""
        shown = {"?": lambda name: f"[{name.upper()}]", ":": lambda name: f"[{name}:…]"}
        words = (shown[name[-1]](name[:-1]) if name[-1] in shown else name.upper() for name in self.takes)
        return " ".join((f"/{self.name}", *words))


@dataclass(frozen=True)
class OfFacts(Command):
    """A command that anybody may give."""

    does: Callable[[Facts, _Given], Card]


@dataclass(frozen=True)
class OfRoadmaps(Command):
    """A command about the roadmaps of the guides, and nobody's own."""

    does: Callable[[OnRoadmaps, _Given], Card]


@dataclass(frozen=True)
class OfLearners(Command):
    """A command about somebody's own roadmap."""

    does: Callable[[Learning, _Given], Card]


@dataclass(frozen=True)
class OfStored(Command):
    """A command about what is kept of somebody."""

    does: "Callable[[Stored, _Given], Card]"


AnyCommand = OfFacts | OfRoadmaps | OfLearners | OfStored


def _start(learning: Learning, given: _Given) -> Card:
    names = ("roadmap", "date", "hours", "zone", "phase")
    roadmap, date, hours, zone, phase = (given.get(name, "") for name in names)
    card = learning.roadmap_start(PERSON, roadmap, date, hours, zone, phase)
    return _pressed(learning, card, "start-yes") if _confirmed(given) else card


def _leave(learning: Learning, given: _Given) -> Card:
    card = learning.roadmap_leave(PERSON, given.get("roadmap", ""))
    return _pressed(learning, card, "leave-yes") if _confirmed(given) else card


def _confirmed(given: _Given) -> bool:
    return given.get("confirm", "").lower() in ("yes", "y", "true")


def _pressed(learning: Learning, card: Card, kind: str) -> Card:
    """Press the button of a kind on a card."""
    rows: Sequence[Row] = [block for block in card.blocks if isinstance(block, Row)]
    actions = [button.action for row in rows for button in row.buttons]
    return act(learning, next(action for action in actions if action.startswith(f"{kind}:")), PERSON)


def _save(learning: Learning, given: _Given) -> Card:
    """Write the picture and the calendar file of the plan into a folder."""
    card = learning.plan(PERSON, given.get("roadmap", ""))
    if not any(isinstance(block, File) for block in card.blocks):
        raise Refused("This plan has no dates, so there is no picture of it and nothing for a calendar.")
    return _written(card, given)


def _written(card: Card, given: _Given) -> Card:
    """Write the files of a card into a folder."""
    folder = Path(given["folder"]).expanduser()
    files = [block for block in card.blocks if isinstance(block, Picture | File)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            (folder / file.name).write_bytes(file.content)
    except OSError as error:
        raise Refused(f"The files can't be written to {folder} ({error.strerror}); name another folder.") from error
    return Card.of(f"Saved {' and '.join(file.name for file in files)} in {folder}.")


def _remind_on(*_: object) -> Card:
    raise Refused("A terminal can't send reminders: set them in Discord with /remind on.")


def _salary(facts: Facts, given: _Given) -> Card:
    values = [given.get(name, "") for name in ("country", "level", "city", "source")]
    does = facts.salary_notes if given.get("notes") else facts.salary
    try:
        return does(*values)
    except Refused:
        if values[1]:  # "united kingdom senior" without quotes
            with suppress(Refused):
                return does(f"{values[0]} {values[1]}", *values[2:])
        raise


def _page(given: _Given) -> int:
    page = given.get("page", "1")
    if not (page.isascii() and page.isdigit() and len(page) < 5):
        raise Refused(f"“{page[:20]}” is no page; write a number.")
    return int(page)


def _on(given: _Given) -> str:
    return given.get("roadmap", "")


TABLE: tuple[AnyCommand, ...] = (
    OfRoadmaps("roadmap list", (), "the roadmaps of the guides", lambda do, given: do.roadmap_list()),
    OfRoadmaps("roadmap show", ("roadmap",), "one of them", lambda do, given: do.roadmap_show(given["roadmap"])),
    OfRoadmaps(
        "roadmap compare",
        ("one", "other"),
        "two side by side",
        lambda do, given: do.roadmap_compare(given["one"], given["other"]),
    ),
    OfLearners(
        "roadmap start",
        ("roadmap", "date?", "hours?", "zone?", "phase?", "confirm:"),
        "see your plan, with your hours a week; with confirm:yes you are on it",
        _start,
    ),
    OfLearners("roadmap leave", ("roadmap?", "confirm:"), "get off it; what you ticked is kept", _leave),
    OfLearners(
        "phase current",
        ("roadmap?",),
        "where you are: steps, what to build, on time or not, what is next",
        lambda do, given: do.phase_current(PERSON, _on(given)),
    ),
    OfLearners(
        "phase list", ("roadmap?",), "all phases and what is done", lambda do, given: do.phase_list(PERSON, _on(given))
    ),
    OfRoadmaps(
        "phase show",
        ("roadmap", "phase"),
        "one phase as the guide gives it",
        lambda do, given: do.roadmap_phase(given["roadmap"], given["phase"]),
    ),
    OfLearners(
        "phase done",
        ("step?", "roadmap?"),
        "tick a step by its number (step:1,3 for two), or the whole phase",
        lambda do, given: do.phase_done(PERSON, given.get("step", ""), _on(given)),
    ),
    OfLearners("phase undo", (), "take back what was ticked last", lambda do, given: do.phase_undo(PERSON)),
    OfLearners("plan", ("roadmap?",), "your dates", lambda do, given: do.plan(PERSON, _on(given))),
    OfLearners(
        "plan hours",
        ("hours", "roadmap?"),
        "other hours a week",
        lambda do, given: do.hours(PERSON, given["hours"], _on(given)),
    ),
    OfLearners("plan pause", ("roadmap?",), "no day counts", lambda do, given: do.pause(PERSON, _on(given))),
    OfLearners("plan resume", ("roadmap?",), "days count again", lambda do, given: do.resume(PERSON, _on(given))),
    OfLearners("plan save", ("folder", "roadmap:"), "write the picture and the calendar file into a folder", _save),
    OfLearners("remind on", ("weekday?", "time?", "zone?"), "a weekly reminder, in Discord only", _remind_on),
    OfLearners("remind off", (), "no more reminders", lambda do, given: do.remind_off(PERSON)),
    OfLearners("remind show", (), "the reminder that is set", lambda do, given: do.remind_show(PERSON)),
    OfFacts(
        "salary",
        ("country", "level?", "city?", "source?", "notes:"),
        "pay as each guide gives it: /salary uk senior; with notes:yes what it says of the figures",
        _salary,
    ),
    OfFacts(
        "skills",
        ("area?", "page:"),
        "skills, all or of an area",
        lambda do, given: do.skills(given.get("area", ""), _page(given)),
    ),
    OfFacts(
        "projects",
        ("level?", "skill?", "page:"),
        "projects to build",
        lambda do, given: do.projects(given.get("level", ""), given.get("skill", ""), _page(given)),
    ),
    OfFacts(
        "certifications",
        ("name?", "page:"),
        "certificates",
        lambda do, given: do.certifications(given.get("name", ""), _page(given)),
    ),
    OfFacts("sources", (), "the guides and what each is about", lambda do, given: do.sources()),
    OfStored("privacy show", (), "what is kept of you", lambda do, given: do.show(PERSON)),
    OfStored(
        "privacy export",
        ("folder",),
        "write all of it into a folder",
        lambda do, given: _written(do.export(PERSON), given),
    ),
    OfStored(
        "privacy delete",
        ("confirm?",),
        "delete everything that is kept of you",
        lambda do, given: do.delete(PERSON) if _confirmed(given) else do.ask(PERSON),
    ),
)

"""The commands that Discord has too, typed: what they are called, what they take, what they do.

A value is given by its place or by its name: `/roadmap start atlia date:next monday hours:10 zone:New York`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.card import Card, File, Picture, Row
from bot.facts.service import Facts
from bot.learning.actions import act
from bot.learning.on_roadmaps import OnRoadmaps
from bot.learning.service import Learning
from bot.refused import Refused
from bot.typed import arguments
from knowledge.errors import did_you_mean

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


AnyCommand = OfFacts | OfRoadmaps | OfLearners


class Commands:
    """Runs what is typed after a slash."""

    def __init__(self, facts: Facts, roadmaps: OnRoadmaps, learning: Learning | None) -> None:
        """Take the services; without a database there is no learning, and everything else goes on."""
        self._facts = facts
        self._roadmaps = roadmaps
        self._learning = learning

    @property
    def names(self) -> tuple[str, ...]:
        """Return the first words of all commands, each with its slash."""
        return tuple(dict.fromkeys(f"/{command.name.split()[0]}" for command in TABLE))

    def help(self, text: str = "") -> str:
        """Return a line for each command, all or those that begin with a word."""
        wanted = text.strip().lower().lstrip("/")
        chosen = [command for command in TABLE if command.name.startswith(wanted)]
        if not chosen:
            known = [*(name[1:] for name in self.names), *(command.name for command in TABLE)]
            raise Refused(f"There is no command /{wanted[:40]}{did_you_mean(wanted, known)}.")
        return "\n".join(f"{command.usage}\n    {command.help}" for command in chosen)

    def run(self, text: str) -> Card:
        """Run one line such as "/salary uk senior"; raises Refused for what cannot be done or read."""
        command, rest = self._command(text)
        given = arguments(rest, command.takes, command.usage)
        if isinstance(command, OfLearners):
            if self._learning is None:
                raise Refused("Roadmaps of your own need the database, and there is none here.")
            return command.does(self._learning, given)
        if isinstance(command, OfRoadmaps):
            return command.does(self._roadmaps, given)
        return command.does(self._facts, given)

    def _command(self, text: str) -> tuple[AnyCommand, str]:
        first, *others = text.strip().lstrip("/").split(maxsplit=1) or [""]
        second = others[0].split(maxsplit=1) if others else []
        group = [command for command in TABLE if command.name.split()[0] == first.lower()]
        for command in group:
            if second and command.name == f"{first} {second[0]}".lower():
                return command, second[1] if len(second) > 1 else ""
        for command in group:
            if command.name == first.lower():
                return command, others[0] if others else ""
        if not group:
            raise Refused(f"There is no command /{first[:40]}{did_you_mean(first, self.names)}.")
        words = [command.name.split()[1] for command in group]
        hint = did_you_mean(second[0], words) if second else ""
        raise Refused(f"After /{first} comes {', '.join(words[:-1])} or {words[-1]}{hint}.")


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
    folder = Path(given["folder"]).expanduser()
    files = [
        block for block in learning.plan(PERSON, given.get("roadmap", "")).blocks if isinstance(block, Picture | File)
    ]
    if not files:
        raise Refused("This plan has no dates, so there is no picture of it and nothing for a calendar.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            (folder / file.name).write_bytes(file.content)
    except OSError as error:
        raise Refused(f"The files can't be written to {folder} ({error.strerror}); name another folder.") from error
    return Card.of(f"Saved {' and '.join(file.name for file in files)} in {folder}.")


def _remind_on(*_: object) -> Card:
    raise Refused("A terminal can't send reminders: set them in Discord with /remind on.")


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
        ("country", "level?", "city?", "source?"),
        "pay as each guide gives it: /salary uk senior",
        lambda do, given: do.salary(given["country"], *(given.get(name, "") for name in ("level", "city", "source"))),
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
    OfFacts("certifications", ("page:",), "certificates", lambda do, given: do.certifications(_page(given))),
    OfFacts("sources", (), "the guides", lambda do, given: do.sources()),
)

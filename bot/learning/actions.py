"""What a button or a select does: its action and the values chosen → the card to show."""

from collections.abc import Callable, Sequence

from bot.card import Card
from bot.learning.service import Learning
from bot.refused import Refused

_Open = Callable[[Learning, Sequence[str], Sequence[str]], Card]
_Own = Callable[[Learning, int, Sequence[str], Sequence[str], int | None], Card]

# Each with how many arguments it has. What belongs to somebody has that person's id after them.
_OPEN: dict[str, tuple[int, _Open]] = {
    "roadmap-show": (0, lambda does, args, values: does.roadmap_show(values[0])),
    "roadmap-phase": (1, lambda does, args, values: does.roadmap_phase(args[0], values[0])),
    "roadmap-compare": (1, lambda does, args, values: does.roadmap_compare(args[0], values[0])),
}
_OWN: dict[str, tuple[int, _Own]] = {
    "start-yes": (
        4,
        lambda does, who, args, values, guild: does.roadmap_started(who, args[0], args[1], args[2], args[3], guild),
    ),
    "leave-yes": (1, lambda does, who, args, values, guild: does.roadmap_left(who, args[0])),
    "dismiss": (0, lambda does, who, args, values, guild: does.dismiss()),
    "phase-current": (1, lambda does, who, args, values, guild: does.phase_current(who, args[0])),
    "phase-tick": (2, lambda does, who, args, values, guild: does.phase_tick(who, args[0], args[1], values)),
    "phase-all": (2, lambda does, who, args, values, guild: does.phase_all(who, args[0], args[1])),
    "phase-undo": (0, lambda does, who, args, values, guild: does.phase_undo(who)),
    "plan": (1, lambda does, who, args, values, guild: does.plan(who, args[0])),
    "plan-pause": (1, lambda does, who, args, values, guild: does.pause(who, args[0])),
    "plan-resume": (1, lambda does, who, args, values, guild: does.resume(who, args[0])),
    "remind-off": (0, lambda does, who, args, values, guild: does.remind_off(who)),
    "remind-snooze": (0, lambda does, who, args, values, guild: does.remind_snooze(who)),
}
KINDS = (*_OPEN, *_OWN)


def act(learning: Learning, action: str, person: int, *, values: Sequence[str] = (), guild: int | None = None) -> Card:
    """Do what an action says for the person who pressed; raises Refused, also where it is somebody else's."""
    kind, *args = action.split(":")
    if kind in _OPEN:
        count, show = _OPEN[kind]
        if len(args) == count and values:
            return show(learning, args, values)
    elif kind in _OWN:
        own_count, do = _OWN[kind]
        if args and args[-1] != str(person):
            raise Refused("That belongs to somebody else; see your own with /phase current or /roadmap list.")
        if len(args) == own_count + 1:
            return do(learning, person, args[:-1], values, guild)
    # Written by a version that wrote its actions otherwise: buttons outlive the program that made them.
    raise Refused("I no longer know this button; please use the command again.")

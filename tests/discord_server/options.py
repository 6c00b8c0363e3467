"""Options of a command as Discord's client lets people fill them in: typed, complete, within what is allowed."""

from collections.abc import Callable, Mapping
from typing import Any

from discord_server import command_rules as rules
from discord_server.world import Channel, Guild, Role, User

JSON = dict[str, Any]
File = tuple[str, bytes]  # name and content


class NotPossible(Exception):
    """Discord's client would not let the person do that."""


def nested(command: JSON, sub: tuple[str, ...]) -> JSON:
    """Return the command or subcommand that the names lead to."""
    at = command
    for name in sub:
        at = next((option for option in at.get("options") or [] if option["name"] == name), {})
        if at.get("type") not in (rules.SUBCOMMAND, rules.GROUP):
            raise NotPossible(f"/{command['name']} has no subcommand {' '.join(sub)}")
    if any(option["type"] in (rules.SUBCOMMAND, rules.GROUP) for option in at.get("options") or []):
        raise NotPossible(f"/{command['name']} {' '.join(sub)} needs a subcommand")
    return at


def wrapped(command: JSON, sub: tuple[str, ...], options: list[JSON]) -> list[JSON]:
    """Return the options with the subcommands around them, as they travel."""
    for depth in range(len(sub), 0, -1):
        at: JSON = command
        for name in sub[:depth]:
            at = next(option for option in at["options"] if option["name"] == name)
        options = [{"name": at["name"], "type": at["type"], "options": options}]
    return options


class Filled:
    """Options filled in by somebody: `options` for the payload, `resolved` for what they point at.

    Args:
        guild: Where; None in direct messages.
        upload: Takes a file's name and content, and returns it as Discord describes it.
    """

    def __init__(self, guild: Guild | None, upload: Callable[[str, bytes], JSON]) -> None:
        self._guild = guild
        self._upload = upload
        self.options: list[JSON] = []
        self.resolved: dict[str, JSON] = {}

    def fill(self, known: list[JSON], given: Mapping[str, Any], focused: str | None = None) -> None:
        """Fill options in; with `focused` the person is still typing that one, and others may be missing."""
        by_name = {option["name"]: option for option in known}
        for name, value in given.items():
            if name not in by_name:
                raise NotPossible(f"There is no option {name}, only {', '.join(by_name)}")
            option = by_name[name]
            filled = {"name": name, "type": option["type"]}
            if name == focused:
                if not option.get("autocomplete"):
                    raise NotPossible(f"The option {name} has no autocomplete")
                self.options.append({**filled, "value": value, "focused": True})
            else:
                self.options.append({**filled, "value": self._value(option, value)})
        missing = [option["name"] for option in known if option.get("required") and option["name"] not in given]
        if missing and focused is None:
            raise NotPossible(f"Required options are missing: {', '.join(missing)}")

    def _value(self, option: JSON, value: Any) -> Any:
        type, name = option["type"], option["name"]
        if type in (rules.STRING, rules.INTEGER, rules.NUMBER, rules.BOOLEAN):
            return _plain(option, value)
        if type == rules.FILE:
            described = self._upload(*value)
            self.resolved.setdefault("attachments", {})[described["id"]] = described
            return described["id"]
        fits = isinstance(value, _THINGS[type])
        if not fits:
            raise NotPossible(f"{value!r} does not fit the option {name}")
        return self.point_at(value)

    def point_at(self, thing: User | Role | Channel) -> str:
        """Describe something among what is pointed at, and return its id."""
        if isinstance(thing, User):
            self.add_user(thing)
        elif isinstance(thing, Role):
            self.resolved.setdefault("roles", {})[thing.id] = thing.json()
        else:
            about = {key: thing.json()[key] for key in ("id", "type", "name")}
            self.resolved.setdefault("channels", {})[thing.id] = {**about, "permissions": "0"}
        return thing.id

    def add_user(self, user: User) -> None:
        """Describe a user, and the member if there is one, among what is pointed at."""
        self.resolved.setdefault("users", {})[user.id] = user.json()
        if self._guild and user.id in self._guild.members:
            bits = str(self._guild.permissions(user))
            member = {**self._guild.member(user, with_user=False), "permissions": bits}
            self.resolved.setdefault("members", {})[user.id] = member


_THINGS: dict[int, type | tuple[type, ...]] = {
    rules.USER: User,
    rules.ROLE: Role,
    rules.CHANNEL: Channel,
    rules.MENTIONABLE: (User, Role),
}
_PLAIN: dict[int, type | tuple[type, ...]] = {
    rules.STRING: str,
    rules.INTEGER: int,
    rules.NUMBER: (int, float),
    rules.BOOLEAN: bool,
}


def _plain(option: JSON, value: Any) -> Any:
    name, type = option["name"], option["type"]
    fits = isinstance(value, _PLAIN[type]) and (type == rules.BOOLEAN or not isinstance(value, bool))
    if not fits:
        raise NotPossible(f"{value!r} does not fit the option {name}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise NotPossible(f"{value!r} is not among the choices of {name}: {choices}")
    size = len(value) if type == rules.STRING else value
    least, most = ("min_length", "max_length") if type == rules.STRING else ("min_value", "max_value")
    if type == rules.STRING and not value:
        raise NotPossible(f"The option {name} is empty")
    if size < option.get(least, size) or size > option.get(most, 6000 if type == rules.STRING else size):
        raise NotPossible(f"{value!r} is too small or too big for the option {name}")
    return value

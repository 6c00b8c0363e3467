"""What Discord refuses in commands, choices and modals."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from discord_server import components as parts
from discord_server.errors import Problem, count, length, one_of, unique

JSON = dict[str, Any]
CHAT, ON_USER, ON_MESSAGE = 1, 2, 3  # types of commands
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = range(1, 12)
MOST = {CHAT: 100, ON_USER: 15, ON_MESSAGE: 15}
MOST_CHARACTERS = 8000  # of all names, descriptions and values of one command


def problems_of_commands(commands: list[JSON]) -> Iterable[Problem]:
    """Yield what Discord refuses in the whole list of commands that a bot registers."""
    for type, most in MOST.items():
        yield from count("", [command for command in commands if type_of(command) == type], 0, most)
    names = [(type_of(command), command.get("name")) for command in commands]
    yield from unique("", names, "APPLICATION_COMMANDS_DUPLICATE_NAME", "The name of a command")
    for number, command in enumerate(commands):
        yield from problems_of_command(command, str(number))


def problems_of_command(command: JSON, path: str = "") -> Iterable[Problem]:
    """Yield what Discord refuses in one command."""
    yield from one_of(_at(path, "type"), type_of(command), MOST)
    if type_of(command) == CHAT:
        yield from _problems_of_texts(command, path)
        yield from _problems_of_options(command, path, nesting=(SUBCOMMAND, GROUP))
        if _characters(command) > MOST_CHARACTERS:
            sentence = f"Command exceeds maximum size ({MOST_CHARACTERS})"
            yield Problem(path, "APPLICATION_COMMAND_TOO_LARGE", sentence)
        return
    yield from length(_at(path, "name"), command.get("name"), 1, 32)
    if command.get("description") or command.get("options"):
        yield Problem(path, "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "A menu has no description and no options")


def problems_of_choices(choices: list[JSON], type: int, path: str = "data.choices") -> Iterable[Problem]:
    """Yield what Discord refuses in choices, those of autocomplete too, of an option of a type."""
    yield from count(path, choices, 0, 25)
    for number, choice in enumerate(choices):
        yield from length(f"{path}.{number}.name", choice.get("name"), 1, 100)
        value = choice.get("value")
        if type == STRING:
            yield from length(f"{path}.{number}.value", value, 1, 100)
        elif isinstance(value, bool) or not isinstance(value, int if type == INTEGER else int | float):
            yield Problem(f"{path}.{number}.value", "NUMBER_TYPE_COERCE", "Value is not a number")


def problems_of_modal(modal: JSON) -> Iterable[Problem]:
    """Yield what Discord refuses in a modal."""
    yield from length("data.title", modal.get("title"), 1, 45)
    yield from length("data.custom_id", modal.get("custom_id"), 1, 100)
    rows = modal.get("components") or []
    yield from count("data.components", rows, 1, 5)
    for number, row in enumerate(rows):
        yield from one_of(f"data.components.{number}.type", row.get("type"), [parts.ROW, parts.LABEL, parts.TEXT])
        if row.get("type") == parts.ROW:
            inside = [child["type"] for child in row["components"]]
            yield from one_of(f"data.components.{number}.components", inside, [[parts.INPUT]])
            yield from length(f"data.components.{number}.label", row["components"][0].get("label"), 1, 45)
    yield from (Problem(f"data.{at}", code, message) for at, code, message in parts.problems_of_parts(rows))


def type_of(command: JSON) -> int:
    """Return a command's type; CHAT where none is given."""
    return command.get("type") or CHAT


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _problems_of_texts(item: JSON, path: str) -> Iterable[Problem]:
    name = item.get("name")
    yield from length(_at(path, "name"), name, 1, 32)
    if isinstance(name, str) and not all(_possible(character) for character in name):
        yield Problem(_at(path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    yield from length(_at(path, "description"), item.get("description"), 1, 100)


def _possible(character: str) -> bool:
    letter = unicodedata.category(character)[0] in "LN" and character == character.lower()
    return letter or character in "-_'"


def _problems_of_options(item: JSON, path: str, nesting: tuple[int, ...]) -> Iterable[Problem]:
    options = item.get("options") or []
    yield from count(_at(path, "options"), options, 0, 25)
    names = [option.get("name") for option in options]
    yield from unique(_at(path, "options"), names, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "An option's name")
    nested = [option.get("type") in (SUBCOMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        sentence = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        yield Problem(_at(path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", sentence)
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        sentence = "Required options must be placed before non-required options"
        yield Problem(_at(path, "options"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", sentence)
    for number, option in enumerate(options):
        yield from _problems_of_option(option, _at(path, f"options.{number}"), nesting)


def _problems_of_option(option: JSON, path: str, nesting: tuple[int, ...]) -> Iterable[Problem]:
    yield from _problems_of_texts(option, path)
    type = option.get("type")
    yield from one_of(f"{path}.type", type, [*nesting, *range(STRING, FILE + 1)])
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        sentence = "Choices and autocomplete exclude each other"
        yield Problem(path, "APPLICATION_COMMAND_OPTION_CHOICES_AUTOCOMPLETE", sentence)
    if type in (STRING, INTEGER, NUMBER):
        yield from problems_of_choices(choices, type, f"{path}.choices")
    if type in (SUBCOMMAND, GROUP):
        yield from _problems_of_options(option, path, nesting=(SUBCOMMAND,) if type == GROUP else ())


def _characters(item: JSON) -> int:
    own = len(item.get("name") or "") + len(item.get("description") or "")
    choices = sum(len(str(c.get("name"))) + len(str(c.get("value"))) for c in item.get("choices") or [])
    return own + choices + sum(_characters(option) for option in item.get("options") or [])

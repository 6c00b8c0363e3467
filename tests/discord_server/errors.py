"""What Discord refuses, in Discord's own form and with its own codes."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """One field that is wrong: path ("components.0.custom_id"), Discord's word for it, and a sentence."""

    path: str
    code: str
    message: str


class DiscordError(Exception):
    """An answer that is an error: HTTP status, Discord's code, and the fields that are wrong."""

    def __init__(self, status: int, code: int, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.body: dict[str, Any] = {"message": message, "code": code}
        if errors := _nested(problems):
            self.body["errors"] = errors

    @property
    def code(self) -> int:
        """Discord's code, e.g. 10062."""
        return int(self.body["code"])


def _nested(problems: Iterable[Problem]) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    for problem in problems:
        at = errors
        for key in problem.path.split(".") if problem.path else ():
            at = at.setdefault(key, {})
        at.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return errors


def refuse(problems: Iterable[Problem]) -> None:
    """Raise 50035, "Invalid Form Body", if there is a problem."""
    found = list(problems)
    if found:
        raise DiscordError(400, 50035, "Invalid Form Body", found)


def length(path: str, value: Any, least: int, most: int) -> list[Problem]:
    """Return the problem of a text that is missing, no text, too short or too long."""
    if not isinstance(value, str):
        return [Problem(path, "BASE_TYPE_REQUIRED", "This field is required")] if least else []
    if not least <= len(value) <= most:
        return [Problem(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")]
    return []


def between(path: str, value: Any, least: int, most: int) -> list[Problem]:
    """Return the problem of a whole number, where one is given, that is out of bounds."""
    if value is None:
        return []
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        return [Problem(path, "NUMBER_TYPE_COERCE", f"int value should be between {least} and {most}.")]
    return []


def one_of(path: str, value: Any, allowed: Iterable[Any]) -> list[Problem]:
    """Return the problem of a value that is not among those allowed."""
    choices = list(allowed)
    if value not in choices:
        return [Problem(path, "BASE_TYPE_CHOICES", f"Value must be one of {choices}.")]
    return []


def count(path: str, items: Iterable[Any] | None, least: int, most: int) -> list[Problem]:
    """Return the problem of a list with too few or too many items."""
    if not least <= len(list(items or ())) <= most:
        return [Problem(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")]
    return []


def unique(path: str, values: Iterable[Any], code: str, what: str) -> list[Problem]:
    """Return the problem of values of which one is there twice."""
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            return [Problem(path, code, f"{what} is there twice: {value}")]
        seen.add(value)
    return []


def unknown(what: str) -> DiscordError:
    """Return the 404 for something that is not there: "Message" gives 10008."""
    codes: Mapping[str, int] = {
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "User": 10013,
        "Emoji": 10014,
        "Webhook": 10015,
        "interaction": 10062,
        "application command": 10063,
    }
    return DiscordError(404, codes[what], f"Unknown {what}")

"""Components as people use them: buttons that are there, values that are offered, fields filled in as asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from discord_server import components as parts
from discord_server.messages import Message
from discord_server.options import NotPossible
from discord_server.world import User

JSON = dict[str, Any]


def seen(user: User, message: Message) -> None:
    """Raise NotPossible unless somebody sees a message."""
    if message.deleted:
        raise NotPossible("The message was deleted")
    if message.only_for not in (None, user):
        raise NotPossible(f"{user.name} does not see this message")


def button(message: Message, name: str) -> JSON:
    """Return the button with a custom id, or whose label is, or has in it, a text."""
    fits = [b for b in message.buttons if name in (b.get("custom_id"), b.get("label"))]
    fits = fits or [b for b in message.buttons if name in (b.get("label") or "")]
    if not fits:
        raise NotPossible(f"There is no button {name}, only {[b.get('label') for b in message.buttons]}")
    if fits[0].get("disabled"):
        raise NotPossible(f"The button {name} is disabled")
    if "custom_id" not in fits[0]:
        raise NotPossible(f"The button {name} is a link")
    return fits[0]


def select(message: Message, name: str | None) -> JSON:
    """Return the select with a custom id or placeholder, None for the only one."""
    all = [part for part in message.components if part["type"] in parts.SELECTS]
    fits = [part for part in all if name in (None, part["custom_id"], part.get("placeholder"))]
    if len(fits) != 1:
        raise NotPossible(f"There is no select {name}, or more than one")
    if fits[0].get("disabled"):
        raise NotPossible("The select is disabled")
    return fits[0]


def check_values(part: JSON, values: list[str], things: set[str] | None = None) -> None:
    """Raise NotPossible for too few or too many values, or some not offered; `things` are ids that were pointed at."""
    offered = {option["value"] for option in part["options"]} if part.get("options") else things
    if offered is not None and not set(values) <= offered:
        raise NotPossible(f"{values} are not all among {sorted(offered)}")
    least, most = part.get("min_values"), part.get("max_values")
    if not (1 if least is None else least) <= len(values) <= (most or 1):
        raise NotPossible(f"Choose {least} to {most} values, not {len(values)}")


def chosen(select: JSON, names: Iterable[str]) -> list[str]:
    """Return values for labels; what is no label stays as it is."""
    by_label = {option["label"]: option["value"] for option in select.get("options") or []}
    return [by_label.get(name, name) for name in names]


def submitted(modal: JSON, given: Mapping[str, Any]) -> list[JSON]:
    """Return a modal's fields filled in, by custom id or label; what is not given keeps what it was opened with."""
    left = dict(given)
    rows = [_row(row, number, left) for number, row in enumerate(modal["components"], start=1)]
    if left:
        raise NotPossible(f"The modal has no fields {list(left)}")
    return rows


def _row(row: JSON, number: int, left: dict[str, Any]) -> JSON:
    id = row.get("id") or number * 10
    if row["type"] == parts.TEXT:
        return {"type": parts.TEXT, "id": id}
    field = row["component"] if row["type"] == parts.LABEL else row["components"][0]
    names = (field["custom_id"], row.get("label"), field.get("label"))
    name = next((name for name in names if name in left), None)
    filled = {"type": field["type"], "id": field.get("id") or id + 1, "custom_id": field["custom_id"]}
    filled |= _field(field, left.pop(name) if name is not None else None)
    return {
        "type": row["type"],
        "id": id,
        **({"component": filled} if row["type"] == parts.LABEL else {"components": [filled]}),
    }


def _field(field: JSON, value: Any) -> JSON:
    if field["type"] == parts.INPUT:
        text = value if value is not None else field.get("value") or ""
        required = field.get("required", True)
        least = max(field.get("min_length") or 0, 1 if required else 0)
        if (text or required) and not least <= len(text) <= (field.get("max_length") or 4000):
            raise NotPossible(f"{field['custom_id']} takes {least} to {field.get('max_length')} characters")
        return {"value": text}
    if field["type"] == parts.CHECKBOX:
        return {"value": bool(value)}
    if field["type"] == parts.RADIO:
        if value is None and field.get("required", True):
            raise NotPossible(f"{field['custom_id']} needs a choice")
        return {"value": None if value is None else chosen(field, [value])[0]}
    values = chosen(field, [] if value is None else [value] if isinstance(value, str) else value)
    if values or field.get("required", True):
        check_values(field, values)
    return {"values": values}

"""The rules of components: which may stand where, how many, how long; and walking through them."""

from collections.abc import Iterator
from typing import Any

from discord_server.errors import Problem, between, count, length, one_of, unique

JSON = dict[str, Any]

ROW, BUTTON, SELECT, INPUT, USERS, ROLES, MENTIONABLE, CHANNELS = 1, 2, 3, 4, 5, 6, 7, 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23
LINK, PREMIUM = 5, 6  # styles of buttons that send no interaction

SELECTS = (SELECT, USERS, ROLES, MENTIONABLE, CHANNELS)
FIELDS = (INPUT, *SELECTS, UPLOAD, RADIO, CHECKBOXES, CHECKBOX)  # what a label of a modal may hold
V2_ONLY = (SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER)
IN_CONTAINER = (ROW, TEXT, SECTION, GALLERY, SEPARATOR, FILE)
MOST_COMPONENTS, MOST_TEXT = 40, 4000


def walk(components: list[JSON], path: str = "components") -> Iterator[tuple[str, JSON]]:
    """Yield every component, nested ones and accessories included, with its path."""
    for number, component in enumerate(components):
        here = f"{path}.{number}"
        yield here, component
        yield from walk(component.get("components") or [], f"{here}.components")
        for key in ("accessory", "component"):
            if component.get(key):
                yield f"{here}.{key}", component[key]


def texts(components: list[JSON]) -> list[str]:
    """Return what the text displays say, from top to bottom."""
    return [part.get("content") or "" for _, part in walk(components) if part.get("type") == TEXT]


def media(component: JSON) -> list[tuple[str, JSON, JSON]]:
    """Return path within the component, the owner, and the media object of each picture or file it shows."""
    if component.get("type") == GALLERY:
        return [(f"items.{i}.media", item, item.get("media") or {}) for i, item in enumerate(component["items"])]
    key = {THUMBNAIL: "media", FILE: "file"}.get(int(component["type"]))
    return [(key, component, component.get(key) or {})] if key else []


def problems_of_message(components: list[JSON], *, v2: bool) -> list[Problem]:
    """Return what Discord refuses in the components of a message."""
    top = (*V2_ONLY, ROW) if v2 else (ROW,)
    found = [problem for i, c in enumerate(components) for problem in one_of(f"components.{i}.type", c["type"], top)]
    found += [] if v2 else count("components", components, 0, 5)
    if v2 and sum(1 for _ in walk(components)) > MOST_COMPONENTS:
        found.append(Problem("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "More than 40 components"))
    if sum(map(len, texts(components))) > MOST_TEXT:
        sentence = "The total displayable text must not exceed 4000 characters"
        found.append(Problem("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", sentence))
    return found + problems_of_parts(components)


def problems_of_parts(components: list[JSON]) -> list[Problem]:
    """Return what is wrong in each component by itself, and ids that are there twice."""
    parts = list(walk(components))
    found = [problem for path, part in parts for problem in _RULES.get(part.get("type", 0), _unknown)(path, part)]
    custom = [part["custom_id"] for _, part in parts if part.get("custom_id")]
    numbers = [part["id"] for _, part in parts if part.get("id")]
    found += unique("components", custom, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id")
    return found + unique("components", numbers, "COMPONENT_ID_DUPLICATED", "Component id")


def _unknown(path: str, part: JSON) -> list[Problem]:
    return [Problem(f"{path}.type", "UNION_TYPE_CHOICES", f"There is no component of type {part.get('type')}")]


def _row(path: str, row: JSON) -> list[Problem]:
    children = row.get("components") or []
    types = {child["type"] for child in children}
    if types == {BUTTON}:
        return count(f"{path}.components", children, 1, 5)
    if len(children) == 1 and types <= {*SELECTS, INPUT}:
        return []
    return [Problem(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A row has 1 to 5 buttons or 1 select")]


def _button(path: str, button: JSON) -> list[Problem]:
    found = length(f"{path}.label", button.get("label"), 0, 80) + between(f"{path}.style", button.get("style"), 1, 6)
    style = button.get("style")
    if style == LINK:
        found += length(f"{path}.url", button.get("url"), 1, 512)
        if button.get("custom_id"):
            found.append(Problem(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Either custom_id or url"))
    elif style != PREMIUM:
        found += length(f"{path}.custom_id", button.get("custom_id"), 1, 100)
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        found.append(Problem(path, "BUTTON_COMPONENT_INVALID_LABEL", "A button must have a label or emoji"))
    return found


def _choice(path: str, select: JSON) -> list[Problem]:
    found = length(f"{path}.custom_id", select.get("custom_id"), 1, 100)
    found += length(f"{path}.placeholder", select.get("placeholder"), 0, 150)
    least, most = select.get("min_values"), select.get("max_values")
    found += between(f"{path}.min_values", least, 0, 25) + between(f"{path}.max_values", most, 1, 25)
    least, most = 1 if least is None else least, 1 if most is None else most
    if least > most:
        found.append(Problem(f"{path}.min_values", "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE", "More than max_values"))
    return found


def _select(path: str, select: JSON) -> list[Problem]:
    options = select.get("options") or []
    found = _choice(path, select) + count(f"{path}.options", options, 1, 25)
    for number, option in enumerate(options):
        here = f"{path}.options.{number}"
        found += length(f"{here}.label", option.get("label"), 1, 100)
        found += length(f"{here}.value", option.get("value"), 1, 100)
        found += length(f"{here}.description", option.get("description"), 0, 100)
    values = [option.get("value") for option in options]
    found += unique(f"{path}.options", values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The option value")
    if (select.get("max_values") or 1) > len(options):
        found.append(Problem(f"{path}.max_values", "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", "More than options"))
    if sum(bool(option.get("default")) for option in options) > (select.get("max_values") or 1):
        found.append(Problem(path, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "More defaults than max_values"))
    return found


def _text(path: str, part: JSON) -> list[Problem]:
    return length(f"{path}.content", part.get("content"), 1, MOST_TEXT)


def _section(path: str, section: JSON) -> list[Problem]:
    children = section.get("components") or []
    found = count(f"{path}.components", children, 1, 3)
    found += [p for i, c in enumerate(children) for p in one_of(f"{path}.components.{i}.type", c["type"], [TEXT])]
    accessory = section.get("accessory") or {}
    return found + one_of(f"{path}.accessory.type", accessory.get("type"), [BUTTON, THUMBNAIL])


def _thumbnail(path: str, part: JSON) -> list[Problem]:
    url = (part.get("media") or {}).get("url")
    return length(f"{path}.media.url", url, 1, 2048) + length(f"{path}.description", part.get("description"), 0, 1024)


def _gallery(path: str, gallery: JSON) -> list[Problem]:
    items = gallery.get("items") or []
    found = count(f"{path}.items", items, 1, 10)
    return found + [problem for i, item in enumerate(items) for problem in _thumbnail(f"{path}.items.{i}", item)]


def _file(path: str, part: JSON) -> list[Problem]:
    url = (part.get("file") or {}).get("url") or ""
    if not url.startswith(("attachment://", "http://127.0.0.1")):  # the latter is a file of ours that stays on an edit
        return [Problem(f"{path}.file.url", "URL_TYPE_INVALID_SCHEME", "Only attachment:// is possible here")]
    return []


def _separator(path: str, part: JSON) -> list[Problem]:
    return one_of(f"{path}.spacing", part.get("spacing", 1), [1, 2])


def _container(path: str, part: JSON) -> list[Problem]:
    children = part.get("components") or []
    found = count(f"{path}.components", children, 1, MOST_COMPONENTS)
    found += between(f"{path}.accent_color", part.get("accent_color"), 0, 0xFFFFFF)
    return found + [
        problem
        for i, child in enumerate(children)
        for problem in one_of(f"{path}.components.{i}.type", child["type"], IN_CONTAINER)
    ]


def _input(path: str, part: JSON) -> list[Problem]:
    found = length(f"{path}.custom_id", part.get("custom_id"), 1, 100)
    found += one_of(f"{path}.style", part.get("style"), [1, 2])
    found += length(f"{path}.label", part.get("label"), 0, 45)
    found += length(f"{path}.placeholder", part.get("placeholder"), 0, 100)
    found += length(f"{path}.value", part.get("value"), 0, 4000)
    found += between(f"{path}.min_length", part.get("min_length"), 0, 4000)
    return found + between(f"{path}.max_length", part.get("max_length"), 1, 4000)


def _label(path: str, part: JSON) -> list[Problem]:
    found = length(f"{path}.label", part.get("label"), 1, 45)
    found += length(f"{path}.description", part.get("description"), 0, 100)
    return found + one_of(f"{path}.component.type", (part.get("component") or {}).get("type"), FIELDS)


def _named(path: str, part: JSON) -> list[Problem]:
    return length(f"{path}.custom_id", part.get("custom_id"), 1, 100)


_RULES = {
    ROW: _row,
    BUTTON: _button,
    SELECT: _select,
    INPUT: _input,
    **dict.fromkeys((USERS, ROLES, MENTIONABLE, CHANNELS), _choice),
    SECTION: _section,
    TEXT: _text,
    THUMBNAIL: _thumbnail,
    GALLERY: _gallery,
    FILE: _file,
    SEPARATOR: _separator,
    CONTAINER: _container,
    LABEL: _label,
    **dict.fromkeys((UPLOAD, RADIO, CHECKBOXES, CHECKBOX), _named),
}

"""Turn pydantic's findings into words for a moderator."""

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from knowledge.errors import Problem, did_you_mean

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], value: Any, file: str, place: str = "") -> tuple[Model | None, list[Problem]]:
    """Check a value against a record type; return the record or every problem, each with its place."""
    if not isinstance(value, Mapping):
        expected = ", ".join(model.model_fields)
        return None, [Problem(file, f"must be fields with values ({expected}), but is {_shown(value)}", place)]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        findings = error.errors()
        # pydantic counts only the good entries, so a list whose only entry is at fault would be called empty too.
        faulty = {finding["loc"][:length] for finding in findings for length in range(1, len(finding["loc"]))}
        return None, [
            _problem(model, file, place, finding)
            for finding in findings
            if finding["type"] != "too_short" or finding["loc"] not in faulty
        ]


def _problem(model: type[BaseModel], file: str, place: str, finding: Any) -> Problem:
    *parents, last = finding["loc"] or ("",)
    steps = [place] if place else []
    for part in parents:
        if isinstance(part, int) and steps:
            steps[-1] = f"{steps[-1]} entry {part + 1}"
        else:
            steps.append(str(part))
    field = str(last)
    if isinstance(last, int):
        field = f"{steps.pop()} entry {last + 1}" if steps else f"entry {last + 1}"
    owner = _model_at(model, parents)
    return Problem(file, _message(finding, owner, field), ", ".join(steps), field)


def _model_at(model: type[BaseModel], path: list[Any]) -> type[BaseModel] | None:
    """Follow a location down to the record type that owns its last field."""
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = _record_type(field.annotation) if field else None
    return current


def _record_type(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_type(part))), None)


def _message(finding: Any, owner: type[BaseModel] | None, field: str) -> str:
    given = finding.get("input")
    match finding["type"]:
        case "extra_forbidden":
            known = [name for name in owner.model_fields] if owner else []
            return f"unknown field{did_you_mean(field, known) or '; remove it, or see README.md for the fields'}"
        case "missing":
            return "is missing; add it"
        case "value_error":
            return str(finding["ctx"]["error"])
        case "literal_error":
            return f"must be {finding['ctx']['expected']}, but is {_shown(given)}"
        case "string_type":
            return f"must be a text, but is {_shown(given)}; put it in quotes"
        case "tuple_type":
            return f"must be a list (lines that start with '- '), but is {_shown(given)}"
        case "dict_type" | "model_type":
            return f"must be fields with values, but is {_shown(given)}"
        case "too_short":
            needed = finding["ctx"]["min_length"]
            return "has no entries; add one" if needed == 1 else f"needs {needed} entries or more; add what is missing"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"must be a whole number, but is {_shown(given)}"
        case "greater_than_equal":
            return f"must be {finding['ctx']['ge']} or more, but is {_shown(given)}"
        case "date_from_datetime_parsing" | "date_from_datetime_inexact" | "date_type" | "date_parsing":
            return f"must be a day like 2026-11-22, but is {_shown(given)}"
    return f"{finding['msg']}; see README.md for this field"


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"

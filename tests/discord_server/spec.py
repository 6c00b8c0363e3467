"""Check requests and answers against Discord's own description of its API, an OpenAPI document."""

import functools
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry, ValidationError

from discord_server.calls import Call

JSON = dict[str, Any]
VARIABLE = "MENTOR_OPENAPI"


class Spec:
    """A description of the API; None checks nothing."""

    def __init__(self, document: JSON | None) -> None:
        self._document = document
        self._validators: dict[str, Draft202012Validator] = {}
        self._paths = {_bare(path): path for path in (document or {}).get("paths", {})}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Spec":
        """Read the document that the environment names."""
        path = environment.get(VARIABLE)
        return cls(json.loads(Path(path).read_text(encoding="utf-8")) if path else None)

    def violations(self, calls: Iterable[Call]) -> list[str]:
        """Return what in the calls and their answers is not as described, each kind once."""
        if self._document is None:
            return []
        return list(
            dict.fromkeys(line for call in calls if call.template and call.answer for line in self._check(call))
        )

    def _check(self, call: Call) -> Iterable[str]:
        found = self._operation(call)
        if found is None:
            yield f"{call.method} {call.template} is not described"
            return
        operation, pointer = found
        assert call.answer is not None
        status = call.answer.status
        # What we refuse is often not as described: that is what the refusal says.
        if call.json is not None and status < 400:
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            if schema is None:
                yield f"{call.method} {call.template} takes no body"
            else:
                yield from self._validate(f"{pointer}/requestBody/content/application~1json/schema", call, call.json)
        if status >= 500 or call.answer.json is None:
            return
        key = next((k for k in (str(status), f"{status // 100}XX") if k in operation["responses"]), None)
        if key is None:
            yield f"{call.method} {call.template} does not answer {status}"
            return
        described = operation["responses"][key]
        at = f"{pointer}/responses/{key}"
        if "$ref" in described:
            at = described["$ref"].removeprefix("#")
        body = call.answer.json
        if status >= 400:  # the document has numbers for the codes of single fields, where Discord sends words
            body = {key: value for key, value in body.items() if key != "errors"}
        yield from self._validate(f"{at}/content/application~1json/schema", call, body)

    def _operation(self, call: Call) -> tuple[JSON, str] | None:
        original = call.params.get("message_id") == "@original"
        template = (call.template or "").replace("{message_id}", "@original" if original else "{message_id}")
        path = self._paths.get(_bare(template), "")
        assert self._document is not None
        operation = self._document["paths"].get(path, {}).get(call.method.lower())
        if operation is None:
            return None
        escaped = path.replace("~", "~0").replace("/", "~1")
        return operation, f"/paths/{escaped}/{call.method.lower()}"

    def _validate(self, pointer: str, call: Call, value: Any) -> Iterable[str]:
        for error in self._validator(pointer).iter_errors(_with_texts_for_ids(value)):
            inner = _innermost(error)
            where = ".".join(map(str, inner.instance_path))
            side = "request" if "/requestBody/" in pointer else f"answer {call.answer and call.answer.status}"
            yield f"{side} of {call.method} {call.template}: {where}: {inner.message[:300]}"

    def _validator(self, pointer: str) -> Draft202012Validator:
        if pointer not in self._validators:
            self._validators[pointer] = Draft202012Validator(
                {"$ref": f"urn:discord#{pointer.replace('{', '%7B').replace('}', '%7D')}"}, registry=self._registry
            )
        return self._validators[pointer]

    @functools.cached_property
    def _registry(self) -> Registry:
        return Registry([("urn:discord", {"$id": "urn:discord", **(self._document or {})})], draft=Draft202012)


def _innermost(error: ValidationError) -> ValidationError:
    """Return what is wrong furthest inside, of a value that is none of several things."""
    branches = getattr(error.kind, "context", ())
    return max(
        [error, *(_innermost(inner) for branch in branches for inner in branch)], key=lambda one: len(one.instance_path)
    )


def _bare(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path)


_IDS = ("message_id", "channel_id", "guild_id")


def _with_texts_for_ids(value: Any, key: str = "") -> Any:
    """Return a value in which ids that came as whole numbers are texts: Discord takes both, its document only texts."""
    if isinstance(value, dict):
        within = key == "attachments"
        return {
            name: _with_texts_for_ids(item, _IDS[0] if within and name == "id" else name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_with_texts_for_ids(item, key) for item in value]
    whole = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if whole and (value > 1 << 53 or key in _IDS) else value

"""Google's discovery document of Calendar v3 as JSON Schemas, for requests and for answers.

The document ships inside google-api-python-client (Apache-2.0).
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

__all__ = ["Method", "methods", "problems"]

Method = tuple[str, str, Mapping[str, Any]]
"""Name, pattern of the path, and description of a method."""


@cache
def document() -> Mapping[str, Any]:
    folder = files("googleapiclient") / "discovery_cache" / "documents"
    content: Mapping[str, Any] = json.loads((folder / "calendar.v3.json").read_text("utf-8"))
    return content


@cache
def methods() -> tuple[tuple[str, str, re.Pattern[str], Mapping[str, Any]], ...]:
    """Return id, HTTP method, pattern of the path and description of the methods of events."""
    described = document()["resources"]["events"]["methods"].values()
    return tuple((m["id"], m["httpMethod"], re.compile(_pattern(m["path"])), m) for m in described)


def _pattern(path: str) -> str:
    return "/calendar/v3/" + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)


def query_problems(method: Mapping[str, Any], query: Mapping[str, list[str]]) -> list[str]:
    """Return what is wrong with the parameters of a request."""
    known = {**document()["parameters"], **method["parameters"]}
    wrong = [f"unknown parameter {name}" for name in query if name not in known]
    for name, values in query.items():
        schema = known.get(name, {})
        if len(values) > 1 and not schema.get("repeated"):
            wrong.append(f"{name} is given twice")
        for value in values:
            if schema.get("enum") and value not in schema["enum"]:
                wrong.append(f"{name} is not one of {schema['enum']}")
            if schema.get("type") == "integer" and not value.isdigit():
                wrong.append(f"{name} is no number")
            if schema.get("type") == "boolean" and value not in {"true", "false"}:
                wrong.append(f"{name} is neither true nor false")
            if schema.get("format") == "date-time" and not _is_instant(value):
                wrong.append(f"{name} is no instant with an offset")
    return wrong


def problems(schema: str, data: object, *, method: str = "", answer: bool = False) -> list[str]:
    """Return what is wrong with the body of a request of a method, or of an answer."""
    validator = _validator(schema, method, answer)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


@cache
def _validator(schema: str, method: str, answer: bool) -> Draft202012Validator:
    definitions = {
        name: _converted(described, method, answer)
        for name, described in document()["schemas"].items()
    }
    checker = FormatChecker()
    checker.checks("date-time")(_is_instant)
    whole = {"$ref": f"#/$defs/{schema}", "$defs": definitions}
    return Draft202012Validator(whole, format_checker=checker)


def _converted(described: Mapping[str, Any], method: str, answer: bool) -> dict[str, Any]:
    """Return a schema of the document as JSON Schema: unknown names are refused in all objects."""
    if "$ref" in described:
        return {"$ref": f"#/$defs/{described['$ref']}"}
    schema: dict[str, Any] = {} if described["type"] == "any" else {"type": described["type"]}
    if described.get("format") in {"date", "date-time"}:
        schema["format"] = described["format"]
    if "enum" in described:
        schema["enum"] = described["enum"]
    if "items" in described:
        schema["items"] = _converted(described["items"], method, answer)
    if "additionalProperties" in described:
        schema["additionalProperties"] = _converted(
            described["additionalProperties"], method, answer
        )
    if "properties" in described:
        properties = described["properties"]
        schema["properties"] = {
            name: False
            if not answer and "Read-only" in value.get("description", "")
            else _converted(value, method, answer)
            for name, value in properties.items()
        }
        schema["additionalProperties"] = False
        schema["required"] = [
            name
            for name, value in properties.items()
            if method in value.get("annotations", {}).get("required", ())
        ]
    return schema


def _is_instant(value: object) -> bool:
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    return not isinstance(value, str) or bool(re.fullmatch(pattern, value))

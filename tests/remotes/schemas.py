"""Parts from which the tests write schemas of tools: OpenAPI 3.0, only what is used."""

from collections.abc import Mapping
from typing import Any

from openapi_core import OpenAPI

TEXT = {"type": "string", "minLength": 1}
NAME = {"type": "string"}
NUMBER = {"type": "integer"}
FLAG = {"type": "boolean"}
INSTANT = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$",
}


def record(needed: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the schema of an object that has nothing else."""
    return {
        "type": "object",
        **({"required": list(needed)} if needed else {}),
        "properties": {**needed, **(optional or {})},
        "additionalProperties": False,
    }


def rows(item: Mapping[str, Any], **limits: int) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": item, **limits}


def either(*values: str) -> dict[str, Any]:
    """Return the schema of a text that is one of some."""
    return {"type": "string", "enum": list(values)}


def operation(
    name: str,
    answers: Mapping[int, Mapping[str, Any] | None],
    *,
    query: Mapping[str, Any] | None = None,
    optional: Mapping[str, Any] | None = None,
    headers: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
    kind: str = "application/json",
) -> dict[str, Any]:
    """Return an operation: the fake's method, answers by status, parameters, body and its kind."""
    parameters = [
        *_parameters("query", query, True),
        *_parameters("query", optional, False),
        *_parameters("header", headers, True),
    ]
    item: dict[str, Any] = {
        "operationId": name,
        "parameters": parameters,
        "responses": {
            str(status): {"description": "", **({} if data is None else _content(data))}
            for status, data in answers.items()
        },
    }
    if body is not None:
        item["requestBody"] = {"required": True, **_content(body, kind)}
    return item


def schema_of(paths: Mapping[str, Mapping[str, Any]]) -> OpenAPI:
    """Return a schema of operations by path and method; `{x}` in a path is a text."""
    whole: dict[str, Any] = {}
    for path, operations in paths.items():
        ids = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        places = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in ids]
        whole[path] = {
            method: {**item, "parameters": [*places, *item["parameters"]]}
            for method, item in operations.items()
        }
    document = {
        "openapi": "3.0.3",
        "info": {"title": "A subset", "version": "1"},
        "servers": [{"url": "http://127.0.0.1"}],
        "paths": whole,
    }
    return OpenAPI.from_dict(document)


def _content(data: Mapping[str, Any], kind: str = "application/json") -> dict[str, Any]:
    return {"content": {kind: {"schema": data}}}


def _parameters(
    place: str, schemas: Mapping[str, Any] | None, needed: bool
) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": place, "required": needed, "schema": schema}
        for name, schema in (schemas or {}).items()
    ]

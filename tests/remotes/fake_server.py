"""A remote for tests: an application with a state, whose requests and answers fit a schema.

A fake is a class with one method per operation of its schema. What it receives and what it answers
is validated, so that neither our requests nor the fake's answers drift from what is published.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qs
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx2
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

HOST = "http://127.0.0.1"
NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
"""When the tests of tools take place: a Monday."""


_FAILED = {"error": {"message": "Internal Server Error"}}
_SLOW = {"error": {"message": "Rate Limit Exceeded"}}


class Asked(NamedTuple):
    """A request, as the method of an operation gets it."""

    ids: tuple[str, ...]
    query: Mapping[str, str]
    body: Any
    headers: Mapping[str, str]


class Refusal(Exception):
    """Ends an operation with a failure."""

    def __init__(self, status: int, body: object) -> None:
        self.status, self.body = status, body


class FakeServer:
    """A WSGI application; subclasses have `schema`, `token` and the operations.

    Attributes
    ----------
    requests : list of str
        Method and path of each request that fitted the schema.
    troubles : list
        Taken one after the other, each by the next request that its first word names (`POST`, `*`
        for any): `before`, `after` and `slow`, that is a 500 before the request was carried out, a
        500 after it, or 429 with a pause.
    """

    schema: OpenAPI
    header = "authorization"

    def __init__(self) -> None:
        self.now = NOW
        self.requests: list[str] = []
        self.troubles: list[tuple[str, str]] = []
        self.unfit: list[str] = []
        self._ids = 0

    @property
    def writes(self) -> list[str]:
        """Requests that are not for reading."""
        return [line for line in self.requests if not line.startswith("GET ")]

    def new_id(self, prefix: str) -> str:
        """Return an id that was not used before."""
        self._ids += 1
        return f"{prefix}{self._ids:04}"

    def expected(self, environ: WSGIEnvironment) -> bool:
        """Tell whether the request carries the right secret."""
        raise NotImplementedError

    def transport(self) -> httpx2.WSGITransport:
        """Return a way to the fake without a network."""
        return httpx2.WSGITransport(self)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        """Answer a request."""
        status, headers, body = self._answer(environ)
        data = b"" if body is None else json.dumps(body).encode()
        kind = [("Content-Type", "application/json")] if data else []
        start(f"{status} Answer", [*kind, ("Content-Length", str(len(data))), *headers])
        return [data]

    def _answer(self, environ: WSGIEnvironment) -> tuple[int, list[tuple[str, str]], object]:
        if not self.expected(environ):
            return 401, [], {"error": {"message": "Unauthorized"}}
        request = _request(environ)
        trouble = self._trouble(self.verbs(request))
        status, body = (500, _FAILED) if trouble == "before" else (429, _SLOW)
        if trouble in ("", "after"):
            status, body = self._carried_out(environ, request)
            if trouble == "after":
                status, body = 500, _FAILED
        return status, [("Retry-After", "3")] if status == 429 else [], body

    def _carried_out(self, environ: WSGIEnvironment, request: MockRequest) -> tuple[int, object]:
        try:
            operation, ids = self._operation(request)
            self.requests.append(f"{self.verbs(request)[0]} {environ['PATH_INFO']}")
            status, body = operation(_asked(environ, request, ids))
        except OpenAPIError as error:
            text = f"{request.method} {request.path}: {_reason(error)}"
            self.unfit.append(text)
            return 400, {"error": {"message": text}}
        except Refusal as refusal:
            return refusal.status, refusal.body
        data = b"" if body is None else json.dumps(body).encode()
        self.schema.validate_response(request, MockResponse(data, status_code=status))
        return status, body

    def verbs(self, request: MockRequest) -> Sequence[str]:
        """Return what a request does, as words of `troubles` and `requests`."""
        return [request.method.upper()]

    def _trouble(self, verbs: Sequence[str]) -> str:
        for index, (which, kind) in enumerate(self.troubles):
            if which in ("*", *verbs):
                del self.troubles[index]
                return kind
        return ""

    def _operation(
        self, request: MockRequest
    ) -> tuple[Callable[[Asked], tuple[int, object]], tuple[str, ...]]:
        result = self.schema.unmarshal_request(request)
        result.raise_for_errors()
        for path, method, name in _operations(self.schema):
            parts = request.path.strip("/").split("/")
            pattern = path.strip("/").split("/")
            if method == request.method and _fits(parts, pattern):
                ids = tuple(p for p, q in zip(parts, pattern, strict=True) if q.startswith("{"))
                return getattr(self, name), ids
        raise AssertionError(request.path)


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    return len(parts) == len(pattern) and all(
        q.startswith("{") or p == q for p, q in zip(parts, pattern, strict=True)
    )


def _operations(schema: OpenAPI) -> list[tuple[str, str, str]]:
    paths = schema.spec["paths"].read_value()
    return [
        (path, method, operation["operationId"])
        for path, item in paths.items()
        for method, operation in item.items()
    ]


def _request(environ: WSGIEnvironment) -> MockRequest:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return MockRequest(
        HOST,
        environ["REQUEST_METHOD"].lower(),
        environ["PATH_INFO"],
        args=_query(environ),
        headers=headers,
        data=environ["wsgi.input"].read(length) if length else b"",
        content_type=environ.get("CONTENT_TYPE") or "application/json",
    )


def _query(environ: WSGIEnvironment) -> dict[str, str]:
    values = parse_qs(environ.get("QUERY_STRING", ""), strict_parsing=False)
    return {name: listed[-1] for name, listed in values.items()}


def _asked(environ: WSGIEnvironment, request: MockRequest, ids: tuple[str, ...]) -> Asked:
    body = json.loads(request.body) if request.body else None
    return Asked(ids, _query(environ), body, dict(request.parameters.header))


def _reason(error: OpenAPIError) -> str:
    cause: BaseException | None = error
    words = []
    while cause is not None:
        words.append(str(cause))
        words += [str(e) for e in getattr(cause, "schema_errors", ())]
        cause = cause.__cause__
    return " / ".join(words)

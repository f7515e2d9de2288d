"""Requests to one remote in JSON: limits, retries, and one failure for each kind of answer.

The rules, for every tool: https only, except on this computer (`addresses`); certificates are
verified; no redirect is followed; 30 s and 10 MB for an answer (`wire`); one request at a time. A
request that may have been carried out is repeated only where that does no harm.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from json import dumps
from typing import TYPE_CHECKING, Protocol, Self, TypedDict, TypeVar
from urllib.parse import urlencode, urlsplit

from rotation.diagnostics import logger_of
from rotation.errors import BadInput, Fault, printable
from rotation.remotes.addresses import checked_url
from rotation.remotes.answers import Failed, Reply, cut, judged, unread
from rotation.remotes.failures import Unavailable
from rotation.remotes.secrets import Secret, without_secrets
from rotation.remotes.wire import Arrived, Wire

if TYPE_CHECKING:
    import httpx2

__all__ = ["Client", "ClientSettings", "Query", "Reply", "Signer"]

Query = Mapping[str, str | int | Sequence[str]]
"""Parameters of a query; a sequence stands for several of one name."""

LIMIT_S = 30.0
TRIES = 5
LONGEST_PAUSE_S = 120.0
"""A server that asks for a longer pause is left alone until the next run."""

T = TypeVar("T")

_REPEATABLE = frozenset({"GET", "PUT", "DELETE"})
_log = logger_of(__name__)


class Signer(Protocol):
    """Headers that depend on the request or on the time: signatures, tokens that expire."""

    def __call__(self, method: str, target: str, body: bytes) -> Mapping[str, str | Secret]:
        """Return headers for a request; `target` is path and query as they are sent."""
        ...


class ClientSettings(TypedDict, total=False):
    """What tools hand on to their client; see there."""

    limit_s: float
    transport: "httpx2.BaseTransport | None"
    sleep: Callable[[float], object]
    monotonic: Callable[[], float]


class Client:
    """Sends requests to one remote, and raises a `RemoteFailure` for whatever is no success.

    Parameters
    ----------
    url : str
        Where all paths begin; https, or http on this computer.
    headers : mapping of str to str or Secret
        Sent with each request. Texts of failures are freed of the secrets in it.
    signer : Signer, optional
        Makes more headers for each request, and again for each try of it.
    secrets : sequence of Secret
        More of them that may come back in an answer, such as the key behind a signature.
    is_pause : callable, optional
        Whether an answer of 403, given as its JSON, means that requests come too fast.
    pace_s : float
        Seconds from the start of a request to that of the next, where a tool wants that.
    limit_s : float
        Seconds for one try of a request.
    transport : httpx2.BaseTransport, optional
        Instead of the network, for tests.
    sleep, monotonic : callable
        Those of `time`.

    Raises
    ------
    BadInput
        When the address cannot be used, a header cannot be sent, or httpx2 is not installed.
    """

    def __init__(
        self,
        url: str,
        *,
        headers: Mapping[str, str | Secret] | None = None,
        signer: Signer | None = None,
        secrets: Sequence[Secret] = (),
        is_pause: Callable[[object], bool] | None = None,
        pace_s: float = 0.0,
        limit_s: float = LIMIT_S,
        transport: "httpx2.BaseTransport | None" = None,
        sleep: Callable[[float], object] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(checked_url(url))
        self._origin, self._base = f"{parts.scheme}://{parts.netloc}", parts.path
        self._headers = dict(headers or {})
        self._signer = signer
        self._secrets = [*secrets, *_secrets_of(self._headers)]
        self._signed: list[Secret] = []
        self._is_pause = is_pause
        self._pace_s = pace_s
        self._sleep, self._monotonic = sleep, monotonic
        self._next = float("-inf")
        _check_headers(self._headers)
        self._wire = Wire(parts.hostname or "", limit_s, transport)

    def close(self) -> None:
        """Close the connection."""
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, path: str, query: Query | None = None) -> Reply:
        """Send a GET; see `request`."""
        return self.request("GET", path, query=query)

    def post(self, path: str, data: object, *, repeatable: bool = False) -> Reply:
        """Send JSON with a POST; see `request`."""
        return self.request("POST", path, data=data, repeatable=repeatable)

    def put(self, path: str, data: object) -> Reply:
        """Send JSON with a PUT; see `request`."""
        return self.request("PUT", path, data=data)

    def delete(self, path: str) -> Reply:
        """Send a DELETE; see `request`."""
        return self.request("DELETE", path)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        data: object = None,
        headers: Mapping[str, str | Secret] | None = None,
        repeatable: bool | None = None,
    ) -> Reply:
        """Send a request until it is answered, five times at most.

        A request that was refused for coming too fast (429) is sent again after the pause that the
        answer asks for, else after 2, 4, 8 and 16 s. So is one that timed out or was answered with
        a failure of the server, if it may be repeated. Nobody waits for a server that cannot be
        reached.

        Parameters
        ----------
        method : str
            Of HTTP.
        path : str
            Below the address, beginning with a slash; ids in it are quoted (`path_of`).
        query : mapping, optional
            Parameters of the address.
        data : object
            Sent as JSON unless None.
        headers : mapping, optional
            More of them, such as `If-Match`.
        repeatable : bool, optional
            Whether a second request does no harm when the first was carried out; else GET, PUT and
            DELETE are.

        Raises
        ------
        Denied
            401, 403 and other answers that will be the same the next time, with the answer's text.
        Gone, Exists, Changed
            404 and 410; 409; 412.
        Unavailable
            When no try brought an answer.
        Unsure
            When a request that is not repeatable may have been carried out or not.
        """
        text = f"?{urlencode(query, doseq=True)}" if query else ""
        body = None if data is None else dumps(data, ensure_ascii=False).encode()
        again = method in _REPEATABLE if repeatable is None else repeatable
        judge = partial(judged, again=again, is_pause=self._is_pause)
        send = partial(self._attempt, method, path + text, body, headers or {}, judge)
        return self._tried(f"{method} {path}", send)

    def exchange(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str | Secret] | None = None,
        repeatable: bool | None = None,
    ) -> Arrived:
        """Send bytes, for protocols that are not JSON; retries and limits are those of `request`.

        Parameters
        ----------
        method, path, headers, repeatable
            As for `request`.
        body : bytes, optional
            Sent as it is; `headers` say what it is.

        Returns
        -------
        Arrived
            With a status of 200 to 299, or one of 400 to 499 that the caller has to judge.

        Raises
        ------
        Denied
            When the answer leads elsewhere, or is too large.
        Unavailable, Unsure
            As for `request`.
        """
        again = method in _REPEATABLE if repeatable is None else repeatable
        judge = partial(unread, again=again)
        send = partial(self._attempt, method, path, body, headers or {}, judge)
        return self._tried(f"{method} {path}", send)

    def _tried(self, name: str, send: Callable[[], T | Failed]) -> T:
        """Send a request until its answer is no reason to try again."""
        tries = 0
        while True:
            tries += 1
            outcome = send()
            if not isinstance(outcome, Failed):
                return outcome
            pause = 2.0**tries if outcome.pause_s is None else outcome.pause_s
            _log.debug("%s: try %d: %s", name, tries, outcome.kind.__name__)
            if outcome.kind is not Unavailable or tries == TRIES or pause > LONGEST_PAUSE_S:
                text = without_secrets(f"{name}: {outcome.why}", self._all_secrets())
                raise outcome.kind(printable(text))
            self._sleep(pause)

    def _attempt(
        self,
        method: str,
        path: str,
        body: bytes | None,
        more: Mapping[str, str | Secret],
        judge: Callable[..., T | Failed],
    ) -> T | Failed:
        """Send a request once; what a server says to it is in no variable of a failed frame."""
        target = self._base + path
        headers: dict[str, str | Secret] = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        headers |= self._headers | dict(more)
        if self._signer:
            signed = self._signer(method, target, body or b"")
            self._signed = _secrets_of(signed)
            headers |= signed
        _check_headers(headers)
        wait = self._next - self._monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next = self._monotonic() + self._pace_s
        arrived = self._wire.send(method, self._origin + target, headers, body)
        return judge(arrived, secrets=self._all_secrets())

    def clean(self, text: str) -> str:
        """Return what a server said for a message: one line, without secrets, and not too long."""
        return cut(text, self._all_secrets())

    def _all_secrets(self) -> list[Secret]:
        return [*self._secrets, *self._signed]


def _secrets_of(headers: Mapping[str, str | Secret]) -> list[Secret]:
    return [value for value in headers.values() if isinstance(value, Secret)]


def _check_headers(headers: Mapping[str, str | Secret]) -> None:
    for name, value in headers.items():
        if not _is_sendable(value):
            what = f"the header {name} would hold more than printable ASCII characters"
            raise BadInput(Fault("", what, "is the secret right?"))


def _is_sendable(value: str | Secret) -> bool:
    text = value.reveal() if isinstance(value, Secret) else value
    return text.isascii() and text.isprintable()

"""One request and what came back, within limits of time and size; whatever goes wrong is data.

Nothing of httpx2 leaves this module, because its errors hold the request with its secrets.
"""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from rotation.errors import BadInput, Fault
from rotation.limits import REMOTE_BYTES
from rotation.remotes.addresses import is_loopback
from rotation.remotes.secrets import Secret

if TYPE_CHECKING:
    import httpx2

__all__ = ["Arrived", "Lost", "Wire"]

_CONNECT_S = 10.0
_EXTRA = "pip install 'rotation[push]'"
_OURS = {"User-Agent": "rotation", "Accept-Encoding": "identity"}
"""Answers are not compressed, so that their size is what was sent."""


class Arrived(NamedTuple):
    """What a server answered; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Lost(NamedTuple):
    """Why there is no answer.

    Attributes
    ----------
    why : str
        A few words; not yet freed of secrets.
    sent : bool
        Whether the request may have been carried out.
    lasting : bool
        Whether the same happens again the next time.
    """

    why: str
    sent: bool = True
    lasting: bool = False


class Wire:
    """The connection to one server: one request at a time, no redirects, certificates verified.

    Proxies and certificate authorities of the environment count (`HTTPS_PROXY`, `SSL_CERT_FILE`),
    except for this computer, which is reached without a proxy.

    Parameters
    ----------
    host : str
        Of the server.
    limit_s : float
        Seconds for a whole request, however slowly the answer trickles in.
    transport : httpx2.BaseTransport, optional
        Instead of the network, for tests.

    Raises
    ------
    BadInput
        When httpx2 is not installed.
    """

    def __init__(
        self, host: str, limit_s: float, transport: "httpx2.BaseTransport | None" = None
    ) -> None:
        try:
            import httpx2  # noqa: PLC0415 - an extra, and slow to import
        except ImportError:
            what = "talking to a remote needs httpx2, which is not installed"
            raise BadInput(Fault("", what, _EXTRA)) from None
        self._httpx2 = httpx2
        self._limit_s = limit_s
        self._socket: Any = None
        self._client = httpx2.Client(
            follow_redirects=False,
            headers=_OURS,
            limits=httpx2.Limits(max_connections=1),
            timeout=httpx2.Timeout(limit_s, connect=min(limit_s, _CONNECT_S)),
            transport=transport,
            trust_env=not is_loopback(host),
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(
        self, method: str, url: str, headers: Mapping[str, str | Secret], body: bytes | None
    ) -> Arrived | Lost:
        """Send one request, once.

        Secrets among the headers are revealed to httpx2 alone.
        """
        over = _Passed()
        try:
            request = self._client.build_request(
                method, url, content=body, extensions={"trace": self._keep_socket}
            )
            with self._cut_off(over):
                response = self._client.send(request, stream=True, auth=_revealing(headers))
                try:
                    return _read(response, over)
                finally:
                    response.close()
        except self._httpx2.ConnectTimeout:
            return Lost("no connection in time", sent=False)
        except (self._httpx2.ConnectError, self._httpx2.ProxyError) as error:
            lasting = "CERTIFICATE_VERIFY_FAILED" in str(error)
            return Lost(f"no connection: {error}", sent=False, lasting=lasting)
        except self._httpx2.TimeoutException:
            return Lost("no answer in time")
        except (self._httpx2.HTTPError, self._httpx2.StreamError, OSError) as error:
            name = type(error).__name__
            return Lost("no whole answer in time" if over.passed else f"no answer ({name})")

    @contextmanager
    def _cut_off(self, over: "_Passed") -> Iterator[None]:
        """Shut the socket under whoever waits for it when the time of the request is over.

        The timeouts of httpx2 are those of single reads, so a server that sends a byte a second
        would keep a command for days.
        """

        def shut() -> None:
            over.passed = True
            if self._socket is not None:
                with suppress(OSError):
                    # Not the method of an SSL socket, which would leave its reader without one.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

        timer = Timer(self._limit_s, shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _keep_socket(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the socket of a new connection, which the time limit shuts."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")


@dataclass
class _Passed:
    """Whether the time of a request is over."""

    passed: bool = False


def _read(response: "httpx2.Response", over: _Passed) -> Arrived | Lost:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > REMOTE_BYTES.most:
            return Lost(f"an answer of more than {REMOTE_BYTES}", lasting=True)
        if over.passed:
            break
    if over.passed:  # a body that ends with the connection looks whole when it is cut
        return Lost("no whole answer in time")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Arrived(response.status_code, headers, bytes(body))


def _revealing(
    headers: Mapping[str, str | Secret],
) -> "Callable[[httpx2.Request], httpx2.Request]":
    """Return what sets the headers when httpx2 sends the request, so that no frame of ours does."""

    def signed(request: "httpx2.Request") -> "httpx2.Request":
        for name, value in headers.items():
            request.headers[name] = value.reveal() if isinstance(value, Secret) else value
        return request

    return signed

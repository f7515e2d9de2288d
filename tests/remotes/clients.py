"""Clients for the tests of remotes: no network, and pauses that are written down, not slept."""

from collections.abc import Callable, Sequence

import httpx2

from rotation.remotes.http import Client
from rotation.remotes.secrets import Secret

TOKEN = "u+Xk3/s8Qd:7Yt=Zp"  # noqa: S105 - of nothing
"""A token with what addresses, JSON and headers write in another way."""


def scripted(
    answers: Sequence[httpx2.Response | Exception], **settings: object
) -> tuple[Client, list[httpx2.Request], list[float]]:
    """Return a client that is answered in turn, its requests, and its pauses in seconds."""
    rest = list(answers)
    requests: list[httpx2.Request] = []
    pauses: list[float] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        response = rest.pop(0)
        if isinstance(response, Exception):
            raise response
        return response

    client = client_of(answer, pauses, **settings)
    return client, requests, pauses


def client_of(
    answer: Callable[[httpx2.Request], httpx2.Response], pauses: list[float], **settings: object
) -> Client:
    """Return a client whose requests a function answers."""
    given: dict[str, object] = {
        "headers": {"Authorization": Secret(f"Token token={TOKEN}")},
        "transport": httpx2.MockTransport(answer),
        "sleep": pauses.append,
        "monotonic": lambda: 0.0,
    }
    return Client("https://api.example.com/v2/", **(given | settings))  # type: ignore[arg-type]

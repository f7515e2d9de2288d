"""What the tools share: reading answers, times, pages of a list, and people by their address."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from rotation.remotes.failures import Denied, RemoteFailure
from rotation.remotes.http import Client
from rotation.remotes.tool import Somebody

__all__ = ["RemoteAccount", "in_pages", "instant", "matched", "page_numbers", "parsed", "utc_text"]

T = TypeVar("T")
_MOST_PAGES = 1_000
"""Of one list; a server that always says that there is more is not asked for ever."""


class RemoteAccount(NamedTuple):
    """Somebody whom a tool knows; the address may be empty."""

    id: str
    email: str


def utc_text(moment: datetime) -> str:
    """Return an instant as tools want it: `2027-01-04T16:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str) -> datetime:
    """Return the instant of a text with its offset from UTC (RFC 3339), in UTC.

    Raises
    ------
    ValueError
        When it is no such text; a time without an offset is none, because nobody knows its zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without an offset")
    return moment.astimezone(UTC)


def parsed(
    read: Callable[[Any], T], data: object, name: str, kind: type[RemoteFailure] = Denied
) -> T:
    """Return what a function makes of the JSON of an answer.

    Parameters
    ----------
    read : callable
        Takes the JSON, and may fail on it in any way that data of another form make it fail.
    data : object
        The JSON.
    name : str
        What was asked for, for the message.
    kind : type of RemoteFailure
        What is raised; `Unsure` where something may have been created.
    """
    try:
        return read(data)
    except (AttributeError, LookupError, TypeError, ValueError):
        pass  # raised outside, because the error here may hold what the server sent
    raise kind(f"{name}: was answered in a form that is not known")


def page_numbers(name: str) -> Iterator[int]:
    """Yield 0, 1, 2 and so on, for as many pages as a list can have.

    Raises
    ------
    Denied
        When a server says for ever that there is more.
    """
    yield from range(_MOST_PAGES)
    raise Denied(f"{name}: the list does not end after {_MOST_PAGES} pages")


def in_pages(
    client: Client, path: str, key: str, query: Mapping[str, str | int], limit: int = 100
) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a list that comes in pages by `limit`, `offset` and `more`."""
    for page in page_numbers(f"GET {path}"):
        reply = client.get(path, {**query, "limit": limit, "offset": page * limit})
        rows = parsed(lambda data: [dict(row) for row in data[key]], reply.data, f"GET {path}")
        yield from rows
        if not (rows and parsed(lambda data: data.get("more"), reply.data, f"GET {path}")):
            return


def matched(people: Sequence[Somebody], accounts: Iterable[RemoteAccount]) -> dict[str, str]:
    """Return the account of each person by the person's id.

    A `remote_id` counts if there is such an account. Else the address decides, whose case does not
    count; an address of several accounts is nobody's.
    """
    known = set()
    by_address: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        known.add(account.id)
        by_address[account.email.casefold()].add(account.id)
    chosen = {}
    for person in people:
        ids = by_address.get(person.email.casefold(), set()) if person.email else set()
        if person.remote_id:
            ids = {person.remote_id} & known
        if len(ids) == 1:
            (chosen[person.person],) = ids
    return chosen

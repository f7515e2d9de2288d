"""GoAlert: shifts of temporary schedules, by its GraphQL API.

Source: `graphql2/` and `schedule/` of target/goalert. An API key is bound to one stored document
(`apikey/middleware.go`), so `DOCUMENT` has all operations, and requests send no document.

A temporary schedule hides the rotations of a schedule while it lasts. Setting one replaces what is
there in its span in one transaction, so each of our requests is limited to the span of the shift
that changes, and puts back whatever else was there. GoAlert joins shifts of a person that touch;
they are taken apart as we wrote them (`recognise`).
"""

from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from json import loads
from typing import Any, ClassVar, NamedTuple, Unpack

from rotation.errors import BadInput, Fault
from rotation.remotes.failures import Denied, Unavailable
from rotation.remotes.http import Client, ClientSettings
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport, RemoteEntry, ToolTraits
from rotation.remotes.tools.people import ListedPeople
from rotation.remotes.tools.reading import RemoteAccount, instant, page_numbers, parsed, utc_text

__all__ = ["DOCUMENT", "GoAlert"]

DOCUMENT = """\
query RotationUsers($after: String) {
  users(input: {first: 100, after: $after}) {
    nodes { id email }
    pageInfo { hasNextPage endCursor }
  }
}

query RotationSchedule($schedule: ID!) {
  schedule(id: $schedule) {
    name
    timeZone
    temporarySchedules { start end shifts { userID start end } }
  }
}

mutation RotationSet($input: SetTemporaryScheduleInput!) {
  setTemporarySchedule(input: $input)
}

mutation RotationClear($input: ClearTemporarySchedulesInput!) {
  clearTemporarySchedules(input: $input)
}
"""
"""What an administrator of GoAlert stores with the API key."""

_NO_SCHEDULE = "there is no such schedule; its id is the last part of its address"
_STORED = "does the API key hold the document of `rotation remote document goalert`?"


class _OnDuty(NamedTuple):
    """Somebody on call from an instant to another."""

    start: datetime
    end: datetime
    user: str

    def within(self, start: datetime, end: datetime) -> "_OnDuty | None":
        """Return the part of it in a span."""
        first, last = max(self.start, start), min(self.end, end)
        return self._replace(start=first, end=last) if first < last else None


class GoAlert(ListedPeople):
    """Shifts of temporary schedules; one schedule per track.

    Parameters
    ----------
    secret : Secret
        An API key with the role user, that holds `DOCUMENT`.
    url : str
        Of the server: `https://goalert.example.com`.
    **settings
        Of the client (`ClientSettings`).

    Raises
    ------
    BadInput
        When `url` is missing.
    """

    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=True,
        open_shifts=False,
        hides=True,
        several=False,
        cuts=True,
        grain=timedelta(minutes=1),
    )

    def __init__(
        self, secret: Secret, *, url: str = "", **settings: Unpack[ClientSettings]
    ) -> None:
        if not url:
            raise BadInput(Fault("url", "is missing", "such as https://goalert.example.com"))
        headers = {"Authorization": Secret(f"Bearer {secret.reveal()}")}
        self._client = Client(url, headers=headers, secrets=[secret], **settings)
        self._expires = _expiry(secret)
        self._written: set[tuple[str, _OnDuty]] = set()
        self._known: list[set[tuple[str, _OnDuty]]] = [self._written]

    def recognise(self, *known: Iterable[RemoteEntry]) -> None:
        """Take shifts that GoAlert joined apart as these entries are, the first list first."""
        self._known = [self._written, *({(e.place, _piece(e)) for e in each} for each in known)]

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the schedules' names and zones, and when the key expires."""
        return [self._place(place) for place in places]

    def _place(self, place: str) -> PlaceReport:
        row = self._schedule(place)
        if row is None:
            return PlaceReport(place, "", missing=True, remarks=(_NO_SCHEDULE,))
        name, zone = str(row.get("name") or place), str(row.get("timeZone") or "")
        return PlaceReport(place, name, zone, self._expires)

    def _listed(self) -> Iterator[RemoteAccount]:
        after = ""
        for _ in page_numbers("RotationUsers"):
            data = self._ask("RotationUsers", {"after": after})
            yield from parsed(_people, data, "RotationUsers")
            after = parsed(_after, data, "RotationUsers")
            if not after:
                return

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return the shifts of temporary schedules that overlap the window."""
        items = [_present(place, piece) for place in places for piece in self._pieces(place)]
        return [item for item in items if item.start < until and since < item.end]

    def _pieces(self, place: str) -> list[_OnDuty]:
        row = self._schedule(place)
        if row is None:
            return []
        pieces = parsed(_pieces_of, row, "RotationSchedule")
        known = [[piece for at, piece in each if at == place] for each in self._known]
        return [part for piece in pieces for part in _taken_apart(piece, known)]

    def create(self, wanted: Wanted) -> Present:
        """Add a shift, in one transaction, beside whatever else is there at its time.

        Sent again it does no harm.
        """
        new = _piece(wanted)
        self._put(wanted.place, [*self._pieces(wanted.place), new], new)
        self._written.add((wanted.place, new))
        return _present(wanted.place, new)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Change a shift: first what is wanted, in one transaction, then the rest of the old."""
        old, new = _piece(present), _piece(wanted)
        self._written.add((present.place, old))
        others = [piece for piece in self._pieces(present.place) if piece != old]
        self._put(present.place, [*others, new], new)
        for start, end in _gaps(old.start, old.end, [new]):
            self._put(present.place, others, old._replace(start=start, end=end))
        self._forget(present.place, old)
        self._written.add((wanted.place, new))
        return _present(wanted.place, new)

    def delete(self, present: Present) -> None:
        """Remove a shift; where nobody else is, the schedule's rotations are in force again."""
        old = _piece(present)
        self._written.add((present.place, old))
        pieces = self._pieces(present.place)
        if old in pieces:
            others = [piece for piece in pieces if piece != old]
            self._put(present.place, others, old)
        self._forget(present.place, old)

    def _forget(self, place: str, piece: _OnDuty) -> None:
        for each in self._known:
            each.discard((place, piece))

    def _put(self, place: str, pieces: Iterable[_OnDuty], span: _OnDuty) -> None:
        """Make a span of a schedule have these shifts; the rest of the schedule stays."""
        inside = sorted({part for p in pieces if (part := p.within(span.start, span.end))})
        if inside:
            shifts = [
                {"userID": user, "start": utc_text(start), "end": utc_text(end)}
                for start, end, user in inside
            ]
            self._ask(
                "RotationSet", {"input": {**_span(place, span.start, span.end), "shifts": shifts}}
            )
        for start, end in _gaps(span.start, span.end, inside):
            self._ask("RotationClear", {"input": _span(place, start, end)})

    def _schedule(self, place: str) -> Mapping[str, Any] | None:
        data = self._ask("RotationSchedule", {"schedule": place})
        return parsed(lambda data: data["schedule"] and dict(data["schedule"]), data, place)

    def _ask(self, operation: str, variables: Mapping[str, object]) -> object:
        """Send an operation of the document; all of them may be sent again."""
        body = {"operationName": operation, "variables": variables}
        reply = self._client.post("/api/graphql", body, repeatable=True)
        errors = parsed(_errors, reply.data, operation)
        if errors:
            text = self._client.clean("; ".join(message for message, _ in errors))
            if any(code == "invalid_query" for _, code in errors) or "operation" in text:
                text = f"{text}; {_STORED}"
            raise (Unavailable if _is_passing(errors) else Denied)(f"{operation}: {text}")
        return parsed(lambda data: dict(data["data"]), reply.data, operation)


def _is_passing(errors: Sequence[tuple[str, str]]) -> bool:
    return any("timeout" in message.casefold() for message, _ in errors)


def _errors(data: Any) -> list[tuple[str, str]]:
    return [
        (str(error["message"]), str((error.get("extensions") or {}).get("code") or ""))
        for error in data.get("errors") or ()
    ]


def _people(data: Any) -> list[RemoteAccount]:
    rows = data["users"]["nodes"]
    return [RemoteAccount(str(row["id"]), str(row.get("email") or "")) for row in rows]


def _after(data: Any) -> str:
    page = data["users"]["pageInfo"]
    return str(page["endCursor"] or "") if page["hasNextPage"] else ""


def _pieces_of(row: Mapping[str, Any]) -> list[_OnDuty]:
    return [
        _OnDuty(instant(shift["start"]), instant(shift["end"]), str(shift["userID"]))
        for temporary in row["temporarySchedules"]
        for shift in temporary["shifts"]
    ]


def _taken_apart(piece: _OnDuty, known: Sequence[Sequence[_OnDuty]]) -> Iterator[_OnDuty]:
    """Yield the parts of a shift that was joined: from each start on the longest that is known."""
    own = [[other for other in each if other.user == piece.user] for each in known]
    at = piece.start
    while at < piece.end:
        ends = [[o.end for o in each if o.start == at and o.end <= piece.end] for each in own]
        starts = [o.start for each in own for o in each if at < o.start < piece.end]
        end = next((max(each) for each in ends if each), min(starts, default=piece.end))
        yield piece._replace(start=at, end=end)
        at = end


def _gaps(
    start: datetime, end: datetime, pieces: Iterable[_OnDuty]
) -> list[tuple[datetime, datetime]]:
    """Return the spans between two instants in which there is none of the pieces."""
    gaps, at = [], start
    for piece in sorted(pieces):
        if piece.start > at:
            gaps.append((at, min(piece.start, end)))
        at = max(at, piece.end)
    if at < end:
        gaps.append((at, end))
    return [(first, last) for first, last in gaps if first < last]


def _span(place: str, start: datetime, end: datetime) -> dict[str, object]:
    return {"scheduleID": place, "start": utc_text(start), "end": utc_text(end)}


def _piece(item: RemoteEntry) -> _OnDuty:
    return _OnDuty(item.start, item.end, item.user or "")


def _present(place: str, piece: _OnDuty) -> Present:
    return Present(
        piece.start, piece.end, place, f"{piece.user}@{utc_text(piece.start)}", piece.user
    )


def _expiry(secret: Secret) -> tuple[str, ...]:
    """Return a remark on when a key expires, which is a signed text with that in it (RFC 7519)."""
    parts = secret.reveal().split(".")
    if len(parts) != 3:
        return ("the API key is not of the form that GoAlert makes",)
    try:
        claims = loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        until = datetime.fromtimestamp(int(claims["exp"]), UTC)
    except (Base64Error, KeyError, LookupError, OverflowError, TypeError, ValueError):
        return ()
    return (f"the API key expires on {until:%Y-%m-%d}",)

"""Google Calendar, version 3 of its interface."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

from rotation.config.calendars.events import ScheduleEvent
from rotation.model.settings import RotationData
from rotation.remotes.addresses import checked_url, path_of
from rotation.remotes.failures import Changed, Denied, Exists, Gone
from rotation.remotes.http import Client, Query
from rotation.remotes.items import Present, Wanted
from rotation.remotes.tool import PlaceReport
from rotation.remotes.tools.events import MOVED, EventMarks, PresentEvent, RemoteEvents
from rotation.remotes.tools.google_key import GoogleKey, Tokens
from rotation.remotes.tools.titled_calendars import TitledCalendars

if TYPE_CHECKING:
    import httpx2

__all__ = ["GoogleCalendar"]

_API = "https://www.googleapis.com"
_KEY, _HOLDER = "rotation-key", "rotation-holder"
_OURS = re.compile(r"[0-9a-f]{32}", re.ASCII)
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_PAGE = 2500
"""The most that Google gives at once."""

_WRITERS = frozenset({"writer", "writerWithoutPrivateAccess", "owner"})
_SAME = ("summary", "status", "transparency")

_Event = Mapping[str, Any]


class GoogleCalendar(TitledCalendars):
    """Calendars of Google that are shared with a service account; a place is the id of one.

    Parameters
    ----------
    rotation : RotationData
        For names and the form of titles.
    remote : str
        The name of the remote.
    key : GoogleKey
        Of the service account.
    url : str
        Of a stand-in for Google, for tests.
    transport, sleep
        As for `http.Client`.

    Raises
    ------
    BadInput
        When a library is not installed, or the key cannot be used.
    """

    def __init__(
        self,
        rotation: RotationData,
        remote: str,
        *,
        key: GoogleKey,
        url: str = "",
        transport: "httpx2.BaseTransport | None" = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._events = RemoteEvents(rotation, remote)
        self._email = key.email
        self._sequences: dict[tuple[str, str], int] = {}
        self._client = Client(
            f"{checked_url(url or _API)}/calendar/v3",
            signer=Tokens(key, transport, sleep),
            secrets=[key.private_key],
            is_pause=_is_pause,
            transport=transport,
            sleep=sleep,
        )

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return every event that overlaps the window, whole, whoever made it.

        A series of somebody else is left out, since no shift repeats.
        """
        presents = []
        for place in dict.fromkeys(places):
            for event, there in self._present(place, since, until):
                presents.append(self._as_read(event, there, place))
        return presents

    def create(self, wanted: Wanted) -> Present:
        """Create an event under an id of ours; one that was deleted is brought back.

        Raises
        ------
        Exists
            When it is there, and is something else than what is wanted.
        """
        path, body = _events(wanted.place), self._body(wanted)
        try:
            # Google refuses an id that it has, so that a second request does no harm.
            made = self._client.post(path, body, repeatable=True).data
        except Exists as failure:
            before = self._event(wanted.place, body["id"])
            if before.get("status") == "cancelled":
                made = self._put(wanted.place, before, wanted)
            elif self._is_same(before, body):
                made = before
            else:
                what = f"{body['id']} exists already in {wanted.place}"
                raise Exists(f"{what}; was it moved to another time?") from failure
        return self._as_written(made, wanted)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Replace an event of the version that was read; see `RemoteTool`."""
        known = self._sequences.get((present.place, present.id))
        before = {"id": present.id, "etag": present.version, "sequence": known}
        return self._as_written(self._put(present.place, before, wanted), wanted)

    def delete(self, present: Present) -> None:
        """Delete an event of the version that was read; see `RemoteTool`."""
        path = _events(present.place) + path_of(present.id)
        try:
            self._client.request("DELETE", path, headers=_if_match(present.version))
        except Gone:
            return
        except Changed:
            if self._is_there(present.place, present.id):
                raise

    def calendar_bytes(
        self,
        since: datetime,
        until: datetime,
        keys: Mapping[str, Iterable[str]],
    ) -> bytes:
        """Return the calendars as a file for `sync`; see `CalendarTool`."""
        wide = (since - MOVED, until + MOVED)
        presents = [(place, there) for place in keys for _, there in self._present(place, *wide)]
        return self._events.for_sync(presents, keys, since, until)

    def _report(self, place: str) -> PlaceReport:
        # The scope of events does not reach what calendars are called, but lists say it.
        query: Query = {"maxResults": 1, "fields": "summary,timeZone,accessRole"}
        try:
            facts = _object(self._client.get(_events(place), query).data)
        except Gone:
            remark = f"Google knows no calendar of this id that is shared with {self._email}."
            return PlaceReport(place, "", remarks=(remark,), missing=True)
        name, zone = str(facts.get("summary", "")), str(facts.get("timeZone", ""))
        if facts.get("accessRole") in _WRITERS:
            return PlaceReport(place, name, zone)
        what = f"{self._email} may only read it: share it with 'Make changes to events'."
        return PlaceReport(place, name, zone, remarks=(what,), read_only=True)

    def _present(
        self, place: str, since: datetime, until: datetime
    ) -> Iterator[tuple[_Event, PresentEvent]]:
        series: set[str] = set()
        for event in self._listed(place, since, until):
            master = str(event.get("recurringEventId", ""))
            if not master:
                yield event, self._read_event(event)
            elif _OURS.fullmatch(master) and master not in series:
                # Somebody made a series of one of ours; it has the id and the version.
                series.add(master)
                whole = self._event(place, master)
                yield whole, self._read_event(whole)._replace(repeats=True)

    def _listed(self, place: str, since: datetime, until: datetime) -> Iterator[_Event]:
        query: dict[str, str | int] = {
            "timeMin": _written(since),
            "timeMax": _written(until),
            "singleEvents": "true",
            "showDeleted": "false",
            "maxResults": _PAGE,
        }
        pages: set[str] = set()
        while True:
            answer = _object(self._client.get(_events(place), query).data)
            yield from (_object(event) for event in answer.get("items", ()))
            page = str(answer.get("nextPageToken", ""))
            if not page or page in pages:
                return
            pages.add(page)
            query["pageToken"] = page

    def _read_event(self, event: _Event) -> PresentEvent:
        properties = _object(_object(event.get("extendedProperties", {})).get("private", {}))
        marks = EventMarks(str(properties.get(_KEY, "")), str(properties.get(_HOLDER, "")))
        (start, whole), (end, _) = self._moment(event["start"]), self._moment(event["end"])
        visible = ScheduleEvent(
            line=0,
            uid=self._events.uid_of(event["id"]) or str(event.get("iCalUID", event["id"])),
            title=str(event.get("summary", "")),
            categories=(),
            description=str(event.get("description", "")),
            start=start,
            end=end,
            whole_days=whole,
            cancelled=event.get("status") == "cancelled",
            sequence=int(event.get("sequence", 0)),
            stamp=None,
        )
        return PresentEvent(visible, marks)

    def _moment(self, written: _Event) -> tuple[datetime, bool]:
        """Return an instant, UTC, and whether it is the midnight of a whole day."""
        if "dateTime" in written:
            # The offset is always in an answer.
            return datetime.fromisoformat(written["dateTime"]).astimezone(UTC), False
        day = datetime.combine(date.fromisoformat(written["date"]), clock_time(), self._events.zone)
        return day.astimezone(UTC), True

    def _as_read(self, event: _Event, there: PresentEvent, place: str) -> Present:
        self._sequences[place, event["id"]] = there.event.sequence
        return Present(
            start=there.event.start,
            end=there.event.end,
            place=place,
            id=event["id"],
            user=self._events.user(there),
            key=self._events.key(there, place),
            version=str(event.get("etag", "")),
            text=there.event.title,
        )

    def _as_written(self, made: object, wanted: Wanted) -> Present:
        event = _object(made)
        return self._as_read(event, self._read_event(event), wanted.place)

    def _body(self, wanted: Wanted, before: int | None = None) -> dict[str, Any]:
        """Return the event as it is sent: it invites and reminds nobody."""
        event, marks = self._events.wanted(wanted, before), self._events.marks(wanted)
        return {
            "id": event.uid.partition("@")[0],
            "summary": event.summary,
            "description": event.description,
            "start": {"dateTime": _written(event.start), "timeZone": "UTC"},
            "end": {"dateTime": _written(event.end), "timeZone": "UTC"},
            "status": event.status.lower(),
            "transparency": "opaque" if event.busy else "transparent",
            "sequence": event.sequence,
            "reminders": {"useDefault": False},
            "extendedProperties": {"private": {_KEY: marks.key, _HOLDER: marks.holder}},
        }

    def _put(self, place: str, before: _Event, wanted: Wanted) -> object:
        """Replace a version of an event; Google refuses a smaller `sequence` than it has.

        Raises
        ------
        Changed, Gone
            When it is another version by now, or deleted.
        """
        path = _events(place) + path_of(before["id"])
        headers = _if_match(before.get("etag", ""))
        body = {**self._body(wanted, before.get("sequence")), "id": before["id"]}
        try:
            return self._client.request("PUT", path, data=body, headers=headers).data
        except Changed:
            after = self._event(place, before["id"])
            # The first of two requests was carried out, and its answer was lost.
            if self._is_same(after, body):
                return after
            if after.get("status") == "cancelled" != before.get("status"):
                raise Gone(f"{before['id']} is deleted in {place}") from None
            raise

    def _event(self, place: str, event_id: str) -> _Event:
        return _object(self._client.get(_events(place) + path_of(event_id)).data)

    def _is_there(self, place: str, event_id: str) -> bool:
        try:
            return self._event(place, event_id).get("status") != "cancelled"
        except Gone:
            return False

    def _is_same(self, event: _Event, body: _Event) -> bool:
        """Return whether an event is what was sent."""
        times = all(self._moment(event[end]) == self._moment(body[end]) for end in ("start", "end"))
        private = _object(_object(event.get("extendedProperties", {})).get("private", {}))
        marks = body["extendedProperties"]["private"].items() <= private.items()
        return times and marks and all(event.get(name) == body[name] for name in _SAME)


def _events(place: str) -> str:
    return f"/calendars{path_of(place)}/events"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _if_match(etag: str) -> Mapping[str, str]:
    if not etag:
        raise Denied("Google gave no version (etag), so that edits of others would be lost")
    return {"If-Match": etag}


def _is_pause(data: object) -> bool:
    """Return whether the JSON of a 403 is about requests that come too fast."""
    errors = _object(_object(data).get("error", {})).get("errors", ())
    reasons = {_object(error).get("reason") for error in errors}
    return bool(reasons & _TOO_FAST)


def _object(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}

"""CalDAV: calendars on Nextcloud, Fastmail, iCloud, Radicale and others."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from rotation.config.calendars.components import components_of
from rotation.config.calendars.events import schedule_event
from rotation.config.calendars.spans import interval
from rotation.config.faults import Wrong
from rotation.errors import BadInput, Fault
from rotation.export.ics import IcsEvent, event_object
from rotation.model.settings import RotationData
from rotation.remotes.addresses import checked_url
from rotation.remotes.failures import Gone
from rotation.remotes.http import Client
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport
from rotation.remotes.tools.dav import Calendars, StoredObject
from rotation.remotes.tools.events import MOVED, EventMarks, PresentEvent, RemoteEvents
from rotation.remotes.tools.titled_calendars import TitledCalendars

if TYPE_CHECKING:
    import httpx2

__all__ = ["CalDav"]

_KEY, _HOLDER = "X-ROTATION-KEY", "X-ROTATION-HOLDER"


class CalDav(TitledCalendars):
    """Calendars on a CalDAV server; a place is the address of one.

    Parameters
    ----------
    rotation : RotationData
        For names and the form of titles.
    remote : str
        The name of the remote.
    url : str
        Of the server; may be empty where every place is a whole address. The password is sent to
        this server only.
    user : str
        Empty for a server without a login.
    secret : Secret or None
        The password of the user, at most servers one for this program only.
    transport, sleep
        As for `http.Client`.

    Raises
    ------
    BadInput
        When an address cannot be used, or a library is not installed.
    """

    def __init__(
        self,
        rotation: RotationData,
        remote: str,
        *,
        url: str = "",
        user: str = "",
        secret: Secret | None = None,
        transport: "httpx2.BaseTransport | None" = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._url = checked_url(url) if url else ""
        self._events = RemoteEvents(rotation, remote)
        self._headers = _login(user, secret)
        self._secrets = [] if secret is None else [secret]
        self._transport, self._sleep = transport, sleep
        self._servers: dict[str, Calendars] = {}
        self._known: dict[tuple[str, str], tuple[int, str]] = {}

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return every event that overlaps the window, whole, whoever made it.

        A series of somebody else is left out, since no shift repeats; so is what cannot be read.
        One of ours that cannot be read any more fills the window, so that it is reported.
        """
        presents = []
        for place in dict.fromkeys(places):
            for stored, there in self._present(place, since, until):
                event = there.event
                self._known[place, stored.name] = (event.sequence, event.uid)
                presents.append(
                    Present(
                        start=event.start,
                        end=event.end,
                        place=place,
                        id=stored.name,
                        user=self._events.user(there),
                        key=self._events.key(there, place),
                        version=stored.etag,
                        text=event.title,
                    )
                )
        return presents

    def create(self, wanted: Wanted) -> Present:
        """Create an event under a name made from its UID; see `RemoteTool`."""
        event = self._events.wanted(wanted)
        name = f"{event.uid.partition('@')[0]}.ics"
        server, path = self._server(wanted.place)
        etag = server.create(path, name, self._object(wanted, event))
        return self._as_written(wanted, name, etag, event)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Replace an event of the version that was read; see `RemoteTool`.

        Its UID stays (RFC 4791 section 5.3.2), even where the configuration has another domain.
        """
        server, path = self._server(present.place)
        sequence, uid = self._known.get((present.place, present.id), (None, ""))
        event = self._events.wanted(wanted, sequence)
        event = replace(event, uid=uid or event.uid)
        data = self._object(wanted, event)
        etag = server.change(path, present.id, present.version, data)
        return self._as_written(wanted, present.id, etag, event)

    def delete(self, present: Present) -> None:
        """Delete an event of the version that was read; see `RemoteTool`."""
        server, path = self._server(present.place)
        server.delete(path, present.id, present.version)

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
        server, path = self._server(place)
        try:
            facts = server.facts(path)
        except Gone:
            remark = "Programs show the address of a calendar as its link or CalDAV address."
            return PlaceReport(place, "", remarks=(remark,), missing=True)
        remarks = []
        if not facts.is_calendar:
            remarks.append("This is no calendar for events: give the address of the calendar.")
        if not facts.writable:
            remarks.append("The user may not write to this calendar.")
        name = facts.name or path.rpartition("/")[2]
        return PlaceReport(
            place,
            name,
            remarks=tuple(remarks),
            missing=not facts.is_calendar,
            read_only=not facts.writable,
        )

    def _present(
        self, place: str, since: datetime, until: datetime
    ) -> Iterator[tuple[StoredObject, PresentEvent]]:
        server, path = self._server(place)
        for stored in server.objects(path, since, until):
            there = self._read_object(stored, since, until)
            # Servers that cannot select by time return more.
            if there is not None and there.event.start < until and there.event.end > since:
                yield stored, there

    def _read_object(
        self, stored: StoredObject, since: datetime, until: datetime
    ) -> PresentEvent | None:
        """Return the event of an object; None for a series of others, and what cannot be read."""
        try:
            components = components_of(stored.data.encode(), stored.name)
        except BadInput:
            return None
        events = [component for component in components if component.body.name == "VEVENT"]
        if not events:
            return None
        times, body = events[0].times, events[0].body
        repeats = len(events) > 1 or bool(times.rules or times.added or times.instance)
        marks = EventMarks(body.text(_KEY), body.text(_HOLDER))
        try:
            span = interval(events[0], self._events.zone)
        except (Wrong, OverflowError):
            span, repeats = (since, until, False), True
        there = PresentEvent(schedule_event(events[0], span), marks, repeats)
        return there if there.has_our_form or not repeats else None

    def _object(self, wanted: Wanted, event: IcsEvent) -> bytes:
        marks = self._events.marks(wanted)
        return event_object(event, {_KEY: marks.key, _HOLDER: marks.holder})

    def _as_written(self, wanted: Wanted, name: str, etag: str, event: IcsEvent) -> Present:
        self._known[wanted.place, name] = (event.sequence, event.uid)
        return Present(
            start=wanted.start,
            end=wanted.end,
            place=wanted.place,
            id=name,
            user=wanted.user,
            key=wanted.key,
            version=etag,
            text=wanted.title,
        )

    def _server(self, place: str) -> tuple[Calendars, str]:
        """Return the server of a calendar, and its path there without a slash at the end.

        Raises
        ------
        BadInput
            When the address cannot be used, or belongs to another server than the password.
        """
        address = checked_url(urljoin(f"{self._url}/", place) if self._url else place)
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        allowed = self._url or next(iter(self._servers), origin)
        if urlsplit(allowed)[:2] != parts[:2]:
            what = f"{address} is on another server than {allowed}"
            hint = "make it a remote of its own, with a password of its own"
            raise BadInput(Fault("calendars", what, hint))
        if origin not in self._servers:
            client = Client(
                origin,
                headers=self._headers,
                secrets=self._secrets,
                transport=self._transport,
                sleep=self._sleep,
            )
            self._servers[origin] = Calendars(client)
        return self._servers[origin], parts.path


def _login(user: str, secret: Secret | None) -> Mapping[str, Secret]:
    """Return the header of a login with a password (RFC 7617), in UTF-8."""
    if secret is None:
        return {}
    pair = b64encode(f"{user}:{secret.reveal()}".encode()).decode("ascii")
    return {"Authorization": Secret(f"Basic {pair}")}

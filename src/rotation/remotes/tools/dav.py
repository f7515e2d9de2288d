"""Requests of CalDAV (RFC 4791), worded and read by the library `caldav`.

They are sent by `remotes.http` and not by the library's own session, so that limits of time and
size, redirects, retries and secrets are those of every other tool.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from rotation.errors import BadInput, Fault, printable
from rotation.remotes.addresses import path_of
from rotation.remotes.answers import words_of
from rotation.remotes.failures import Changed, Denied, Exists, Gone, RemoteFailure, Unavailable
from rotation.remotes.http import Client
from rotation.remotes.wire import Arrived

if TYPE_CHECKING:
    from caldav.elements.base import BaseElement

__all__ = ["CalendarFacts", "Calendars", "StoredObject"]

_EXTRA = "pip install 'rotation[caldav]'"
_XML = "application/xml"
_UID_TAKEN = frozenset(
    {
        "{urn:ietf:params:xml:ns:caldav}no-uid-conflict",  # RFC 4791 section 5.3.2.1
        "{urn:ietf:params:xml:ns:caldav}unique-scheduling-object-resource",  # RFC 6638, 3.2.4.1
    }
)
_MAY_WRITE = frozenset({"{DAV:}all", "{DAV:}write", "{DAV:}write-content", "{DAV:}bind"})

# Without a handler, Python prints what the library remarks about odd answers.
logging.getLogger("caldav").addHandler(logging.NullHandler())


class StoredObject(NamedTuple):
    """A calendar object resource: one UID with its events.

    Attributes
    ----------
    name : str
        The last part of its path, decoded.
    etag : str
        Its version with the quotes (RFC 9110 section 8.8.3); empty if the server gave none.
    data : str
        iCalendar.
    """

    name: str
    etag: str
    data: str


class CalendarFacts(NamedTuple):
    """What a server says of a calendar.

    Attributes
    ----------
    name : str
        For people; may be empty.
    is_calendar : bool
        Whether events can be in it.
    writable : bool
        Whether the user may write to it, as far as the server says.
    """

    name: str
    is_calendar: bool
    writable: bool


class Calendars:
    """The calendars of one server.

    Parameters
    ----------
    client : Client
        Sends the requests; its address is the server's.

    Raises
    ------
    BadInput
        When the library is not installed.
    """

    def __init__(self, client: Client) -> None:
        try:
            from caldav.elements import cdav, dav  # noqa: PLC0415 - an extra, and slow to import
            from caldav.lib.error import parse_preconditions  # noqa: PLC0415 - see above
            from caldav.lib.http_sync import CaseInsensitiveDict  # noqa: PLC0415 - see above
            from caldav.response import DAVResponse  # noqa: PLC0415 - see above
        except ImportError:
            what = "CalDAV needs the library caldav, which is not installed"
            raise BadInput(Fault("", what, _EXTRA)) from None
        self._client = client
        self._cdav, self._dav = cdav, dav
        self._preconditions = parse_preconditions
        self._read, self._names = DAVResponse, CaseInsensitiveDict

    def facts(self, calendar: str) -> CalendarFacts:
        """Return what the server says of a calendar, by its path.

        Raises
        ------
        Gone
            When it does not exist.
        """
        dav, cdav = self._dav, self._cdav
        components = cdav.SupportedCalendarComponentSet
        which = dav.Prop().append([dav.DisplayName(), dav.ResourceType(), components()])
        body = dav.Propfind().append(which.append(dav.CurrentUserPrivilegeSet()))
        for item in self._answers("PROPFIND", calendar, body, 0, "parse_propfind"):
            if item.status == 404:
                break
            values = item.properties
            rights = values.get(dav.CurrentUserPrivilegeSet.tag)
            kept = values.get(components.tag)
            return CalendarFacts(
                name=_text(values.get(dav.DisplayName.tag)),
                is_calendar=cdav.Calendar.tag in _several(values.get(dav.ResourceType.tag))
                and (kept is None or "VEVENT" in _several(kept)),
                writable=rights is None or bool(_MAY_WRITE & set(_several(rights))),
            )
        raise Gone(f"{calendar}: the server knows no such calendar")

    def objects(self, calendar: str, since: datetime, until: datetime) -> Sequence[StoredObject]:
        """Return the objects with events that overlap a window, whole.

        Raises
        ------
        Gone
            When there is no such calendar.
        """
        dav, cdav = self._dav, self._cdav
        events = cdav.CompFilter("VEVENT").append(cdav.TimeRange(since, until))
        which = cdav.Filter().append(cdav.CompFilter("VCALENDAR").append(events))
        what = dav.Prop().append([dav.GetEtag(), cdav.CalendarData()])
        body = cdav.CalendarQuery().append([what, which])
        stored = []
        for item in self._answers("REPORT", calendar, body, 1, "parse_calendar_query"):
            name = item.href.rpartition("/")[2]
            if item.status == 404:  # deleted meanwhile
                continue
            if not item.calendar_data:
                # Taken for deleted, it would be reported to people as such.
                raise Unavailable(f"REPORT {calendar}: the answer lacks the content of {name}")
            stored.append(StoredObject(name, item.etag or "", item.calendar_data))
        return stored

    def create(self, calendar: str, name: str, data: bytes) -> str:
        """Store a new object, and return its version.

        Raises
        ------
        Exists
            When there is an object of this name, or one with its UID.
        Unsure
            When it is unknown whether it was stored.
        """
        headers = {"If-None-Match": "*"}
        answer = self._put(calendar, name, data, headers, repeatable=False)
        if answer.status == 412 or self._is_taken(answer):
            raise Exists(f"{name} exists already in {calendar}; was it moved to another time?")
        return self._version(answer, calendar, name)

    def change(self, calendar: str, name: str, etag: str, data: bytes) -> str:
        """Replace an object of a certain version, and return its new version.

        Raises
        ------
        Changed, Gone
            When it has another version, or none.
        """
        # Not repeated: after an answer that was lost, the second request meets the new version.
        answer = self._put(calendar, name, data, _if_match(etag, name), repeatable=False)
        if answer.status == 412:
            raise self._why_not(calendar, name)
        return self._version(answer, calendar, name)

    def delete(self, calendar: str, name: str, etag: str) -> None:
        """Delete an object of a certain version; one that is gone is no failure.

        Raises
        ------
        Changed
            When it has another version.
        """
        path, headers = calendar + path_of(name), _if_match(etag, name)
        answer = self._client.exchange("DELETE", path, headers=headers)
        if answer.status == 412:
            failure = self._why_not(calendar, name)
            if isinstance(failure, Changed):
                raise failure
        elif answer.status not in {404, 410}:
            self._check(answer, f"DELETE {calendar}{path_of(name)}")

    def _put(
        self, calendar: str, name: str, data: bytes, headers: dict[str, str], *, repeatable: bool
    ) -> Arrived:
        kind = "text/calendar; charset=utf-8"
        headers = {"Accept": "*/*", "Content-Type": kind, **headers}
        path = calendar + path_of(name)
        return self._client.exchange("PUT", path, body=data, headers=headers, repeatable=repeatable)

    def _version(self, answer: Arrived, calendar: str, name: str) -> str:
        """Return the version that an answer to a PUT gives, or that the server has now."""
        self._check(answer, f"PUT {calendar}{path_of(name)}")
        return answer.headers.get("etag") or self._etag(calendar, name)

    def _etag(self, calendar: str, name: str) -> str:
        path, headers = calendar + path_of(name), {"Accept": "text/calendar"}
        answer = self._client.exchange("GET", path, headers=headers)
        self._check(answer, f"GET {path}")
        return answer.headers.get("etag", "")

    def _why_not(self, calendar: str, name: str) -> RemoteFailure:
        """Return why a condition was not met: another version, or none at all."""
        try:
            self._etag(calendar, name)
        except Gone as failure:
            return failure
        return Changed(f"{name} in {calendar} was changed since it was read")

    def _answers(
        self, method: str, calendar: str, body: "BaseElement", depth: int, parse: str
    ) -> Sequence[Any]:
        """Return the items of an answer to a question in XML, which changes nothing."""
        kind = f"{_XML}; charset=utf-8"
        headers = {"Accept": f"{_XML}, text/xml", "Content-Type": kind, "Depth": str(depth)}
        answer = self._client.exchange(
            method, f"{calendar}/", body=str(body).encode(), headers=headers, repeatable=True
        )
        name = f"{method} {calendar}"
        self._check(answer, name)
        if not answer.headers.get("content-type", "").startswith((_XML, "text/xml")):
            what = "was answered with something other than XML; is it the address of a calendar?"
            raise Denied(f"{name}: {what}")
        try:
            items: Sequence[Any] = getattr(
                self._read(_Sent(answer, self._names(answer.headers))), parse
            )()
        except Exception:  # whatever the parser of the library raises
            what = "was answered with XML that is broken, or incomplete"
            # Not its cause, which may quote what the server sent.
            raise Denied(f"{name}: {what}") from None
        return items

    def _check(self, answer: Arrived, name: str) -> None:
        """Raise the failure that an answer stands for, if it is one."""
        if 200 <= answer.status < 300:
            return
        words = words_of(answer)
        # A PUT into a calendar that does not exist (RFC 4918 section 9.7.1).
        missing = answer.status == 409 and name.startswith("PUT")
        if answer.status in {404, 410} or missing:
            raise Gone(f"the server has no such calendar or event: {name}: {words}")
        raise Denied(f"{name}: {words}")

    def _is_taken(self, answer: Arrived) -> bool:
        if answer.status not in {403, 409, 412}:
            return False
        return bool(_UID_TAKEN & set(self._preconditions(answer.body)))


class _Sent:
    """An answer as the library takes it from HTTP libraries."""

    def __init__(self, answer: Arrived, headers: Any) -> None:
        self.status_code = answer.status
        self.headers = headers
        self.content = answer.body
        self.text = ""
        self.reason = ""


def _if_match(etag: str, name: str) -> dict[str, str]:
    if not etag:
        what = "the server gives no version (ETag), so that edits of others would be lost"
        raise Denied(f"{name}: {what}")
    return {"Accept": "*/*", "If-Match": etag}


def _several(value: object) -> Sequence[str]:
    """Return a property of one or several values."""
    if isinstance(value, str):
        return (value,)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else ()


def _text(value: object) -> str:
    return printable(value.strip()) if isinstance(value, str) else ""

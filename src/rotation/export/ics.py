"""iCalendar bytes (RFC 5545), written with the icalendar library (docs/calendars.md).

The only module here that imports icalendar; it is imported only when a calendar is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import icalendar

__all__ = ["IcsEvent", "IcsText", "calendar_bytes", "category_list", "event_object"]

_PRODID = "-//rotation//rotation 1//EN"
_REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class IcsEvent:
    r"""One event, its texts already clean.

    Attributes
    ----------
    uid : str
        Of the shift and the feed.
    summary : str
        One line.
    description : str
        Lines joined by `\n`; empty for an event that has none.
    start, end, revised : datetime.datetime
        Aware; written in UTC, to the second.
    sequence : int
        Visible changes so far.
    categories : tuple of str
        One line each.
    status : str
        `CONFIRMED`, `TENTATIVE` or `CANCELLED`.
    busy : bool
        Whether it blocks the time.
    order : tuple of str
        What events of one instant are sorted by.
    """

    uid: str
    summary: str
    description: str
    start: datetime
    end: datetime
    revised: datetime
    sequence: int
    categories: tuple[str, ...]
    status: str
    busy: bool
    order: tuple[str, ...] = ()


class IcsText(icalendar.vText):
    r"""A TEXT value escaped as RFC 5545 section 3.3.11 says.

    The library's own takes a backslash before an `N` in the text for a line break.
    """

    def to_ical(self) -> bytes:
        """Return the escaped text in UTF-8."""
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\r", "").replace("\n", "\\n").encode("utf-8")


def calendar_bytes(name: str, events: Iterable[IcsEvent]) -> bytes:
    """Return a published calendar: UTF-8 without BOM, CRLF, folded at 75 octets.

    Parameters
    ----------
    name : str
        What calendar programs show; one clean line.
    events : iterable of IcsEvent
        Written in the order given.

    Returns
    -------
    bytes
        The same for the same arguments: no clock, nothing random.
    """
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", IcsText(name))
    calendar.add("X-WR-CALNAME", IcsText(name))
    # RFC 7986 section 5.7 has no default type, and the library's own property leaves it out.
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", IcsText("PT1H"))
    for event in events:
        calendar.add_component(_component(event))
    # Unsorted: the order is the one above and below, whatever the library's release prefers.
    return bytes(calendar.to_ical(sorted=False))


def event_object(event: IcsEvent, marks: Mapping[str, str]) -> bytes:
    """Return a calendar of one event, as a CalDAV server keeps it.

    It has no METHOD (RFC 4791 section 4.1) and nothing about the calendar that it goes to.

    Parameters
    ----------
    event : IcsEvent
        The event.
    marks : mapping of str to str
        More properties of it, by names that begin with `X-`.

    Returns
    -------
    bytes
        The same for the same arguments.
    """
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _PRODID)
    component = _component(event)
    for name, value in marks.items():
        component.add(name, IcsText(value))
    calendar.add_component(component)
    return bytes(calendar.to_ical(sorted=False))


def _component(event: IcsEvent) -> icalendar.Event:
    component = icalendar.Event()
    component.add("SUMMARY", IcsText(event.summary))
    component.add("DTSTART", _utc(event.start))
    component.add("DTEND", _utc(event.end))
    component.add("DTSTAMP", _utc(event.revised))
    component.add("UID", IcsText(event.uid))
    component.add("SEQUENCE", event.sequence)
    component.add("CATEGORIES", category_list(event.categories))
    if event.description:
        component.add("DESCRIPTION", IcsText(event.description))
    component.add("LAST-MODIFIED", _utc(event.revised))
    component.add("STATUS", event.status)
    component.add("TRANSP", "OPAQUE" if event.busy else "TRANSPARENT")
    component.add("X-MICROSOFT-CDO-BUSYSTATUS", IcsText("BUSY" if event.busy else "FREE"))
    return component


def category_list(categories: Iterable[str]) -> icalendar.vCategory:
    """Return the value of CATEGORIES, each of them escaped."""
    value = icalendar.vCategory([])
    value.cats = [IcsText(category) for category in categories]
    return value


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)

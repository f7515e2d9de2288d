"""What our reader of calendars and a second library, `ical`, make of the same calendar.

`ical` (Apache-2.0) has a parser, zones, exceptions and moved instances of its own; only the walking
of a rule is dateutil's in both.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from rotation.config.calendars.files import CalendarFile
from rotation.config.calendars.time_off import with_calendars
from rotation.config.faults import Faults
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.model.settings import RotationData

__all__ = ["HOME", "Item", "Span", "as_instant", "brief", "ours", "second_reading", "spans_of"]

HOME = ZoneInfo("Europe/London")
Span = tuple[datetime, datetime]


def ours(unaway: RotationData, data: bytes) -> RotationData:
    """Return the team with what a calendar of Ada says; nothing may be wrong or reported."""
    path = Path(unaway.places.folder) / "ada.ics"
    path.write_bytes(data)
    faults = Faults()
    nobodys = UnmatchedTimeOff("error", ())
    read = with_calendars(unaway, [CalendarFile(path, "ada.ics", "ada")], nobodys, faults)
    assert not faults
    assert read.remarks == ()
    return read


@dataclass(frozen=True)
class Item:
    """One time of an event as the second library gives it."""

    title: str
    start: date
    end: date

    def span(self) -> Span:
        """Return start and end, UTC."""
        return as_instant(self.start), as_instant(self.end)


def second_reading(data: bytes) -> list[Item]:
    """Return what the second library makes of a calendar, without what is cancelled."""
    timeline = IcsCalendarStream.calendar_from_ics(data.decode()).timeline_tz(HOME)
    return [
        Item(each.summary, each.start, each.end)
        for each in timeline
        if each.status != EventStatus.CANCELLED
    ]


def as_instant(at: date) -> datetime:
    moment = at if isinstance(at, datetime) else datetime.combine(at, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=HOME)).astimezone(UTC)


def spans_of(items: list[Item]) -> list[Span]:
    """Return the spans of items that have a length."""
    return sorted({item.span() for item in items if item.span()[0] < item.span()[1]})


def brief(spans: list[Span]) -> list[str]:
    """Return spans as a table shows them."""
    return [f"{start:%m-%dT%H:%M} {end:%m-%dT%H:%M}" for start, end in spans]

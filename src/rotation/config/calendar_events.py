"""The events of a schedule kept in a calendar: single ones, nothing guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.config.calendar_screen import (
    TIMES,
    cancelled,
    components_of,
    inside,
    interval,
    moment,
    text,
    utc,
)
from rotation.config.faults import Faults, Wrong
from rotation.config.text import quote
from rotation.config.times import FIRST_YEAR, LAST_YEAR
from rotation.model.settings import RotationData
from rotation.model.source import Source

if TYPE_CHECKING:
    import icalendar

__all__ = ["Event", "events_of", "newest"]


@dataclass(frozen=True, slots=True)
class Event:
    """An event as far as a schedule needs it; instants in UTC."""

    line: int
    uid: str
    title: str
    categories: tuple[str, ...]
    description: str
    start: datetime
    end: datetime
    whole_days: bool
    cancelled: bool
    sequence: int
    stamp: datetime | None

    def says(self) -> tuple[object, ...]:
        """Return what people see of it."""
        return (self.title, self.categories, self.start, self.end, self.cancelled)


def events_of(data: bytes, rotation: RotationData, place: str) -> list[Event]:
    """Return the events of a calendar file, in its order, cancelled ones included.

    Raises
    ------
    BadInput
        When the file is no calendar, cut off or too large, or an event has no usable times.
    """
    events: list[Event] = []
    faults = Faults()
    home = ZoneInfo(rotation.timezone)
    for found in components_of(data, place):
        try:
            events.append(_event(found.line, found.body, found.floating or home))
        except Wrong as problem:
            if not cancelled(found.body):
                what = f"{quote(found.title)} {problem.what}"
                faults.add(Source(place, found.line), "VEVENT", what, problem.mend)
    faults.raise_all()
    return events


def _event(line: int, component: "icalendar.Component", zone: ZoneInfo) -> Event:
    for name in ("RRULE", "RDATE", "RECURRENCE-ID"):
        if name in component:
            mend = "a schedule has one event a shift: make it single events"
            raise Wrong(f"is or belongs to a repeating event ({name})", mend)
    try:
        times = _interval(component, zone)
        stamp = moment(component, "LAST-MODIFIED") or moment(component, "DTSTAMP")
        revised = utc(stamp, ZoneInfo("UTC")) if isinstance(stamp, datetime) else None
    except OverflowError:
        raise Wrong("has a time that no calendar can hold", TIMES) from None
    named = _categories(component)
    uid, title, body = (text(component, name) for name in ("UID", "SUMMARY", "DESCRIPTION"))
    number = component.get("SEQUENCE")
    sequence = max(0, int(number)) if isinstance(number, int) else 0
    return Event(line, uid, title, named, body, *times, cancelled(component), sequence, revised)


def _categories(component: "icalendar.Component") -> tuple[str, ...]:
    value = component.get("CATEGORIES", [])
    several = value if isinstance(value, list) else [value]
    return tuple(str(name) for one in several for name in inside(one, "cats") or ())


def _interval(component: "icalendar.Component", zone: ZoneInfo) -> tuple[datetime, datetime, bool]:
    start, end, whole_days = interval(component, zone)
    if end == start and not {"DTEND", "DURATION"} & set(component):
        raise Wrong("has no end", "give it one")
    if end <= start:
        raise Wrong("ends before it starts", TIMES)
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise Wrong(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}", TIMES)
    return start, end, whole_days


def newest(events: Sequence[Event], place: str, faults: Faults) -> list[Event]:
    """Return one event a UID: the highest SEQUENCE, then the latest LAST-MODIFIED."""
    oldest = datetime.min.replace(tzinfo=UTC)
    by_uid: dict[str, list[Event]] = {}
    for event in events:
        # Without UID (against RFC 5545) each event stands for itself.
        by_uid.setdefault(event.uid or f"line {event.line}", []).append(event)
    kept = []
    for twins in by_uid.values():
        rank = max((e.sequence, e.stamp or oldest) for e in twins)
        best = [e for e in twins if (e.sequence, e.stamp or oldest) == rank]
        kept.append(best[0])
        if len({e.says() for e in best}) > 1:
            lines = ", ".join(str(e.line) for e in best)
            what = f"{quote(best[0].title)} is there in versions that differ (lines {lines})"
            faults.add(Source(place, best[0].line), "UID", what, "keep one")
    return kept

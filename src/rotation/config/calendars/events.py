"""The events of a schedule in a calendar: only single events, and nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from rotation.config.calendars.components import Component, components_of
from rotation.config.calendars.parties import Party, parties
from rotation.config.calendars.spans import TIMES, interval
from rotation.config.faults import Faults, Wrong
from rotation.config.text import quote
from rotation.config.times import FIRST_YEAR, LAST_YEAR
from rotation.model.source import Source

__all__ = ["ScheduleEvent", "events_of", "newest", "schedule_event"]

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ScheduleEvent:
    """The parts of an event that a schedule needs; instants in UTC."""

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
    numbered: bool = True
    """Whether its SEQUENCE can be read."""
    invited: tuple[Party, ...] = ()
    hosts: tuple[Party, ...] = ()
    """Who invites."""

    def says(self) -> tuple[object, ...]:
        """Return the visible part."""
        return (self.title, self.categories, self.start, self.end, self.cancelled, self.invited)


def events_of(data: bytes, home: ZoneInfo, place: str) -> list[ScheduleEvent]:
    """Return the events of a calendar file, in its order, cancelled ones included.

    Parameters
    ----------
    data : bytes
        The file.
    home : zoneinfo.ZoneInfo
        The zone of whole days, and of times without one.
    place : str
        As messages call it.

    Raises
    ------
    BadInput
        If the file is not a calendar, is cut off or too large, or an event has no usable times.
    """
    events: list[ScheduleEvent] = []
    faults = Faults()
    for component in components_of(data, place):
        times = component.times
        instance = times.instance is not None or "RECURRENCE-ID" in times.unread
        if component.body.name != "VEVENT" or (times.cancelled and instance):
            continue
        span = (_NEVER, _NEVER, False)
        try:
            span = _span(component, home)
        except Wrong as problem:
            # A cancellation needs no times to cancel another version.
            if not times.cancelled:
                title = quote(component.title)
                what = f"{title} {problem.what}"
                source = Source(place, component.line)
                faults.add(source, "VEVENT", what, problem.hint, about=title)
        events.append(schedule_event(component, span))
    faults.raise_all()
    return events


def schedule_event(component: Component, span: tuple[datetime, datetime, bool]) -> ScheduleEvent:
    """Return the parts of an event that a schedule needs.

    Parameters
    ----------
    component : Component
        The event.
    span : tuple of (datetime.datetime, datetime.datetime, bool)
        Its start and end, UTC, and whether they are whole days.
    """
    times = component.times
    uid, body = component.body.text("UID"), component.body.text("DESCRIPTION")
    facts = (*span, times.cancelled, times.sequence or 0, times.modified or times.stamp)
    numbered, invited = times.sequence is not None, parties(component.body, "ATTENDEE")
    hosts = parties(component.body, "ORGANIZER")
    named = component.body.texts("CATEGORIES")
    return ScheduleEvent(
        component.line, uid, component.title, named, body, *facts, numbered, invited, hosts
    )


def _span(component: Component, home: ZoneInfo) -> tuple[datetime, datetime, bool]:
    """Return the times of a shift; raise `Wrong` if they are in doubt."""
    times = component.times
    for name, there in (
        ("RRULE", times.rules),
        ("RDATE", times.added),
        ("EXRULE", ()),
        ("RECURRENCE-ID", times.instance),
    ):
        if there or name in times.unread:
            hint = "a schedule has one event per shift: make it single events"
            raise Wrong(f"is or belongs to a repeating event ({name})", hint)
    for name in ("DTSTART", "DTEND", "DURATION", "STATUS"):
        if name in times.unread:
            raise Wrong(f"has no readable {name}", TIMES)
    if times.unknown:
        names = ", ".join(map(quote, times.unknown))
        raise Wrong(f"is in the unknown time zone {names}", "write its times in UTC")
    try:
        return _interval(component, home)
    except OverflowError:
        raise Wrong("has a time that no calendar can hold", TIMES) from None


def _interval(component: Component, home: tzinfo) -> tuple[datetime, datetime, bool]:
    start, end, whole_days = interval(component, home)
    if end == start and component.times.end is None:
        raise Wrong("has no end", "give it one")
    if end <= start:
        raise Wrong("ends before it starts", TIMES)
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise Wrong(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}", TIMES)
    return start, end, whole_days


def newest(events: Sequence[ScheduleEvent], place: str, faults: Faults) -> list[ScheduleEvent]:
    """Return one event per UID: the highest SEQUENCE, then the latest LAST-MODIFIED.

    Of versions with the same stamps, a cancellation counts.
    """
    by_uid: dict[str, list[ScheduleEvent]] = {}
    for event in events:
        # Without UID (against RFC 5545) each event is separate.
        by_uid.setdefault(event.uid or f"line {event.line}", []).append(event)
    kept = []
    for twins in by_uid.values():
        rank = max((e.sequence, e.stamp or _NEVER) for e in twins)
        best = [e for e in twins if (e.sequence, e.stamp or _NEVER) == rank]
        if not all(e.numbered for e in twins):
            best = list(twins)
        elif any(e.cancelled for e in best):
            best = [e for e in best if e.cancelled][:1]
        kept.append(best[0])
        if len({e.says() for e in best}) > 1:
            lines = ", ".join(str(e.line) for e in best)
            what = f"{quote(best[0].title)} has versions that differ (lines {lines})"
            faults.add(Source(place, best[0].line), "UID", what, "keep one")
    return kept

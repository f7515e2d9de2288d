"""Start and end of one instance of a calendar's event."""

from datetime import UTC, date, datetime, time, tzinfo

from rotation.config.calendars.components import Component
from rotation.config.calendars.moments import DAY, Length, Moment
from rotation.config.faults import Wrong

__all__ = ["TIMES", "interval", "midnight_in", "span_of"]

TIMES = "correct its times"


def interval(component: Component, home: tzinfo) -> tuple[datetime, datetime, bool]:
    """Return start and end, UTC, and whether they are whole days; `home` is the person's zone.

    Raises
    ------
    Wrong
        For an event without a start.
    """
    if component.times.start is None:
        raise Wrong("has no start", "give it one")
    return span_of(component, component.times.start, component.times.end, home)


def span_of(
    component: Component, start: Moment, end: Moment | Length | None, home: tzinfo
) -> tuple[datetime, datetime, bool]:
    """Return start and end of one instance of an event, UTC, and whether it is whole days.

    A day is a day whatever its length says: an end at its start, and a length of no time,
    are one day, as is an event of no length that a program marked as lasting all day. A time
    without end is an instant; but where its end is there and cannot be read, midnight stands for
    the day.

    Parameters
    ----------
    component : Component
        The event.
    start : Moment
        When the instance begins.
    end : Moment or Length or None
        When it ends, or how long it lasts.
    home : datetime.tzinfo
        Zone of whole days.
    """
    if start.whole:
        return _days(component, start, end, home)
    clock = start.zone or component.clock(home)
    first = last = start.instant(clock)
    if isinstance(end, Length):
        last = end.after(start, clock)
    elif end is not None:
        # An end without zone is on the clock of the start, unless the start is in UTC.
        there = component.clock(home) if start.zone is UTC else clock
        last = end.instant(there)
        if end.whole and last <= first and end.at == start.wall(there).date():
            last = Moment(end.at + DAY).instant(there)
    if last == first and component.all_day():
        return _days(component, Moment(_marked_day(component, start, home)), None, home)
    if last == first and {"DTEND", "DURATION"} & set(component.times.unread):
        midnight = midnight_in(component, start, home)
        last = Moment(start.wall(midnight) + DAY, midnight).instant(clock) if midnight else last
    return first, last, False


def _days(
    component: Component, start: Moment, end: Moment | Length | None, home: tzinfo
) -> tuple[datetime, datetime, bool]:
    """Return an event of whole days, in the zone `home`."""
    first = start.instant(home)
    if isinstance(end, Length):
        last = Moment(start.at + end.whole_days * DAY).instant(home)
    elif end is not None and end.whole:
        last = Moment(end.at + DAY if end.at == start.at else end.at).instant(home)
    elif end is not None:
        last = end.instant(component.clock(home))
        last = Moment(start.at + DAY).instant(home) if last == first else last
    else:
        last = Moment(start.at + DAY).instant(home)
    return first, last, True


def _marked_day(component: Component, start: Moment, home: tzinfo) -> date:
    """Return the day of an event marked as lasting all day.

    Midnight in UTC means the day as written, as in UNTIL, because some programs write days that
    way.
    """
    if start.clock.time() == time():
        return start.clock.date()
    return start.day(component.head.local or home)


def midnight_in(component: Component, start: Moment, home: tzinfo) -> tzinfo | None:
    """Return the zone in which a time of an event is midnight; None if in no zone.

    A time in UTC may be meant as midnight in the calendar's zone, or in that of the person.
    """
    zones = (
        [component.head.local, home] if start.zone is UTC else [start.zone or component.clock(home)]
    )
    return next((zone for zone in zones if zone and start.wall(zone).time() == time()), None)

"""Calendars of the team and of each person, one event per window (docs/calendars.md)."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.export.text import NO_ONE, Holder, clean, holder_of
from rotation.model.event_spans import EventLine, EventSpan, EventSpans
from rotation.model.identity import TEAM_FEED, calendar_uid, named_track, person_feed
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind

if TYPE_CHECKING:
    from rotation.export.ics import IcsEvent

__all__ = ["CANCELLED_PREFIX", "person_calendar", "team_calendar", "title_of"]

CANCELLED_PREFIX = "Cancelled: "
"""Some clients show a cancelled event like any other, so its title says it too."""

_FIELD = re.compile(r"\{\{|\}\}|\{(name|email|id|track|shift)\}")


def team_calendar(
    rotation: RotationData, rows: Sequence[Row], cancelled: Sequence[Row] = ()
) -> bytes:
    """Return the team's calendar: every shift, the open ones as tentative, no open shadow turns.

    Parameters
    ----------
    rotation : RotationData
        For names, settings and the time zone.
    rows : sequence of Row
        In any order; written by start, track and id.
    cancelled : sequence of Row
        Tombstones: shifts that no longer exist, and parts as they were before they lost windows.
        Events that there are again are left out.

    Returns
    -------
    bytes
        An iCalendar file, the same bytes for the same rows.
    """
    from rotation.export.ics import calendar_bytes  # noqa: PLC0415 - icalendar only where used

    make = _maker(rotation, TEAM_FEED, [*rows, *cancelled])
    # Nobody waits for a shadow.
    shown = [row for row in rows if row.engineer is not None or not row.shift.shadow]
    events = [event for row in shown for event in make(row, row.engineer, cancelled=False)]
    there = {event.uid for event in events}
    gone = {e.uid: e for row in cancelled for e in make(row, row.engineer, cancelled=True)}
    events += [event for uid, event in gone.items() if uid not in there]
    return calendar_bytes(clean(rotation.name), _by_start(events))


def person_calendar(
    rotation: RotationData,
    rows: Sequence[Row],
    engineer_id: str,
    cancelled: Sequence[Row] = (),
) -> bytes:
    """Return one person's calendar: only the shifts that the person holds.

    Parameters
    ----------
    rotation : RotationData
        For names, settings and the time zone.
    rows : sequence of Row
        The whole schedule, in any order.
    engineer_id : str
        Whose calendar.
    cancelled : sequence of Row
        Tombstones: shifts the person gave away, with any present holder, for people who imported
        the file instead of subscribing to it. One that the person holds again is left out.

    Returns
    -------
    bytes
        An iCalendar file, the same bytes for the same arguments.
    """
    from rotation.export.ics import calendar_bytes  # noqa: PLC0415 - icalendar only where used

    make = _maker(rotation, person_feed(engineer_id), [*rows, *cancelled])
    held = [row for row in rows if row.engineer == engineer_id]
    events = [event for row in held for event in make(row, engineer_id, cancelled=False)]
    there = {event.uid for event in events}
    gone = {e.uid: e for row in cancelled for e in make(row, engineer_id, cancelled=True)}
    events += [event for uid, event in gone.items() if uid not in there]
    name = f"{clean(rotation.name)} - {holder_of(rotation, engineer_id).name}"
    return calendar_bytes(name, _by_start(events))


def _by_start(events: "Sequence[IcsEvent]") -> "list[IcsEvent]":
    return sorted(events, key=lambda event: (event.start, event.order))


def _maker(
    rotation: RotationData, feed: str, rows: Sequence[Row]
) -> "Callable[..., list[IcsEvent]]":
    from rotation.export.ics import IcsEvent  # noqa: PLC0415 - icalendar only where used

    settings = rotation.calendar
    spans = EventSpans(rotation, [EventLine.of(row.shift) for row in rows])

    def make(row: Row, engineer_id: str | None, *, cancelled: bool) -> list[IcsEvent]:
        own = spans.of(EventLine.of(row.shift))
        return [event(row, engineer_id, span, cancelled=cancelled) for span in own]

    def event(row: Row, engineer_id: str | None, span: EventSpan, *, cancelled: bool) -> IcsEvent:
        shift = row.shift
        holder = None if engineer_id is None else holder_of(rotation, engineer_id)
        title = title_of(rotation, shift.track, shift.id, engineer_id)
        status = "TENTATIVE" if holder is None else "CONFIRMED"
        return IcsEvent(
            uid=calendar_uid(
                rotation.calendar_id, feed, shift.id, settings.uid_domain, span.window
            ),
            order=(shift.track, shift.id),
            summary=CANCELLED_PREFIX + title if cancelled else title,
            description=_description(rotation, shift, span, holder),
            start=span.start,
            end=span.end,
            revised=row.revised,
            sequence=row.revision,
            categories=tuple(
                filter(None, (clean(settings.category), clean(f"Track {_track(shift)}")))
            ),
            status="CANCELLED" if cancelled else status,
            busy=settings.busy and not cancelled,
        )

    return make


def _track(shift: Shift) -> str:
    return named_track(shift.id, shift.track)


def title_of(rotation: RotationData, track: str, shift: str, engineer_id: str | None) -> str:
    """Return the title of a shift's event for its holder; None is nobody.

    The template is filled in in one pass, so that a name with braces in it stays a name.
    """
    values = {"track": named_track(shift, track), "shift": shift}
    if engineer_id is None:
        values |= {"name": NO_ONE, "email": NO_ONE, "id": NO_ONE}
    else:
        holder = holder_of(rotation, engineer_id)
        values |= {"name": holder.name, "email": holder.email or holder.name, "id": holder.id}
    template = rotation.calendar.summary
    filled = clean(_FIELD.sub(lambda m: values[m[1]] if m[1] else m[0][0], template))
    return filled or values["name"]


def _description(
    rotation: RotationData, shift: Shift, span: EventSpan, holder: Holder | None
) -> str:
    zone = ZoneInfo(rotation.timezone)

    def local(instant: datetime) -> str:
        # ISO, never names of days or months: those depend on the locale.
        return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")

    settings = rotation.calendar
    lines = [
        holder.name if holder else NO_ONE,
        f"Track {_track(shift)}, {local(span.start)} to {local(span.end)} {rotation.timezone}",
    ]
    if shift.kind is ShiftKind.VOLUNTEER:
        lines.append(f"Volunteer shift ({shift.period})" if shift.period else "Volunteer shift")
    if shift.holidays:
        lines.append(f"Holidays: {'; '.join(shift.holidays)}")
    if shift.loads.rest_days:
        lines.append(f"Rest days: {shift.loads.rest_days}")
    lines += [settings.duty, f"Shift {shift.id}."]
    if settings.runbook:
        lines.append(f"Runbook: {settings.runbook}")
    return "\n".join(filter(None, map(clean, lines)))

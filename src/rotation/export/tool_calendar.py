"""Calendars of the published plan for tools that read titles by machine (`[[feed]]`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from rotation.export.text import clean, holder_of
from rotation.model.event_spans import EventLine, EventSpans
from rotation.model.feeds import Feed, FeedProfile
from rotation.model.identity import calendar_uid, tool_feed
from rotation.model.schedule import Row
from rotation.model.settings import RotationData

__all__ = ["ToolEvent", "tool_calendar", "tool_events"]


class ToolEvent(NamedTuple):
    """One event of a feed.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open.
    track, shift : str
        Name of the track and id of the shift.
    uid, title : str
        As the tool reads them.
    sequence : int
        Visible changes of the shift so far.
    revised : datetime.datetime
        UTC: the last of these.
    """

    start: datetime
    end: datetime
    track: str
    shift: str
    uid: str
    title: str
    sequence: int
    revised: datetime


def tool_events(rotation: RotationData, feed: Feed, rows: Sequence[Row]) -> tuple[ToolEvent, ...]:
    """Return the events of a feed, by start, track and shift.

    Only shifts that somebody holds are in it, with an event for each of their windows, whatever
    `[calendar] events` says: a tool would page somebody outside the hours of a track. There are no
    tombstones: the tools read the file as a whole.

    Parameters
    ----------
    rotation : RotationData
        For addresses and tracks.
    feed : Feed
        Its tracks and its tool.
    rows : sequence of Row
        The whole schedule, in any order.
    """
    return tuple(sorted(_events(rotation, feed, rows)))


def _events(rotation: RotationData, feed: Feed, rows: Sequence[Row]) -> Iterator[ToolEvent]:
    own = tool_feed(feed.name)
    spans = EventSpans(rotation, [EventLine.of(row.shift) for row in rows])
    for row in rows:
        shift = row.shift
        wanted = shift.track in feed.tracks if feed.tracks else not shift.shadow
        if row.engineer is None or not wanted:
            continue
        holder = holder_of(rotation, row.engineer)
        title = _title(feed.profile, holder.email or holder.name)
        for span in spans.of_windows(EventLine.of(shift)):
            uid = calendar_uid(rotation.calendar_id, own, shift.id, "", span.window)
            times = (span.start, span.end, shift.track, shift.id)
            yield ToolEvent(*times, uid, title, row.revision, row.revised)


def _title(profile: FeedProfile, address: str) -> str:
    """Return a title that a tool takes for a person.

    Grafana takes the whole title, without a level in front, for a user's name or address; its level
    says whose shift counts where several overlap, so it is the same for all. Better Stack looks for
    an address.
    """
    return f"[L1] {address}" if profile is FeedProfile.GRAFANA else address


def tool_calendar(rotation: RotationData, feed: Feed, rows: Sequence[Row]) -> bytes:
    """Return a feed as an iCalendar file, the same bytes for the same rows; see `tool_events`."""
    from rotation.export.ics import IcsEvent, calendar_bytes  # noqa: PLC0415 - only where used

    events = [
        IcsEvent(
            uid=event.uid,
            summary=event.title,
            description="",
            start=event.start,
            end=event.end,
            revised=event.revised,
            sequence=event.sequence,
            categories=(clean(f"Track {event.track}"),),
            status="CONFIRMED",
            busy=False,
        )
        for event in tool_events(rotation, feed, rows)
    ]
    return calendar_bytes(f"{clean(rotation.name)} - {feed.name}", events)

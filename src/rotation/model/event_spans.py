"""The events of a line in a calendar: one for each window, or one for the shift (O22, O23)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rotation.model.identity import named_day, split_part
from rotation.model.settings import EventKind, RotationData
from rotation.model.shifts import Shift, Window
from rotation.model.tracks import TrackSettings

__all__ = ["EventLine", "EventSpan", "EventSpans", "tiled"]


class EventLine(NamedTuple):
    """A shift, or a part of one, as far as its events are concerned.

    Attributes
    ----------
    shift, track : str
        Its id, and the present name of its track.
    start, end : datetime.datetime
        UTC, half-open.
    windows : tuple of Window
        When its holder is on call, in order.
    """

    shift: str
    track: str
    start: datetime
    end: datetime
    windows: tuple[Window, ...]

    @classmethod
    def of(cls, shift: Shift) -> "EventLine":
        """Return the line of a shift."""
        return cls(shift.id, shift.track, shift.start, shift.end, shift.windows)


class EventSpan(NamedTuple):
    """One event.

    Attributes
    ----------
    window : str
        The nominal local start of its window, `2026-12-07T0900`; empty where the shift has one
        event.
    start, end : datetime.datetime
        UTC, half-open.
    """

    window: str
    start: datetime
    end: datetime


class EventSpans:
    """The events of lines.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, and how it writes calendars.
    lines : iterable of EventLine
        All parts of each shift: whether a shift has several windows must not depend on its parts,
        or else a trade would change the UIDs of others.
    """

    def __init__(self, rotation: RotationData, lines: Iterable[EventLine]) -> None:
        self._rotation = rotation
        self._tracks = {track.name: track for track in rotation.tracks}
        windows: dict[str, set[Window]] = {}
        for line in lines:
            settings = self._settings(line)
            if settings is not None and settings.windows:
                windows.setdefault(split_part(line.shift)[0], set()).update(line.windows)
        self._several = frozenset(base for base, own in windows.items() if _apart(own))

    def of(self, line: EventLine) -> tuple[EventSpan, ...]:
        """Return the events of a line, in order."""
        if self._rotation.calendar.events is EventKind.SHIFT:
            return (EventSpan("", line.start, line.end),)
        return self.of_windows(line)

    def of_windows(self, line: EventLine) -> tuple[EventSpan, ...]:
        """Return the events of the windows of a line, whatever the configuration says."""
        several = split_part(line.shift)[0] in self._several
        settings = self._settings(line) if several else None
        if settings is None:
            return tuple(EventSpan("", window.start, window.end) for window in line.windows)
        zone = ZoneInfo(settings.timezone or self._rotation.timezone)
        return tuple(EventSpan(_named(w, zone), w.start, w.end) for w in line.windows)

    def _settings(self, line: EventLine) -> TrackSettings | None:
        """Return the settings of a line's nominal handover; None for a track that is gone."""
        own, day = self._tracks.get(line.track), named_day(line.shift)
        return None if own is None or day is None else own.at(day)


def _apart(windows: Iterable[Window]) -> bool:
    """Return whether windows are several: those that a trade has cut touch, and are one."""
    ordered = sorted(windows)
    ends = accumulate((window.end for window in ordered), max)
    return any(end < after.start for end, after in zip(ends, ordered[1:], strict=False))


def _named(window: Window, zone: ZoneInfo) -> str:
    return f"{window.start.astimezone(zone):%Y-%m-%dT%H%M}"


def tiled(
    whole: tuple[datetime, datetime],
    windows: Sequence[Window],
    start: datetime,
    end: datetime,
) -> tuple[datetime, datetime]:
    """Return a stretch of a shift with the time up to its windows that belongs to nobody else.

    From the start of a window on, a stretch begins there, or with the shift; up to the end of one,
    it reaches to the next window, or to the end of the shift. So stretches of windows cover the
    shift without a gap, and nobody gets a part without a window.

    Parameters
    ----------
    whole : tuple of (datetime.datetime, datetime.datetime)
        Start and end of the shift.
    windows : sequence of Window
        Its windows, in order.
    start, end : datetime.datetime
        The stretch: UTC, half-open, inside the shift.
    """
    first = next((n for n, w in enumerate(windows) if start < w.end), None)
    last = next((n for n, w in reversed(list(enumerate(windows))) if w.start < end), None)
    if first is None or last is None or first > last:
        return start, end
    begins = whole[0] if first == 0 else windows[first].start
    since = whole[0] if first == 0 else windows[first - 1].end
    ends = whole[1] if last == len(windows) - 1 else windows[last + 1].start
    # Bounds inside a window, or outside the shift, are meant as they are.
    return (
        begins if since <= start <= windows[first].start else start,
        ends if windows[last].end <= end <= ends else end,
    )

"""When the holder of a recorded line is on call, by the hours that its track has."""

from collections.abc import Sequence
from datetime import datetime

from rotation.horizon.clock import wall
from rotation.horizon.track_places import TrackPlaces
from rotation.horizon.weekly_hours import WeeklyHours
from rotation.model.event_spans import EventLine, tiled
from rotation.model.identity import named_day
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Window

__all__ = ["LineWindows"]


class LineWindows:
    """The windows of recorded lines.

    Parameters
    ----------
    rotation : RotationData
        Its tracks with their hours.
    """

    def __init__(self, rotation: RotationData) -> None:
        self._places = TrackPlaces(rotation)
        self._tracks = {track.name: track for track in rotation.tracks}

    def of(self, line: Entry) -> tuple[Window, ...]:
        """Return the windows of a line, in order; around the clock it is one, the whole line.

        A line of hours that its track does not have any more is one window, too.
        """
        whole = (Window(line.start, line.end),)
        hours = self._hours(line)
        return whole if hours is None else hours.between(line.start, line.end) or whole

    def tiled(
        self, parts: Sequence[Entry], start: datetime, end: datetime
    ) -> tuple[datetime, datetime] | None:
        """Return a stretch of a shift with the time up to its windows; None if it has no window.

        Parameters
        ----------
        parts : sequence of Entry
            Every line of the shift.
        start, end : datetime.datetime
            UTC, half-open.
        """
        ordered = sorted(parts, key=lambda part: part.start)
        if all(self._hours(part) is None for part in ordered):
            return start, end
        windows = [window for part in ordered for window in self.of(part)]
        if not any(window.start < end and start < window.end for window in windows):
            return None
        return tiled((ordered[0].start, max(part.end for part in ordered)), windows, start, end)

    def line(self, entry: Entry) -> EventLine:
        """Return a line as far as its events are concerned."""
        return EventLine(entry.shift, entry.track, entry.start, entry.end, self.of(entry))

    def next_window(self, track: str, moment: datetime) -> datetime | None:
        """Return when the hours of a track begin, if an instant is outside of them; else None."""
        own = self._tracks.get(track)
        if own is None:
            return None
        zone = self._places.default.zone
        place = self._places.of(own.at(wall(zone, moment).date()))
        if place.hours.always or place.hours.covers(Window(moment, moment + moment.resolution)):
            return None
        return place.hours.next_after(moment)

    def _hours(self, line: Entry) -> WeeklyHours | None:
        """Return the hours of a line's track; None if it is always on call."""
        own = self._tracks.get(line.track)
        day = named_day(line.shift)
        if own is None or not any(settings.windows for settings in own.settings):
            return None
        zone = self._places.default.zone
        settings = own.at(day or wall(zone, line.start).date())
        return self._places.of(settings).hours if settings.windows else None

"""The local days of shifts, by the clock and the hours of their tracks."""

from datetime import date

from rotation.horizon.clock import wall
from rotation.horizon.timeline import timeline_of
from rotation.horizon.track_places import TrackPlace
from rotation.horizon.turn_days import days_held
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift

__all__ = ["ShiftDays"]


class ShiftDays:
    """Which local days belong to a shift (H10, H29).

    Parameters
    ----------
    rotation : RotationData
        Its tracks; shifts of others are around the clock, by the rotation's clock.
    """

    def __init__(self, rotation: RotationData) -> None:
        self._timeline = timeline_of(rotation)
        self._tracks = {track.name: track for track in rotation.tracks}

    def of(self, shift: Shift) -> list[date]:
        """Return the days of a shift, in order; shadow turns have days here, too."""
        if not shift.shadow:
            return list(shift.dates)
        bounds = shift.start, shift.end
        spans = self._timeline.place_spans(shift.track, *bounds)
        return days_held(self.place(shift), bounds, *bounds, spans)

    def named(self, shift: Shift) -> list[date]:
        """Return the days by which a shift is asked about: without any, when it begins."""
        begins = wall(self.place(shift).zone, shift.windows[0].start).date()
        return self.of(shift) or [begins]

    def place(self, shift: Shift) -> TrackPlace:
        """Return the clock, the rest days and the hours by which a shift is counted."""
        track = self._tracks.get(shift.track)
        settings = None if track is None else track.at(shift.nominal or shift.first_day)
        return self._timeline.places.of(settings)

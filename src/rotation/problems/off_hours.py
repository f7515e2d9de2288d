"""The hours of workdays outside working hours, by the clock of each track, as instants."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial

from rotation.horizon.clock import instant, midnight, wall
from rotation.horizon.track_places import TrackPlace, TrackPlaces
from rotation.horizon.weekly_hours import merged
from rotation.model.clock_hours import ClockHours
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, Window

__all__ = ["off_hours_of"]

_DAY = timedelta(days=1)


def off_hours_of(rotation: RotationData, shifts: Iterable[Shift]) -> Mapping[str, ClockHours]:
    """Return the off hours (P1) of each track that has shifts.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, with their time zones and holidays, and `[pay] working_hours`.
    shifts : iterable of Shift
        Only hours in a window of these are made, by the settings of their nominal handover.
    """
    by_track: dict[str, list[Shift]] = {}
    for shift in shifts:
        by_track.setdefault(shift.track, []).append(shift)
    return {
        track: ClockHours(track, partial(_made, rotation, track, own))
        for track, own in sorted(by_track.items())
    }


def _made(rotation: RotationData, name: str, shifts: Sequence[Shift]) -> tuple[Window, ...]:
    places = TrackPlaces(rotation)
    track = next((track for track in rotation.tracks if track.name == name), None)
    parts: list[Window] = []
    for shift in shifts:
        # Lines of a track that is no longer in the configuration go by the rotation's clock.
        place = places.of(track.at(shift.nominal or shift.first_day) if track else None)
        parts += (part for window in shift.windows for part in _off_hours(rotation, place, window))
    return tuple(merged(iter(parts)))


def _off_hours(rotation: RotationData, place: TrackPlace, window: Window) -> Iterator[Window]:
    """Yield the parts of a window on workdays before and after the working hours."""
    day = wall(place.zone, window.start).date()
    while (begin := midnight(place.zone, day)) < window.end:
        after = midnight(place.zone, day + _DAY)
        if not place.days.names(day) and not place.days.is_rest_day(day):
            opens, closes = (instant(place.zone, day, t) for t in rotation.pay.working_hours)
            for first, last in ((begin, opens), (max(opens, closes), after)):
                start, end = max(first, window.start), min(last, window.end)
                if start < end:
                    yield Window(start, end)
        day += _DAY

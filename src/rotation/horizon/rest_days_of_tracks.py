"""The rest days of a team's tracks, which may be in several places (H33)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from rotation.horizon.days import DayCalendar
from rotation.horizon.track_places import TrackPlaces
from rotation.model.settings import RotationData

__all__ = ["TracksAtRest", "rest_days_of_tracks"]


class TracksAtRest(NamedTuple):
    """A rest day of some tracks.

    Attributes
    ----------
    day : datetime.date
        Which day.
    holidays : tuple of str
        Their names, sorted; none on a mere weekend.
    tracks : tuple of str
        The tracks in the order of the configuration; none if it is the same for all of that day.
    """

    day: date
    holidays: tuple[str, ...]
    tracks: tuple[str, ...] = ()


def rest_days_of_tracks(rotation: RotationData, first: date, last: date) -> Iterator[TracksAtRest]:
    """Yield the rest days from one day to another, both inclusive.

    Parameters
    ----------
    rotation : RotationData
        Its tracks; on days without any, its own rest days count.
    first, last : datetime.date
        Local days of each track.
    """
    places = TrackPlaces(rotation)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        there: dict[DayCalendar, list[str]] = {}
        for track in rotation.tracks:
            if track.between(day, day):
                there.setdefault(places.of(track.at(day)).days, []).append(track.name)
        kinds = {
            (calendar.is_rest_day(day), calendar.names(day)): None
            for calendar in there or {places.default.days: []}
        }
        if len(kinds) == 1:
            ((rests, names),) = kinds
            if rests:
                yield TracksAtRest(day, names)
            continue
        for calendar, tracks in there.items():
            if calendar.is_rest_day(day):
                yield TracksAtRest(day, calendar.names(day), tuple(tracks))

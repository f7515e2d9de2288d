"""The special periods of one track, and the volunteer shifts they are cut into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight, wall
from rotation.horizon.periods import PeriodOccurrence
from rotation.horizon.track_places import TrackPlace, TrackPlaces
from rotation.model.tracks import SpecialPeriod, Track, TrackSettings

__all__ = ["VolunteerTurn", "periods_of", "volunteer_turns"]

_DAY = timedelta(days=1)
_INSTANT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class VolunteerTurn:
    """A volunteer shift of a track before its windows are known.

    Attributes
    ----------
    day : datetime.date
        Its first local day, which names it.
    start, end : datetime.datetime
        UTC, half-open: midnights, or the ends of the nights that go on over them.
    offered : tuple of (datetime.datetime, datetime.datetime)
        The midnights around its days: an offer of these days is one of the shift.
    settings : TrackSettings
        Those of its first day.
    period : SpecialPeriod
        Which one.
    """

    day: date
    start: datetime
    end: datetime
    offered: tuple[datetime, datetime]
    settings: TrackSettings
    period: SpecialPeriod


def periods_of(
    track: Track, places: TrackPlaces, periods: Sequence[PeriodOccurrence]
) -> list[PeriodOccurrence]:
    """Return the special periods of a track, from where its regular shifts end to where they go on.

    A window of at most 24 hours belongs where it begins, so that nobody hands over at midnight.
    """
    return [
        replace(
            occurrence,
            start=_bound(places.of(track.at(occurrence.first)), occurrence.start),
            end=_bound(places.of(track.at(occurrence.last)), occurrence.end),
        )
        for occurrence in periods
        if _concerns(occurrence.period, track, occurrence.first)
    ]


def volunteer_turns(
    track: Track,
    places: TrackPlaces,
    periods: Sequence[PeriodOccurrence],
    zone: ZoneInfo,
    span: tuple[datetime, datetime],
) -> Iterator[VolunteerTurn]:
    """Yield the volunteer shifts of a track.

    Parameters
    ----------
    track : Track
        Whose.
    places : TrackPlaces
        The hours of its settings.
    periods : sequence of PeriodOccurrence
        In order of time.
    zone : zoneinfo.ZoneInfo
        The rotation's, in which the days of a period lie.
    span : tuple of (datetime.datetime, datetime.datetime)
        When the track exists, UTC.
    """
    begins, ends = span
    for occurrence in periods:
        if not _concerns(occurrence.period, track, occurrence.first):
            continue
        for first, after in occurrence.cuts():
            settings = track.at(first)
            place = places.of(settings)
            offered = midnight(zone, first), midnight(zone, after)
            start = _bound(place, offered[0])
            end = min(_bound(places.of(track.at(after - _DAY)), offered[1]), ends)
            day = first
            if start < begins:
                start, day = begins, wall(zone, begins).date()
            # A zone that moved across the date line has days without any instant.
            if start < end:
                yield VolunteerTurn(day, start, end, offered, settings, occurrence.period)


def _concerns(period: SpecialPeriod, track: Track, day: date) -> bool:
    """Tell whether a period holds on a track: on those it names, or on all but shadows."""
    if period.tracks:
        return track.name in period.tracks
    return not track.at(day).shadow


def _bound(place: TrackPlace, moment: datetime) -> datetime:
    """Return where a shift that is cut at a midnight ends: with the window that goes on over it."""
    if place.hours.always:
        return moment
    for window in place.hours.stretches(moment, moment + _INSTANT):
        length = wall(place.zone, window.end) - wall(place.zone, window.start)
        if window.start < moment and length <= _DAY:
            return window.end
    return moment

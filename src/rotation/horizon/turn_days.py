"""The local days of a shift: each day belongs to whoever holds the track at one instant of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import FAR_FUTURE, FAR_PAST, NOON, instant, noons, wall
from rotation.horizon.track_places import TrackPlace
from rotation.model.shifts import Window

__all__ = ["PlaceSpan", "days_held"]

_DAY = timedelta(days=1)
_NEAR = 3 * _DAY
"""A window that begins on the day of a bound, and one of more than 24 hours, are seen to be so."""


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """From when to when the shifts of a track have one clock and the same hours: UTC, half-open."""

    place: TrackPlace
    start: datetime
    end: datetime


def days_held(
    place: TrackPlace,
    whole: tuple[datetime, datetime],
    start: datetime,
    end: datetime,
    spans: Sequence[PlaceSpan] | None = None,
) -> list[date]:
    """Return the local days of a shift, or of a part of one, in order.

    Around the clock a day belongs to whoever is on call at its noon. A track with hours has the
    days on which one of its windows begins: each belongs to whoever holds the middle of the longest
    one, or of the first of several. A window of more than 24 hours has the days whose noon it
    contains. A shift of at most 24 hours of a track with several handovers a day has the day on
    which it begins.

    Parameters
    ----------
    place : TrackPlace
        The clock and the hours of the shift.
    whole : tuple of (datetime.datetime, datetime.datetime)
        The bounds of the whole shift, UTC.
    start, end : datetime.datetime
        The part of it that is asked for, UTC, half-open.
    spans : sequence of PlaceSpan, optional
        The places of its track near the shift, in order of time; outside of them there are no
        hours. By default the track always had, and will have, that of the shift.
    """
    if place.several_a_day and _length(place.zone, Window(*whole)) <= _DAY:
        held = place.hours.between(*whole) or (Window(*whole),)
        return [wall(place.zone, held[0].start).date()] if start <= _middle(held) < end else []
    if spans is None:
        if place.hours.always:
            first, after = noons(place.zone, start, end)
            return [first + timedelta(days=n) for n in range((after - first).days)]
        spans = (PlaceSpan(place, FAR_PAST, FAR_FUTURE),)
    deciding: dict[date, datetime] = {}
    begun: dict[date, list[Window]] = {}
    for pieces in _stretches(_around(spans, place, whole), start - _NEAR, end + _NEAR):
        zone, window = pieces[0].place.zone, Window(pieces[0].start, pieces[-1].end)
        if _length(zone, window) > _DAY:
            # Noon of a day of two clocks comes twice: the first decides.
            deciding = dict(_noons(pieces)) | deciding
        else:
            begun.setdefault(wall(zone, window.start).date(), []).append(window)
    deciding = {day: _middle(windows) for day, windows in begun.items()} | deciding
    return sorted(day for day, moment in deciding.items() if start <= moment < end)


def _around(
    spans: Sequence[PlaceSpan], place: TrackPlace, whole: tuple[datetime, datetime]
) -> Iterator[PlaceSpan]:
    """Yield the spans, with the shift's own place in its bounds: one of history may have moved."""
    start, end = whole
    before = [PlaceSpan(s.place, s.start, min(s.end, start)) for s in spans if s.start < start]
    after = [PlaceSpan(s.place, max(s.start, end), s.end) for s in spans if s.end > end]
    for span in (*before, PlaceSpan(place, start, end), *after):
        if span.start < span.end:
            yield span


def _stretches(
    spans: Iterable[PlaceSpan], first: datetime, last: datetime
) -> Iterator[list[PlaceSpan]]:
    """Yield the stretches of hours between two instants, in pieces by what clock they have.

    Stretches that touch are one, also where the settings change.
    """
    pieces: list[PlaceSpan] = []
    for span in spans:
        start, end = max(span.start, first), min(span.end, last)
        for window in span.place.hours.between(start, end) if start < end else ():
            if pieces and pieces[-1].end < window.start:
                yield pieces
                pieces = []
            pieces.append(PlaceSpan(span.place, window.start, window.end))
    if pieces:
        yield pieces


def _noons(pieces: Sequence[PlaceSpan]) -> Iterator[tuple[date, datetime]]:
    """Yield each day of a long stretch with its noon, later ones before earlier ones.

    Where the clock changes with the settings, noon of a day may be on neither side, by the clock of
    that side: then the change decides.
    """
    following: date | None = None
    for piece in reversed(pieces):
        zone = piece.place.zone
        first, after = noons(zone, piece.start, piece.end)
        if following is not None:
            for n in range((following - after).days):
                yield after + timedelta(days=n), piece.end
        for n in reversed(range((after - first).days)):
            day = first + timedelta(days=n)
            yield day, instant(zone, day, NOON)
        following = first


def _middle(windows: Iterable[Window]) -> datetime:
    """Return the middle of the longest window, of several the first."""
    longest = max(windows, key=lambda window: window.end - window.start)
    return longest.start + (longest.end - longest.start) / 2


def _length(zone: ZoneInfo, window: Window) -> timedelta:
    """Return how long a window is by the wall clock."""
    return wall(zone, window.end) - wall(zone, window.start)

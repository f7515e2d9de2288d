"""Handovers of tracks: nominal ones, and where rest days move them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from rotation.horizon.clock import instant, midnight
from rotation.horizon.track_places import TrackPlaces
from rotation.model.identity import turn_name
from rotation.model.tracks import Handover, OnRestDay, Track, TrackSettings

__all__ = ["UncutShift", "nominal_handovers", "turns"]

# Any Monday will do for weekly handovers.
EVERY_WEEK = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class UncutShift:
    """A regular shift before special periods are cut out of it.

    Attributes
    ----------
    nominal : datetime.date
        Local date of the handover by the weekly pattern.
    start, end : datetime.datetime
        UTC, half-open, after rest days moved them.
    settings : TrackSettings
        Those of its nominal handover.
    clock : datetime.time or None
        Local time of that handover, where its weekday has several.
    cut : bool
        Whether the track ends before the next handover.
    """

    nominal: date
    start: datetime
    end: datetime
    settings: TrackSettings
    clock: time | None = None
    cut: bool = False

    @property
    def turn(self) -> str:
        """The identity of the shift on its track: nominal day, and time where it is needed."""
        return turn_name(self.nominal, self.clock)


def nominal_handovers(
    track: Track, first: date, last: date
) -> list[tuple[date, time, TrackSettings]]:
    """Return the local date and time of every handover of the weekly pattern, with its settings.

    Parameters
    ----------
    track : Track
        The track; each of its settings gives the handovers of its own days.
    first, last : datetime.date
        Local dates, both inclusive.

    Returns
    -------
    list of (datetime.date, datetime.time, TrackSettings)
        In order of time.
    """
    return [
        (day, clock, settings)
        for settings in track.between(first, last)
        for day, clock in sorted(
            (day, handover.time)
            for handover in settings.handover
            for day in _days_of(
                settings,
                handover,
                max(first, settings.first_day or first),
                min(last, settings.last_day or last),
            )
        )
    ]


def _days_of(
    settings: TrackSettings, handover: Handover, first: date, last: date
) -> Iterator[date]:
    anchor = settings.anchor or EVERY_WEEK
    cycle = 7 * settings.weeks
    day = anchor + timedelta(days=(handover.weekday - anchor.weekday()) % 7)
    day += timedelta(days=-((day - first).days // cycle) * cycle)
    while day <= last:
        yield day
        day += timedelta(days=cycle)


def turns(track: Track, places: TrackPlaces, *, first: date, last: date) -> list[UncutShift]:
    """Return the shifts between the handovers of a span, without special periods.

    The shift of the last handover has no end yet and is left out, unless the track itself ends, at
    the midnight after its last day.

    Parameters
    ----------
    track : Track
        Whose handovers.
    places : TrackPlaces
        The zone and the rest days of each of its settings.
    first, last : datetime.date
        Local dates of nominal handovers, both inclusive.

    Returns
    -------
    list of UncutShift
        In order of time, each ending where the next begins.
    """

    def begins(nominal: date, clock: time, settings: TrackSettings) -> datetime:
        place = places.of(settings)
        moves = place.on_rest_day is OnRestDay.NEXT_WORKDAY
        return instant(place.zone, place.days.next_workday(nominal) if moves else nominal, clock)

    kept: list[UncutShift] = []
    following: datetime | None = None
    cut = False
    if track.last_day is not None and track.last_day <= last:
        ending = track.settings[-1]
        following = midnight(places.of(ending).zone, track.last_day + timedelta(days=1))
        cut = begins(*_next_of(ending, track.last_day), ending) != following
    # From the end: a shift that begins no earlier than the next kept one has no length.
    for nominal, clock, settings in reversed(nominal_handovers(track, first, last)):
        start = begins(nominal, clock, settings)
        if following is not None:
            if start >= following:
                continue
            named = clock if settings.names_times(nominal.weekday()) else None
            kept.append(UncutShift(nominal, start, following, settings, named, cut))
            cut = False
        following = start
    return kept[::-1]


def _next_of(settings: TrackSettings, day: date) -> tuple[date, time]:
    """Return the first handover after a day, as if the settings continued."""
    endless = replace(settings, first_day=None, last_day=None)
    cycle = timedelta(days=7 * settings.weeks)
    first = nominal_handovers(Track("", (endless,)), day + timedelta(days=1), day + cycle)[0]
    return first[0], first[1]

"""All shifts of all tracks, independent of the requested part of time.

Shifts are made one local year at a time, from handovers with a margin on both sides that is wider
than the reach of special periods, moves and ids. So a year's shifts do not depend on where the
computation began, and neighbouring years fit together.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from threading import Lock
from zoneinfo import ZoneInfo

from rotation.horizon.clock import FAR_FUTURE, FAR_PAST, midnight, wall
from rotation.horizon.days import LONGEST_REST_DAYS
from rotation.horizon.handovers import turns
from rotation.horizon.ids import Names, base_id, parse_id
from rotation.horizon.loads import Counter
from rotation.horizon.periods import occurrences
from rotation.horizon.regular_shifts import FURTHEST_NAME_DAYS, ShiftPiece, cut, join, name
from rotation.horizon.track_periods import VolunteerTurn, periods_of, volunteer_turns
from rotation.horizon.turn_days import PlaceSpan
from rotation.model.identity import ShiftName, turn_name
from rotation.model.rest_days import MonthDay
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.model.spelling import nearest
from rotation.model.tracks import SpecialPeriod, Track, TrackSettings

__all__ = ["Timeline", "shifts_in_progress", "shifts_of", "timeline_of", "track_spans"]


class Timeline:
    """The shifts of a rotation, made on demand and cached.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, holidays and special periods.
    """

    def __init__(self, rotation: RotationData) -> None:
        self._rotation = rotation
        self._tracks = {track.name: track for track in rotation.tracks}
        self._years: dict[int, tuple[Shift, ...]] = {}
        self.counter = Counter(rotation)
        self.names = Names(rotation)
        self.places = self.counter.places
        self.zone = self.counter.zone
        self._by_id: dict[str, Shift] = {}
        self._running: dict[datetime, tuple[Shift, ...]] = {}
        self._spans: dict[str, tuple[datetime, datetime]] = {}
        self._places: dict[tuple[str, int], tuple[PlaceSpan, ...]] = {}
        self._written_until: dict[str, datetime] | None = None
        longest = max((_length(period) for period in rotation.special_periods), default=0)
        # A shift, and the neighbour that it may join.
        turn = max((_longest_turn_weeks(track) for track in rotation.tracks), default=1)
        self._margin = timedelta(
            days=longest + 2 * 7 * turn + LONGEST_REST_DAYS + FURTHEST_NAME_DAYS
        )

    def shifts(self, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """Return the shifts whose actual start lies in `[start, end)`.

        Parameters
        ----------
        start, end : datetime.datetime
            UTC, half-open.

        Returns
        -------
        tuple of Shift
            Sorted by start, track, id.

        Raises
        ------
        BadInput
            When special periods overlap, or a rest never ends.
        """
        years = range(wall(self.zone, start).year, wall(self.zone, end).year + 1)
        return tuple(s for year in years for s in self.year(year) if start <= s.start < end)

    def in_progress(self, moment: datetime) -> tuple[Shift, ...]:
        """Return the shifts, one per track, that began before an instant and continue after it."""
        running = self._running.get(moment)
        if running is None:
            year = wall(self.zone, moment).year
            # A shift lasts no longer than the margin.
            years = range(wall(self.zone, moment - self._margin).year, year + 1)
            candidates = (shift for year in years for shift in self.year(year))
            running = tuple(s for s in candidates if s.start < moment < s.end)
            self._running[moment] = running
        return running

    def find(self, shift_id: str) -> Shift | None:
        """Return the shift with this id (without `+2`), under any name of its track, or None."""
        known = self.names.known(shift_id)
        named = parse_id(known)
        if named is None:
            return None
        for year in _years_around(named.day):
            self.year(year)
        return self._by_id.get(known)

    def nearest_id(self, shift_id: str) -> str | None:
        """Return the id nearest to an unknown one on its track, by its day and then by its time."""
        named = parse_id(shift_id)
        if named is None:
            return None
        meant = nearest(named.track, self.names.tracks)
        if meant is None:
            return None
        meant = self.names.track(meant)
        near = [
            (abs(other.day - named.day), abs(_clock_of(other) - _clock_of(named)), shift.id)
            for year in _years_around(named.day)
            for shift in self.year(year)
            if shift.track == meant and (other := parse_id(shift.id)) is not None
        ]
        return min(near)[-1] if near else None

    def year(self, year: int) -> tuple[Shift, ...]:
        """Return the shifts that begin in a local year, sorted by start, track, id."""
        made = self._years.get(year)
        if made is None:
            shifts = sorted(self._make(year), key=lambda s: (s.start, s.track, s.id))
            made = tuple(shifts)
            self._by_id |= {shift.id: shift for shift in made}
            self._years[year] = made  # last: another thread may ask for the same rotation
        return made

    def settings_of(self, shift_id: str, track: str) -> TrackSettings | None:
        """Return the settings of a shift's nominal handover; None for an unknown track.

        Parameters
        ----------
        shift_id : str
            The id of a whole shift.
        track : str
            The present name of its track.
        """
        own, named = self._tracks.get(track), parse_id(shift_id)
        return None if own is None or named is None else own.at(named.day)

    def span(self, track: Track) -> tuple[datetime, datetime]:
        """Return from when to when a track exists, half-open; unlimited bounds are far away.

        It begins with its first handover on or after its first day, and ends at the midnight after
        its last day; a track without handovers begins when it ends.
        """
        made = self._spans.get(track.name)
        if made is None:
            start, end = FAR_PAST, FAR_FUTURE
            if track.last_day is not None:
                zone = self._zone_of(track.settings[-1])
                end = midnight(zone, track.last_day + timedelta(days=1))
            if track.first_day is not None:
                until = track.first_day + self._margin
                begun = turns(track, self.places, first=track.first_day, last=until)
                start = begun[0].start if begun else end
            made = self._spans[track.name] = start, end
        return made

    def place_spans(
        self, track: str, start: datetime, end: datetime
    ) -> tuple[PlaceSpan, ...] | None:
        """Return the places that a track has near a shift of it, for the days at their bounds.

        None where they decide nothing: the track always has one place there, or noon decides.

        Parameters
        ----------
        track : str
            The present name of the track; others always had one place.
        start, end : datetime.datetime
            The bounds of a shift, UTC: recorded ones may lie outside the days of the track.
        """
        own = self._tracks.get(track)
        if own is None or not _places_matter(own):
            return None
        begins, ends = self.span(own)
        if start < begins or ends < end:
            return None
        year = wall(self.zone, start).year
        self.year(year)
        return self._places[track, year]

    def period_at(self, moment: datetime) -> str:
        """Return the name of the special period that contains an instant, else an empty text."""
        year = wall(self.zone, moment).year
        periods = occurrences(self._rotation.special_periods, self.zone, year - 1, year)
        return next((o.period.name for o in periods if o.start <= moment < o.end), "")

    def _make(self, year: int) -> Iterator[Shift]:
        first, last = date(year, 1, 1) - self._margin, date(year, 12, 31) + self._margin
        periods = occurrences(self._rotation.special_periods, self.zone, first.year - 1, last.year)
        start, end = (
            midnight(self.zone, date(year, 1, 1)),
            midnight(self.zone, date(year + 1, 1, 1)),
        )
        for track in self._rotation.tracks:
            volunteer = list(
                volunteer_turns(track, self.places, periods, self.zone, self.span(track))
            )
            turned = turns(track, self.places, first=first, last=last)
            pieces = join(cut(turned, periods_of(track, self.places, periods)), self.zone)
            spans = None
            if _places_matter(track):
                spans = self._places[track.name, year] = self._place_spans([*volunteer, *pieces])
            # Where nobody has to be on call, there is no shift.
            volunteer = [turn for turn in volunteer if self._needs_somebody(turn)]
            for turn in volunteer:
                if start <= turn.start < end:
                    yield self.counter.shift(
                        self.names.of(track.name, turn_name(turn.day)),
                        track.name,
                        ShiftKind.VOLUNTEER,
                        turn.start,
                        turn.end,
                        period=turn.period.name,
                        settings=turn.settings,
                        offered=turn.offered,
                        spans=spans,
                    )
            taken = {turn.day for turn in volunteer}
            over = partial(self._over, track.name)
            for named, piece in name(pieces, taken, self._zone_of, over):
                if start <= piece.start < end and self._needs_somebody(piece):
                    yield self.counter.shift(
                        self.names.of(track.name, named),
                        track.name,
                        ShiftKind.REGULAR,
                        piece.start,
                        piece.end,
                        nominal=piece.nominal,
                        settings=piece.settings,
                        spans=spans,
                    )

    def _needs_somebody(self, turn: VolunteerTurn | ShiftPiece) -> bool:
        hours = self.places.of(turn.settings).hours
        return hours.always or bool(hours.between(turn.start, turn.end))

    def _place_spans(self, shifts: Iterable[VolunteerTurn | ShiftPiece]) -> tuple[PlaceSpan, ...]:
        """Return the places of the shifts of a track, in order of time."""
        spans: list[PlaceSpan] = []
        for turn in sorted(shifts, key=lambda turn: turn.start):
            place = self.places.of(turn.settings)
            if spans and spans[-1].place is place and spans[-1].end == turn.start:
                spans[-1] = PlaceSpan(place, spans[-1].start, turn.end)
            else:
                spans.append(PlaceSpan(place, turn.start, turn.end))
        return tuple(spans)

    def _zone_of(self, settings: TrackSettings) -> ZoneInfo:
        return self.places.of(settings).zone

    def _over(self, track: str, turn: str, moment: datetime) -> bool:
        """Tell whether the recorded shift of a track and turn had ended at an instant."""
        if self._written_until is None:
            ends: dict[str, datetime] = {}
            for entry in (*self._rotation.history, *self._rotation.published):
                base = base_id(entry.shift)
                ends[base] = max(entry.end, ends.get(base, entry.end))
            self._written_until = ends
        until = self._written_until.get(self.names.of(track, turn))
        return until is not None and until <= moment


_RECENT: deque[tuple[RotationData, Timeline]] = deque(maxlen=2)
"""The rotations asked about last: before and after a change, there are two."""

_ASKED = Lock()
"""Several threads may plan at once."""


def timeline_of(rotation: RotationData) -> Timeline:
    """Return the timeline of a rotation; the same one when it was asked for shortly before.

    Rotations are compared by identity: a frozen one stays what it is, and a hash of all its lines
    would take longer than a year of shifts.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, holidays and special periods.
    """
    with _ASKED:
        for known, timeline in _RECENT:
            if known is rotation:
                return timeline
        timeline = Timeline(rotation)
        _RECENT.append((rotation, timeline))
        return timeline


def shifts_of(rotation: RotationData, start: datetime, end: datetime) -> tuple[Shift, ...]:
    """Return the shifts of all tracks whose actual start lies in `[start, end)`.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, holidays and special periods.
    start, end : datetime.datetime
        UTC, half-open.

    Returns
    -------
    tuple of Shift
        Sorted by start, track, id; with the shifts in progress at `start` (see
        `shifts_in_progress`) they cover `[start, end)` exactly once per track.

    Raises
    ------
    BadInput
        When special periods overlap, or rest days never end.
    """
    return timeline_of(rotation).shifts(start, end)


def shifts_in_progress(rotation: RotationData, moment: datetime) -> tuple[Shift, ...]:
    """Return the shifts, at most one per track, that began before `moment` and continue after it.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, holidays and special periods.
    moment : datetime.datetime
        UTC.

    Raises
    ------
    BadInput
        When special periods overlap, or rest days never end.
    """
    return timeline_of(rotation).in_progress(moment)


def track_spans(rotation: RotationData) -> dict[str, tuple[datetime, datetime]]:
    """Return from when to when each track exists, by name; see `Timeline.span`."""
    bounded = any(t.first_day is not None or t.last_day is not None for t in rotation.tracks)
    if not bounded:
        return {track.name: (FAR_PAST, FAR_FUTURE) for track in rotation.tracks}
    timeline = timeline_of(rotation)
    return {track.name: timeline.span(track) for track in rotation.tracks}


def _clock_of(named: ShiftName) -> datetime:
    return datetime.combine(named.day, named.clock or time())


def _years_around(day: date) -> tuple[int, int, int]:
    """Return the years in which a shift can begin, which may differ from the date in its id."""
    return day.year, day.year - 1, day.year + 1


def _places_matter(track: Track) -> bool:
    """Return whether the bounds of a track, or of its settings, decide whose some day is."""
    if len({settings.timezone for settings in track.settings}) > 1:
        return True
    bounded = len(track.settings) > 1 or track.first_day or track.last_day
    return bool(bounded) and any(settings.windows for settings in track.settings)


def _longest_turn_weeks(track: Track) -> int:
    """Return how long a shift can be: at a change of settings, at most a cycle of both."""
    return track.longest_weeks * (1 if len(track.settings) == 1 else 2)


def _length(period: SpecialPeriod) -> int:
    """Return the least number of days of a special period."""
    first, last = period.first_day, period.last_day
    if isinstance(first, MonthDay) and isinstance(last, MonthDay):
        return (last.in_year(2024 + (last < first)) - first.in_year(2024)).days + 1
    if isinstance(first, MonthDay) or isinstance(last, MonthDay):
        return 0
    return (last - first).days + 1

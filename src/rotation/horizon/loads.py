"""The windows and the loads of an interval of a track."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from rotation.horizon.clock import wall
from rotation.horizon.track_places import TrackPlaces
from rotation.horizon.turn_days import PlaceSpan, days_held
from rotation.model.settings import HolidaysOf, RotationData
from rotation.model.shifts import Loads, Shift, ShiftKind
from rotation.model.tracks import TrackSettings

__all__ = ["Counter"]

_AROUND_THE_CLOCK = TrackSettings(())


class Counter:
    """Makes shifts with counted days and computed rest.

    Parameters
    ----------
    rotation : RotationData
        Its zone, holidays and rest, and whose holidays count (F36).
    """

    def __init__(self, rotation: RotationData) -> None:
        self.places = TrackPlaces(rotation)
        self.zone = self.places.default.zone
        self.days = self.places.default.days
        self._of_tracks = rotation.holidays_of is HolidaysOf.TRACK
        self._min_rest = timedelta(days=rotation.min_rest_days)

    def shift(
        self,
        shift_id: str,
        track: str,
        kind: ShiftKind,
        start: datetime,
        end: datetime,
        *,
        period: str = "",
        counts: bool = True,
        nominal: date | None = None,
        settings: TrackSettings | None = None,
        whole: tuple[datetime, datetime] | None = None,
        offered: tuple[datetime, datetime] | None = None,
        spans: Sequence[PlaceSpan] | None = None,
    ) -> Shift:
        """Return a shift with its windows and loads.

        Parameters
        ----------
        shift_id, track : str
            Its names.
        kind : ShiftKind
            A volunteer shift counts as volunteer days, not as a shift.
        start, end : datetime.datetime
            UTC, half-open.
        period : str
            Name of the special period of a volunteer shift.
        counts : bool
            Whether a regular one counts as a shift; the smaller parts of a split one do not.
        nominal : datetime.date, optional
            The local date of the nominal handover of a regular shift.
        settings : TrackSettings, optional
            Those of its nominal handover; those of a track around the clock by default.
        whole : tuple of (datetime.datetime, datetime.datetime), optional
            The bounds of the whole shift, if it is a part of one.
        offered : tuple of (datetime.datetime, datetime.datetime), optional
            The days of a volunteer shift, if they are not its bounds.
        spans : sequence of PlaceSpan, optional
            The places of its track, where it has several, begins or ends.
        """
        place = self.places.of(settings)
        windows = place.hours.between(start, end)
        days = days_held(place, whole or (start, end), start, end, spans)
        holidays = place.days.holidays(days)
        counted = place.days if self._of_tracks else self.days
        regular = kind is ShiftKind.REGULAR
        loads = Loads(
            shifts=int(regular and counts),
            days=len(days),
            rest_days=sum(map(place.days.is_rest_day, days)),
            holidays=len(holidays if counted is place.days else counted.holidays(days)),
            volunteer_days=0 if regular else len(days),
        )
        own = settings or _AROUND_THE_CLOCK
        if own.shadow:
            loads, days, holidays = Loads(), [], ()
        return Shift(
            id=shift_id,
            track=track,
            kind=kind,
            start=start,
            end=end,
            rested=self.rested(windows[-1].end if windows else end),
            first_day=wall(self.zone, start).date(),
            loads=loads,
            holidays=tuple(holiday.name for holiday in holidays),
            period=period,
            nominal=nominal,
            windows=windows,
            needs=own.needs,
            needs_source=own.needs_source,
            counts=Fraction(0) if own.shadow else own.counts,
            level=own.level,
            shadow=own.shadow,
            rests=tuple(self.rested(window.end) for window in windows) if len(windows) > 1 else (),
            offered=None if offered == (start, end) else offered,
            weekends=place.days.weekends(days),
            dates=tuple(days),
        )

    def rested(self, end: datetime) -> datetime:
        """Return the end of the minimum rest after `end`."""
        later = (wall(self.zone, end) + self._min_rest).replace(tzinfo=self.zone)
        # Without rest, the second 01:30 of a night would otherwise become the first.
        return max(end, later.astimezone(UTC))

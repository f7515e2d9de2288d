"""The loads of an interval of a track."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import noons, wall
from rotation.horizon.days import DayCalendar
from rotation.model.settings import RotationData
from rotation.model.shifts import Loads, Shift, ShiftKind

__all__ = ["Counter"]


class Counter:
    """Makes shifts with counted days and computed rest.

    Parameters
    ----------
    rotation : RotationData
        Its zone, holidays and rest.
    """

    def __init__(self, rotation: RotationData) -> None:
        self.zone = ZoneInfo(rotation.timezone)
        self.days = DayCalendar(rotation.holidays)
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
    ) -> Shift:
        """Return a shift with its loads.

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
        """
        first, after = noons(self.zone, start, end)
        days = [first + timedelta(days=n) for n in range((after - first).days)]
        holidays = self.days.holidays(days)
        regular = kind is ShiftKind.REGULAR
        loads = Loads(
            shifts=int(regular and counts),
            days=len(days),
            rest_days=sum(map(self.days.is_rest_day, days)),
            holidays=len(holidays),
            volunteer_days=0 if regular else len(days),
        )
        return Shift(
            id=shift_id,
            track=track,
            kind=kind,
            start=start,
            end=end,
            rested=self.rested(end),
            first_day=wall(self.zone, start).date(),
            loads=loads,
            holidays=tuple(holiday.name for holiday in holidays),
            period=period,
            nominal=nominal,
        )

    def rested(self, end: datetime) -> datetime:
        """Return the end of the minimum rest after `end`."""
        later = (wall(self.zone, end) + self._min_rest).replace(tzinfo=self.zone)
        # Without rest, the second 01:30 of a night would otherwise become the first.
        return max(end, later.astimezone(UTC))

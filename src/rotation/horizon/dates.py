"""The instants of a problem."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import FAR_PAST, midnight, wall, years_before
from rotation.model.settings import RotationData
from rotation.model.shifts import ShiftKind

__all__ = ["Dates", "dates_of"]


@dataclass(frozen=True, slots=True)
class Dates:
    """The instants of a planning run, UTC.

    Attributes
    ----------
    start, end : datetime.datetime
        The horizon, half-open.
    window_start : datetime.datetime
        Where the fairness window begins.
    volunteers_start : datetime.datetime
        Where the ledger of volunteer days begins.
    today : datetime.datetime
        Local midnight of today.
    notice_until : datetime.datetime
        Local midnight at which the notice ends.
    """

    start: datetime
    end: datetime
    window_start: datetime
    volunteers_start: datetime
    today: datetime
    notice_until: datetime

    def counts_from(self, kind: ShiftKind) -> datetime:
        """Return the instant from which shifts of a kind count in a ledger."""
        if kind is ShiftKind.VOLUNTEER:
            return min(self.window_start, self.volunteers_start)
        return self.window_start


def dates_of(rotation: RotationData, start: datetime, end: datetime, today: date | None) -> Dates:
    """Return the instants of a horizon, from the rotation's settings.

    Parameters
    ----------
    rotation : RotationData
        For the look-back of its ledgers and its notice.
    start, end : datetime.datetime
        The horizon, aware, half-open.
    today : datetime.date or None
        In the rotation's zone; None means that nothing is past or inside the notice.
    """
    zone = ZoneInfo(rotation.timezone)
    first = wall(zone, start).date()
    notice = timedelta(days=rotation.notice_days)
    return Dates(
        start=start.astimezone(UTC),
        end=end.astimezone(UTC),
        window_start=midnight(zone, first - timedelta(days=rotation.history_days)),
        volunteers_start=midnight(zone, years_before(first, rotation.volunteer_years)),
        today=FAR_PAST if today is None else midnight(zone, today),
        notice_until=FAR_PAST if today is None else midnight(zone, today + notice),
    )

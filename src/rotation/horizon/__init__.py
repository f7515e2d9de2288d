"""Making shifts: time zones, clock changes, holidays and dates are resolved here."""

from rotation.horizon.days import DayCalendar, known_holiday_names
from rotation.horizon.span import horizon_of
from rotation.horizon.timeline import shifts_in_progress, shifts_of

__all__ = [
    "DayCalendar",
    "horizon_of",
    "known_holiday_names",
    "shifts_in_progress",
    "shifts_of",
]

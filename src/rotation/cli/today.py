"""The one place that reads the clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

__all__ = ["now_in", "today_in"]


def now_in(timezone: str) -> datetime:
    """Return the present instant, on the clock of a zone."""
    return datetime.now(ZoneInfo(timezone))  # noqa: TID251 - this is the one place


def today_in(timezone: str) -> date:
    """Return the present date in a zone."""
    return now_in(timezone).date()

"""The one place that reads the clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

__all__ = ["today_in"]


def today_in(timezone: str) -> date:
    """Return the present date in a zone."""
    return datetime.now(ZoneInfo(timezone)).date()  # noqa: TID251 - this is the one place

"""Days and instants as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from rotation.export.when import day_text, days_text, moment_text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2026-12-25", "2026-12-25", "25 Dec"),
        ("2026-12-25", "2026-12-26", "25-26 Dec"),
        ("2026-12-31", "2027-01-01", "31 Dec-1 Jan"),
        ("2027-01-30", "2027-02-02", "30 Jan-2 Feb"),
        ("2027-06-30", "2027-07-04", "30 Jun-4 Jul"),
    ],
)
def test_days_from_one_to_another(first: str, last: str, text: str) -> None:
    """The month is said once where both days have it."""
    assert days_text(date.fromisoformat(first), date.fromisoformat(last)) == text


def test_every_weekday_and_month_has_its_name() -> None:
    """Short English names, whatever the locale."""
    days = [day_text(date(2026, 11, 30 - n)) for n in range(6, -1, -1)]
    assert [text.split()[0] for text in days] == ["Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"]
    months = [day_text(date(2026, month, 1)).split()[-1] for month in range(1, 13)]
    assert " ".join(months) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def test_an_instant_has_the_zone_of_its_day() -> None:
    """Winter and summer time, with the year where it is asked for."""
    zone = ZoneInfo("America/New_York")
    winter, summer = datetime(2026, 12, 7, 16, tzinfo=UTC), datetime(2026, 7, 6, 15, 5, tzinfo=UTC)
    assert moment_text(winter, zone) == "Mon 7 Dec 11:00 EST"
    assert moment_text(summer, zone, year=True) == "Mon 6 Jul 2026 11:05 EDT"

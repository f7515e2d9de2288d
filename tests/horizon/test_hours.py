from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.horizon import DayCalendar
from rotation.horizon.hours import Hours, HourSplitter
from rotation.model.rest_days import HolidayRules

NINE_TO_FIVE = (time(9), time(17))
# Half-hour and midnight clock changes, and a day that a zone left out.
ZONES = (
    *("America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe"),
    *("America/Havana", "Asia/Beirut", "Pacific/Apia", "UTC"),
)


def hours(*numbers: float) -> Hours:
    return Hours(*(timedelta(hours=number) for number in numbers))


def splitter(zone: str, country: str | None = "US") -> HourSplitter:
    return HourSplitter(ZoneInfo(zone), DayCalendar(HolidayRules(country)), NINE_TO_FIVE)


@pytest.mark.parametrize(
    ("zone", "start", "end", "expected"),
    [
        # A workday.
        ("America/New_York", "2026-11-04T00:00", "2026-11-05T00:00", hours(8, 16)),
        # Sunday 1 November 2026 has 25 hours, Sunday 14 March 2027 has 23.
        ("America/New_York", "2026-11-01T00:00", "2026-11-02T00:00", hours(0, 0, 25)),
        ("America/New_York", "2027-03-14T00:00", "2027-03-15T00:00", hours(0, 0, 23)),
        # Thanksgiving from noon, and the Friday after it until 10.
        ("America/New_York", "2026-11-26T12:00", "2026-11-27T10:00", hours(1, 9, 0, 12)),
        # Independence Day 2026 is a Saturday: a holiday, no weekend; Friday is the observed one.
        ("America/New_York", "2026-07-03T00:00", "2026-07-06T00:00", hours(0, 0, 24, 48)),
    ],
)
def test_days_are_split_as_counted_by_hand(
    zone: str, start: str, end: str, expected: Hours
) -> None:
    """Holiday beats weekend beats working hours, and clock changes count."""
    begin, finish = (datetime.fromisoformat(t).replace(tzinfo=ZoneInfo(zone)) for t in (start, end))

    counted = splitter(zone).split(begin.astimezone(UTC), finish.astimezone(UTC))

    assert counted == expected


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    start=st.integers(0, 40 * 365 * 24 * 3600),
    length=st.integers(1, 20 * 24 * 3600),
    cut=st.floats(0, 1),
)
def test_hours_tile_an_interval(zone: str, start: int, length: int, cut: float) -> None:
    """In every zone the kinds add up to the length, and so do those of two parts."""
    begin = datetime(1995, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
    end = begin + timedelta(seconds=length)
    middle = begin + timedelta(seconds=int(length * cut))
    split = splitter(zone).split

    assert split(begin, end).total == end - begin
    assert split(begin, middle) + split(middle, end) == split(begin, end)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Apia", date(2011, 12, 30)),  # left out
        ("America/Havana", date(2024, 11, 3)),  # begins at a midnight that comes twice
        ("Asia/Beirut", date(2024, 3, 31)),  # begins at 1:00
        ("Australia/Lord_Howe", date(2024, 4, 7)),  # half an hour longer
    ],
)
def test_odd_days_tile(zone: str, day: date) -> None:
    """Around days without a midnight, or with two, nothing is lost or counted twice."""
    noon = datetime.combine(day, time(12), UTC)
    for hours_before in range(0, 40, 3):
        begin, end = noon - timedelta(hours=hours_before), noon + timedelta(hours=31)
        assert splitter(zone).split(begin, end).total == end - begin

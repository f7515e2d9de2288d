"""Substitute holidays of Japan, which are named without the holiday they are kept for."""

from datetime import date, timedelta

import pytest

from rotation.horizon.days import DayCalendar
from rotation.model.rest_days import HolidayRules


@pytest.mark.parametrize(
    ("first", "name", "kept"),
    [
        (date(2024, 2, 5), "Foundation Day", ["2024-02-11", "2024-02-12"]),
        (date(2022, 12, 26), "New Year's Day", ["2023-01-01", "2023-01-02"]),
        # Two holidays lie between the Sunday and the next working day.
        (date(2026, 4, 30), "Constitution Day", ["2026-05-03", "2026-05-06"]),
    ],
)
@pytest.mark.parametrize("country", ["JP", "JPN"])
def test_a_sunday_and_its_substitute_are_one_holiday(
    country: str, first: date, name: str, kept: list[str]
) -> None:
    """A shift that has both counts one holiday; the substitute alone counts as that one, too."""
    calendar = DayCalendar(HolidayRules(country))
    holidays = calendar.holidays(first + timedelta(days=n) for n in range(14))
    assert [list(map(str, holiday.days)) for holiday in holidays if holiday.name == name] == [kept]
    assert "Substitute Holiday" not in {holiday.name for holiday in holidays}
    last = date.fromisoformat(kept[-1])
    assert [holiday.name for holiday in calendar.holidays([last])] == [name]
    assert calendar.names(last) == ("Substitute Holiday",)

from datetime import date, timedelta

import pytest

from rotation.errors import BadInput
from rotation.horizon import DayCalendar, known_holiday_names
from rotation.model.rest_days import CompanyDay, HolidayRules, MonthDay

US = HolidayRules("US", "NY")


def test_new_year_2028_is_observed_in_the_year_before() -> None:
    """New Year 2028 falls on a Saturday and is kept on Friday, 31 December 2027."""
    days = DayCalendar(US)
    assert days.names(date(2027, 12, 31)) == ("New Year's Day (observed)",)
    assert days.is_rest_day(date(2027, 12, 31))
    assert days.next_workday(date(2027, 12, 31)) == date(2028, 1, 3)


def test_weekends_are_rest_days_and_other_days_are_not() -> None:
    """Without a country only Saturday and Sunday are rest days."""
    days = DayCalendar(HolidayRules())
    week = [date(2026, 7, 1 + n) for n in range(7)]
    assert [days.is_rest_day(day) for day in week] == [
        False,
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert not any(days.names(day) for day in week)


def test_two_names_of_one_day_are_two_names() -> None:
    """15 February 2027 is both Susan B. Anthony Day and Washington's Birthday in New York."""
    assert DayCalendar(US).names(date(2027, 2, 15)) == (
        "Susan B. Anthony Day",
        "Washington's Birthday",
    )


def test_an_excluded_holiday_takes_its_observed_day_along() -> None:
    """Excluding a name drops the day itself and the day it is observed on."""
    days = DayCalendar(HolidayRules("US", "NY", exclude=("Independence Day",)))
    assert days.names(date(2026, 7, 3)) == () == days.names(date(2026, 7, 4))
    assert not days.is_rest_day(date(2026, 7, 3))
    assert DayCalendar(US).is_rest_day(date(2026, 7, 3))


def test_excluding_one_of_two_names_keeps_the_other() -> None:
    """A day with two names is a rest day as long as one of them stays."""
    days = DayCalendar(HolidayRules("US", "NY", exclude=("Susan B. Anthony Day",)))
    assert days.names(date(2027, 2, 15)) == ("Washington's Birthday",)


def test_company_days_are_added() -> None:
    """A full date is a rest day once, a month and day every year."""
    extra = (
        CompanyDay(date(2026, 11, 27), "Day after Thanksgiving"),
        CompanyDay(MonthDay(5, 1), "Founders' Day"),
    )
    days = DayCalendar(HolidayRules("US", extra=extra))
    assert days.names(date(2026, 11, 27)) == ("Day after Thanksgiving",)
    assert days.names(date(2027, 11, 27)) == ()
    assert [days.names(date(y, 5, 1)) for y in (2026, 2031)] == [("Founders' Day",)] * 2


def test_names_are_english_where_the_library_has_them() -> None:
    """German holidays carry English names, whatever the computer's language."""
    assert DayCalendar(HolidayRules("DE")).names(date(2026, 10, 3)) == ("German Unity Day",)


def test_a_rest_without_end_is_refused() -> None:
    """A company closed for more than a month cannot move handovers to its next workday."""
    closed = tuple(
        CompanyDay(MonthDay(month, day), "Closed") for month in (7, 8) for day in range(1, 32)
    )
    days = DayCalendar(HolidayRules(extra=closed))
    with pytest.raises(BadInput, match="more than 31 rest days in a row, from 2026-07-01"):
        days.next_workday(date(2026, 7, 1))


def test_known_names_hold_what_exclude_can_drop() -> None:
    """Plain and observed names are known, sorted; excluded ones still are."""
    names = known_holiday_names(HolidayRules("US", "NY", exclude=("Columbus Day",)), (2026, 2027))
    assert "Columbus Day" in names
    assert {"Independence Day", "Independence Day (observed)"} <= set(names)
    assert list(names) == sorted(set(names))
    assert known_holiday_names(HolidayRules(), (2026,)) == ()


def test_the_weekends_of_some_days_are_named_by_the_monday_of_their_week() -> None:
    """Both days of a weekend are one, holidays are none, and a weekend may begin on Friday."""
    week = [date(2026, 12, 7) + timedelta(days=n) for n in range(14)]
    saturdays = DayCalendar(HolidayRules(extra=(CompanyDay(week[0], "Fair"),)))
    assert saturdays.weekends(week[:5]) == ()
    assert saturdays.weekends(week[5:7]) == (date(2026, 12, 7),)
    assert saturdays.weekends(week) == (date(2026, 12, 7), date(2026, 12, 14))
    assert DayCalendar(HolidayRules(weekend=(4, 5))).weekends(week[4:5]) == (date(2026, 12, 7),)

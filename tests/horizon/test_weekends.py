"""Which days are weekends, country by country and year by year (H26, H27)."""

from datetime import date, timedelta

import holidays
import pytest
from horizon_builders import rotation, spans, track
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.horizon import DayCalendar, horizon_of, shifts_of
from rotation.horizon.days import rules_of
from rotation.model.people import Engineer
from rotation.model.rest_days import CompanyDay, HolidayRules, MonthDay

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FRI_SAT = (4, 5)


def weekend(rules: HolidayRules, monday: str) -> list[str]:
    """Return the rest days of a week, which has no holidays."""
    days, first = DayCalendar(rules), date.fromisoformat(monday)
    week = [first + timedelta(days=n) for n in range(7)]
    assert not any(days.names(day) for day in week)
    return [WEEKDAYS[day.weekday()] for day in week if days.is_rest_day(day)]


@pytest.mark.parametrize(
    ("country", "subdivision", "monday", "expected"),
    [
        (None, None, "2026-11-02", "Sat Sun"),
        ("IL", None, "2026-11-02", "Fri Sat"),
        ("IR", None, "2026-11-02", "Fri"),
        ("BN", None, "2026-11-02", "Fri Sun"),
        # The library has Sundays only, but offices close on Saturdays, too.
        ("HK", None, "2026-11-02", "Sat Sun"),
        # Countries that moved their weekend.
        ("AE", None, "2021-11-01", "Fri Sat"),
        ("AE", None, "2022-11-07", "Sat Sun"),
        ("SA", None, "2013-06-03", "Thu Fri"),
        ("SA", None, "2014-06-02", "Fri Sat"),
        # States with a weekend of their own.
        ("MY", "KUL", "2027-03-29", "Sat Sun"),
        ("MY", "KTN", "2027-03-29", "Fri Sat"),
        ("MY", "JHR", "2024-11-04", "Fri Sat"),
        ("MY", "JHR", "2025-11-03", "Sat Sun"),
    ],
)
def test_a_country_has_its_weekend(
    country: str | None, subdivision: str | None, monday: str, expected: str
) -> None:
    """Where a country rests on Fridays, its weekend of that year counts; else Saturday, Sunday."""
    assert " ".join(weekend(HolidayRules(country, subdivision), monday)) == expected


def test_the_week_in_which_a_country_moves_its_weekend() -> None:
    """The Emirates rested on Friday, 31 December 2021, and on Sunday, 2 January 2022."""
    rules = HolidayRules("AE", exclude=("New Year's Day",))
    assert weekend(rules, "2021-12-27") == ["Fri", "Sat", "Sun"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [((), ""), ((6,), "Sun"), (FRI_SAT, "Fri Sat"), ((3, 4, 5), "Thu Fri Sat")],
)
def test_a_team_may_have_a_weekend_of_its_own(chosen: tuple[int, ...], expected: str) -> None:
    """`weekend` goes before the country's, may be of any length, and holds in every year."""
    for country, monday in (("US", "2026-11-02"), ("IL", "2026-11-02"), ("AE", "2021-11-01")):
        assert " ".join(weekend(HolidayRules(country, weekend=chosen), monday)) == expected


def test_sunday_is_a_workday_in_israel() -> None:
    """A handover on Sunday stays there, and one on Friday waits until Sunday."""
    team = rotation(
        track("A", "Fri 09:00"),
        track("B", "Sun 09:00"),
        holidays=HolidayRules("IL"),
        timezone="Asia/Jerusalem",
        special_periods=(),
    )
    start, end = horizon_of(
        team, today=date(2026, 1, 1), month=None, first=date(2026, 11, 1), last=None, weeks=1
    )
    shifts = shifts_of(team, start, end)
    assert spans(shifts, "Asia/Jerusalem") == [
        ("A-2026-10-30", "2026-11-01 09:00", "2026-11-08 09:00"),
        ("B-2026-11-01", "2026-11-01 09:00", "2026-11-08 09:00"),
    ]
    assert [shift.loads.rest_days for shift in shifts] == [2, 2]


@pytest.mark.parametrize(
    ("country", "worked", "off"),
    [
        ("CN", "2026-09-20", "2026-10-06"),
        ("CN", "2026-10-10", "2026-10-07"),
        ("HU", "2026-08-08", "2026-08-21"),
        ("LV", "2026-06-27", "2026-06-22"),
        # In exchange over New Year: one year lists the day off, the other has the day worked.
        ("CN", "2005-12-31", "2006-01-03"),
        ("RU", "2024-04-27", "2024-04-29"),
    ],
)
def test_an_exchanged_day_is_worked(country: str, worked: str, off: str) -> None:
    """The day of the weekend is a workday and the day off a holiday, whatever `weekend` says."""
    day, free = date.fromisoformat(worked), date.fromisoformat(off)
    for rules in (HolidayRules(country), HolidayRules(country, weekend=(4, 5, 6))):
        days = DayCalendar(rules)
        assert day.weekday() >= 5
        assert not days.is_rest_day(day)
        assert days.next_workday(day) == day
        assert days.is_rest_day(free)
        assert any("substituted from" in name for name in days.names(free))


def test_a_company_day_on_an_exchanged_day_is_a_rest_day() -> None:
    """The company is closed although the country works."""
    rules = HolidayRules("CN", extra=(CompanyDay(date(2026, 9, 20), "Closed"),))
    assert DayCalendar(rules).is_rest_day(date(2026, 9, 20))


@pytest.mark.parametrize("name", ["Day off", "Day off (substituted from 10/10/2026)"])
def test_an_exchange_can_be_taken_back(name: str) -> None:
    """Who works on the day off rests on the day that it stands for; all exchanges or one."""
    days = DayCalendar(HolidayRules("CN", exclude=(name,)))
    assert not days.is_rest_day(date(2026, 10, 7))
    assert days.is_rest_day(date(2026, 10, 10))
    assert days.is_rest_day(date(2026, 9, 20)) == (name == "Day off")


def test_a_person_has_the_weekend_of_their_country() -> None:
    """The rotation's for who has its country; else the country's, with the categories it has."""
    rules = HolidayRules("HK", weekend=(6,), categories=("optional", "public"))

    def of(country: str | None, subdivision: str | None = None) -> HolidayRules:
        person = Engineer(
            "Ada", date(2020, 1, 1), id="ada", timezone="UTC", tracks=("A",), country=country
        )
        return rules_of(person, rules)

    assert of(None) == of("HK") == rules
    assert of("IL") == HolidayRules("IL", categories=("optional", "public"))
    assert of("DE") == HolidayRules("DE", categories=("public",))
    assert of("IL").weekend is None


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.sampled_from(sorted(holidays.list_supported_countries(include_aliases=False))),
    st.dates(date(1990, 1, 1), date(2040, 12, 1)),
)
def test_rest_days_are_those_of_the_library(country: str, first: date) -> None:
    """Over a month they are the days that the library does not call working days.

    Countries that it gives one day of rest, other than Friday, are left out.
    """
    entity = getattr(holidays, country)
    years = range(first.year - 1, first.year + 3)
    known = holidays.country_holidays(country, years=years, expand=False)
    days = DayCalendar(HolidayRules(country))
    month = [first + timedelta(days=n) for n in range(31)]
    if country in {"TH", "TW"} or entity.weekend == {6}:
        month = [day for day in month if day.weekday() != 5]
    for day in month:
        assert days.is_rest_day(day) == (not known.is_working_day(day)), day


def test_a_day_of_every_year_may_fall_on_any_weekend() -> None:
    """A company day counts as a holiday on a day of the weekend, too."""
    days = DayCalendar(HolidayRules("IL", extra=(CompanyDay(MonthDay(11, 6), "Founders' Day"),)))
    assert days.is_rest_day(date(2026, 11, 6))
    assert days.names(date(2026, 11, 6)) == ("Founders' Day",)

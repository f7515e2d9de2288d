"""A holiday and its observed day count once (H25)."""

from datetime import date, timedelta

import pytest
from horizon_builders import at, rotation
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.horizon import DayCalendar
from rotation.horizon.loads import Counter
from rotation.model.rest_days import CompanyDay, HolidayRules, MonthDay
from rotation.model.shifts import Shift, ShiftKind

ENDINGS = ("(observed)", "(estimated)", "(observed, estimated)", "(in lieu)", "(substitute day)")


def shift(rules: HolidayRules, first: str, last: str) -> Shift:
    """Return a shift from one midnight to another."""
    counter = Counter(rotation(holidays=rules, timezone="UTC"))
    return counter.shift("A", "A", ShiftKind.REGULAR, at(first, "UTC"), at(last, "UTC"))


@pytest.mark.parametrize(
    ("country", "first", "last", "names"),
    [
        # The observed day, the day itself, and both.
        ("US", "2027-12-27", "2028-01-01", ["New Year's Day"]),
        ("US", "2028-01-01", "2028-01-04", ["New Year's Day"]),
        ("US", "2027-12-27", "2028-01-03", ["New Year's Day"]),
        ("US", "2027-06-14", "2027-06-21", ["Juneteenth National Independence Day"]),
        ("US", "2027-07-01", "2027-07-08", ["Independence Day"]),
        ("US", "2027-12-23", "2028-01-03", ["Christmas Day", "New Year's Day"]),
        # Four days off, two holidays.
        ("GB", "2027-12-24", "2027-12-31", ["Christmas Day", "Boxing Day"]),
        # What the library calls otherwise than `(observed)`.
        ("KR", "2027-12-24", "2027-12-31", ["Christmas Day"]),
        ("AO", "2027-11-01", "2027-11-05", ["All Souls' Day"]),
        ("MH", "2027-12-30", "2028-01-03", ["New Year's Day"]),
        ("TH", "2027-04-30", "2027-05-04", ["National Labor Day"]),
        ("GG", "2027-12-24", "2027-12-31", ["Christmas Day", "Boxing Day"]),
        # Several days of one name, and dates that are computed.
        ("IL", "2026-09-11", "2026-09-15", ["Rosh Hashanah"]),
        ("TR", "2030-02-03", "2030-02-08", ["Eid al-Fitr"]),
        # Days off in exchange are for different days.
        (
            "CN",
            "2026-10-01",
            "2026-10-08",
            [
                "National Day",
                "Day off (substituted from 09/20/2026)",
                "Day off (substituted from 10/10/2026)",
            ],
        ),
    ],
)
def test_a_holiday_counts_once(country: str, first: str, last: str, names: list[str]) -> None:
    """Loads and names of a shift have each holiday once, by its plain name."""
    made = shift(HolidayRules(country), first, last)
    assert list(made.holidays) == names
    assert made.loads.holidays == len(names)


def test_two_holidays_on_one_day_are_two() -> None:
    """15 February 2027 is both Susan B. Anthony Day and Washington's Birthday in New York."""
    made = shift(HolidayRules("US", "NY"), "2027-02-15", "2027-02-16")
    assert made.holidays == ("Susan B. Anthony Day", "Washington's Birthday")
    assert (made.loads.holidays, made.loads.rest_days) == (2, 1)


def test_a_name_that_comes_again_later_is_another_holiday() -> None:
    """Ukraine had Christmas Day on 25 December and on 7 January; a run of days is one holiday."""
    made = shift(HolidayRules("UA", exclude=("Day off",)), "2020-12-24", "2021-01-12")
    assert made.holidays == ("Christmas Day", "New Year's Day", "Christmas Day")
    days = DayCalendar(
        HolidayRules(extra=tuple(CompanyDay(MonthDay(8, n), "Closed") for n in (*range(1, 15), 22)))
    )
    august = [date(2026, 8, n) for n in range(1, 32)]
    assert [holiday.days[-1].day for holiday in days.holidays(august)] == [14, 22]


def test_a_days_own_name_stays_whole() -> None:
    """Only the library's own endings are taken off: the company's words are its own."""
    extra = (CompanyDay(date(2026, 8, 3), "Fair (observed)"),)
    made = shift(HolidayRules("MH", extra=extra), "2026-08-03", "2026-08-04")
    assert made.holidays == ("Fair (observed)",)


def plain(name: str) -> str:
    for ending in ENDINGS:
        name = name.removesuffix(f" {ending}")
    return name


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.sampled_from([("US", "NY"), ("GB", "SCT"), ("AU", "NSW"), ("TR", None), ("CN", None)]),
    st.dates(date(2015, 1, 1), date(2040, 12, 1)),
    st.integers(1, 8),
)
def test_holidays_are_the_plain_names_of_their_days(
    place: tuple[str, str | None], first: date, length: int
) -> None:
    """In a week they are the different names of its days without the library's endings."""
    rules = HolidayRules(*place)
    days = [first + timedelta(days=n) for n in range(length)]
    made = shift(rules, str(first), str(first + timedelta(days=length)))
    names = {plain(name) for day in days for name in DayCalendar(rules).names(day)}
    assert sorted(made.holidays) == sorted(names)
    assert made.loads.holidays == len(names)

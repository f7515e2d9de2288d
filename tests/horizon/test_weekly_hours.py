"""Weekly hours as instants: days, nights, rest days, clock changes."""

import itertools
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.horizon.days import DayCalendar
from rotation.horizon.weekly_hours import WeeklyHours
from rotation.model.rest_days import HolidayRules
from rotation.model.shifts import Window
from rotation.model.tracks import DayKind, WeeklyWindow

WEEK = (0, 1, 2, 3, 4, 5, 6)
OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(9), time(17))
NIGHT = WeeklyWindow((4,), time(22), time(6), 1)
MINUTE = timedelta(minutes=1)


def hours(*windows: WeeklyWindow, zone: str = "UTC", country: str | None = None) -> WeeklyHours:
    return WeeklyHours(windows, ZoneInfo(zone), DayCalendar(HolidayRules(country)))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def between(made: WeeklyHours, first: str, last: str) -> list[str]:
    windows = made.between(utc(first), utc(last))
    return [f"{w.start:%a %H:%M} {w.end:%a %H:%M}" for w in windows]


def test_without_windows_every_instant_is_inside():
    """No windows mean always: one stretch, as it is asked for; none of no length."""
    always = hours()
    assert always.between(utc("2027-03-01"), utc("2027-03-02")) == (
        Window(utc("2027-03-01"), utc("2027-03-02")),
    )
    assert always.between(utc("2027-03-01"), utc("2027-03-01")) == ()


def test_windows_are_cut_at_the_bounds_that_are_asked_for():
    """Office hours of a week whose Monday and Friday are cut."""
    week = between(hours(OFFICE), "2027-03-01T12:00", "2027-03-05T10:00")
    assert week[0] == "Mon 12:00 Mon 17:00"
    assert week[-1] == "Fri 09:00 Fri 10:00"
    assert len(week) == 5


def test_a_night_belongs_to_the_evening_on_which_it_begins():
    """The window of Friday goes on into Saturday, also where only Saturday is asked for."""
    assert between(hours(NIGHT), "2027-03-06", "2027-03-07") == ["Sat 00:00 Sat 06:00"]


def test_windows_that_touch_are_one():
    """Days from midnight to midnight make one stretch, and so do workdays and rest days."""
    whole = WeeklyWindow((5, 6), time(0), time(0), 1)
    assert between(hours(whole), "2027-03-01", "2027-03-15") == [
        "Sat 00:00 Mon 00:00",
        "Sat 00:00 Mon 00:00",
    ]
    kinds = [WeeklyWindow(kind, time(0), time(0), 1) for kind in DayKind]
    assert between(hours(*kinds, country="US"), "2027-03-01", "2027-03-15") == [
        "Mon 00:00 Mon 00:00"
    ]


def test_workdays_and_rest_days_follow_the_holidays():
    """4 July 2027 is a Sunday, observed on Monday: a rest day with the hours of rest days."""
    made = hours(
        WeeklyWindow(DayKind.WORKDAYS, time(9), time(17)),
        WeeklyWindow(DayKind.REST_DAYS, time(10), time(12)),
        country="US",
    )
    assert between(made, "2027-07-03", "2027-07-07") == [
        "Sat 10:00 Sat 12:00",
        "Sun 10:00 Sun 12:00",
        "Mon 10:00 Mon 12:00",
        "Tue 09:00 Tue 17:00",
    ]


@pytest.mark.parametrize(
    ("day", "length"), [("2027-03-13", 7), ("2027-03-14", 8), ("2027-11-06", 9)]
)
def test_a_night_over_a_clock_change_is_an_hour_shorter_or_longer(day: str, length: int):
    """22:00 to 06:00 in New York."""
    every = WeeklyWindow(WEEK, time(22), time(6), 1)
    (night,) = [
        w
        for w in hours(every, zone="America/New_York").between(
            utc(day) + timedelta(hours=20), utc(day) + timedelta(hours=40)
        )
        if w.end - w.start > timedelta(hours=4)
    ]
    assert night.end - night.start == timedelta(hours=length)


def test_hours_that_the_clock_skips_are_none():
    """02:00 to 03:00 does not exist in New York on 14 March 2027."""
    made = hours(WeeklyWindow((6,), time(2), time(3)), zone="America/New_York")
    assert between(made, "2027-03-12", "2027-03-16") == []
    assert between(made, "2027-03-19", "2027-03-23") == ["Sun 06:00 Sun 07:00"]


def test_covers_a_stretch_only_as_a_whole():
    """A stretch inside one window is covered; one that reaches over its end is not."""
    made = hours(OFFICE)
    assert made.covers(Window(utc("2027-03-01T09:00"), utc("2027-03-01T17:00")))
    assert not made.covers(Window(utc("2027-03-01T16:00"), utc("2027-03-01T17:01")))
    assert not made.covers(Window(utc("2027-03-01T17:00"), utc("2027-03-01T18:00")))


CLOCKS = st.sampled_from([time(0), time(1, 30), time(2), time(2, 30), time(8), time(17), time(23)])


@st.composite
def weekly(draw: st.DrawFn) -> WeeklyWindow:
    days = draw(st.sampled_from([(0,), (5, 6), WEEK, *DayKind]))
    opens, closes = draw(CLOCKS), draw(CLOCKS)
    return WeeklyWindow(days, opens, closes, draw(st.integers(int(closes <= opens), 2)))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    windows=st.lists(weekly(), min_size=1, max_size=3),
    zone=st.sampled_from(["UTC", "America/New_York", "Australia/Lord_Howe", "Europe/London"]),
    first=st.sampled_from(["2027-03-11", "2027-03-26", "2026-10-23", "2027-12-24"]),
    cuts=st.lists(st.integers(1, 5 * 24 * 60), max_size=4),
)
def test_pieces_of_time_have_the_hours_of_the_whole(windows, zone, first, cuts):
    """However a stretch of time is cut, its pieces have each instant of the hours exactly once."""
    made = hours(*windows, zone=zone, country="US")
    start, end = utc(first), utc(first) + timedelta(days=5)
    edges = [start, *(start + n * MINUTE for n in sorted({*cuts})), end]
    pieces = [w for a, b in itertools.pairwise(edges) for w in made.between(a, b)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(pieces))
    whole = made.between(start, end)
    assert all(a.end < b.start for a, b in itertools.pairwise(whole))
    length = sum((w.end - w.start for w in whole), timedelta())
    assert sum((w.end - w.start for w in pieces), timedelta()) == length
    local = ZoneInfo(zone)
    for n in range(0, 5 * 24 * 60, 15):
        moment = start + n * MINUTE
        if wall_is_plain(moment, local):
            inside = any(w.start <= moment < w.end for w in whole)
            assert inside == any(_open(window, moment.astimezone(local)) for window in windows)


def wall_is_plain(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clock does not change within a day of an instant."""
    day = timedelta(days=1)
    offsets = {(moment + n * day).astimezone(zone).utcoffset() for n in (-3, 0, 1)}
    return len(offsets) == 1


def _open(window: WeeklyWindow, local: datetime) -> bool:
    """Tell whether a weekly window is open, by the definition: day by day on the wall clock."""
    calendar, clock = DayCalendar(HolidayRules("US")), local.replace(tzinfo=None)
    for back in range(4):
        day = clock.date() - timedelta(days=back)
        rests = calendar.is_rest_day(day)
        if isinstance(window.days, DayKind):
            begins = rests is (window.days is DayKind.REST_DAYS)
        else:
            begins = day.weekday() in window.days
        opens = datetime.combine(day, window.opens)
        closes = datetime.combine(day + timedelta(days=window.days_later), window.closes)
        if begins and opens <= clock < closes:
            return True
    return False

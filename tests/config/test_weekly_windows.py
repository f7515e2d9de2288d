"""Weekly hours as text."""

from datetime import time

import pytest

from rotation.config.faults import Wrong
from rotation.config.weekly_windows import overlapping, weekly_window
from rotation.model.tracks import DayKind, WeeklyWindow

WEEK = (0, 1, 2, 3, 4, 5, 6)
WEEKEND = (5, 6)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Mon-Fri 08:00-18:00", WeeklyWindow((0, 1, 2, 3, 4), time(8), time(18))),
        (" monday-friday  8:00 - 18:00 ", WeeklyWindow((0, 1, 2, 3, 4), time(8), time(18))),
        ("Sat-Mon 10:00-12:00", WeeklyWindow((0, 5, 6), time(10), time(12))),
        ("Mon, Wed 10:00-12:00", WeeklyWindow((0, 2), time(10), time(12))),
        ("22:00-06:00", WeeklyWindow(WEEK, time(22), time(6), 1)),
        ("Sun 00:00-24:00", WeeklyWindow((6,), time(), time(), 1)),
        ("Sat-Sun", WeeklyWindow((5, 6), time(), time(), 1)),
        ("workdays 09:00-17:00", WeeklyWindow(DayKind.WORKDAYS, time(9), time(17))),
        ("rest_days", WeeklyWindow(DayKind.REST_DAYS, time(), time(), 1)),
        ("Fri 17:00-Mon 09:00", WeeklyWindow((4,), time(17), time(9), 3)),
        ("Fri 17:00-Sun 24:00", WeeklyWindow((4,), time(17), time(), 3)),
        ("Mon 08:00-Mon 18:00", WeeklyWindow((0,), time(8), time(18))),
        ("Fri 17:00-Fri 09:00", WeeklyWindow((4,), time(17), time(9), 7)),
    ],
)
def test_a_window_is_days_and_hours(text: str, window: WeeklyWindow):
    """Days may be left out, and so may hours; a window may reach over midnight or the weekend."""
    assert weekly_window(text) == window


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("", "'' is not a window", "write days and hours"),
        ("Mon 08:00", "'Mon 08:00' is not a window", "write days and hours"),
        ("Mon 25:00-26:00", "there is no time 25:00", "a day runs from 00:00 to 23:59"),
        ("Mon 24:00-26:00", "there is no time 24:00", "a day runs from 00:00 to 23:59"),
        ("Mo-Fri 08:00-18:00", "unknown weekday 'Mo'", "did you mean 'Mon'?"),
        ("Mon-Wed-Fri 08:00-18:00", "is not a range of weekdays", "write it as Mon-Fri"),
        ("workday 08:00-18:00", "unknown days 'workday'", "did you mean 'workdays'?"),
        ("restdays 08:00-18:00", "unknown days 'restdays'", "did you mean 'rest_days'?"),
    ],
)
def test_what_is_wrong_is_named_with_a_fix(text: str, what: str, hint: str):
    """Each fault says what to write."""
    with pytest.raises(Wrong) as problem:
        weekly_window(text)
    assert what in problem.value.what
    assert hint in problem.value.hint


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (["Mon-Fri 08:00-18:00", "Sat 08:00-18:00"], None),
        (["Mon-Fri 08:00-18:00", "Fri 17:00-20:00"], (0, 1)),
        (["Mon-Fri 08:00-18:00", "Mon-Fri 18:00-20:00"], None),
        (["workdays 09:00-17:00", "rest_days 10:00-16:00"], None),
        (["workdays 09:00-17:00", "Mon 10:00-12:00"], (0, 1)),
        (["Sun 22:00-06:00", "Mon 05:00-07:00"], (0, 1)),
        (["Fri 17:00-Mon 09:00", "Sat 10:00-12:00"], (0, 1)),
        (["Mon-Tue 10:00-12:00", "Fri-Sat 00:00-24:00", "Sat 23:00-01:00"], (1, 2)),
    ],
)
def test_overlapping_windows_are_known(texts: list[str], places: tuple[int, int] | None):
    """Windows overlap in a plain week, over midnight and over its end as well."""
    assert overlapping([weekly_window(text) for text in texts], WEEKEND) == places


def test_a_window_may_overlap_itself():
    """A window that goes on when it begins again."""
    assert overlapping([WeeklyWindow((0, 1), time(8), time(9), 1)], WEEKEND) == (0, 0)
    assert overlapping([WeeklyWindow((0, 1), time(8), time(8), 1)], WEEKEND) is None

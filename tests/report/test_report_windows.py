"""The time line of a track that has hours."""

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

from tests.teams import make_team, plannable, weekly

from rotation.export.report.shapes import LANE, TRACK, Box
from rotation.export.report.timeline import timelines
from rotation.model.rest_days import HolidayRules
from rotation.model.tracks import Track, WeeklyWindow
from rotation.plans.report_data import report_data

OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(9), time(17))


def boxes(windows: tuple[WeeklyWindow, ...]) -> tuple[list[Box], list[Box]]:
    """Return the boxes of the track's row, and those of the lanes of people."""
    plain = weekly("EU", "Mon 00:00").settings[0]
    track = Track("EU", (replace(plain, windows=windows),))
    team = plannable(make_team("ada", "ben", tracks=(track,), timezone="UTC", goals=("open",)))
    plan = team.plan(start=date(2027, 1, 4), end=date(2027, 1, 11), today=date(2026, 12, 1))
    (chart,) = timelines(report_data(plan, "", {}))
    held = [shape for shape in chart.shapes if isinstance(shape, Box) and shape.person is not None]
    rows = [box for box in held if box.height == TRACK - 10]
    return rows, [box for box in held if box.height == LANE - 6]


def test_a_holiday_belongs_to_the_night_that_begins_on_it() -> None:
    """At noon of Epiphany nobody is on call at night: the night of the day is meant (H10)."""
    track = weekly("N", *(f"{day} 19:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")))
    nights = (WeeklyWindow((0, 1, 2, 3, 4, 5, 6), time(19), time(7), 1),)
    own = Track("N", tuple(replace(s, windows=nights) for s in track.settings))
    team = plannable(make_team("ada", "ben", tracks=(own,), holidays=HolidayRules("AT")))
    plan = team.plan(start=date(2027, 1, 4), end=date(2027, 1, 9), today=date(2027, 1, 1))
    (epiphany,) = (h for h in report_data(plan, "", {}).holidays if h.day == date(2027, 1, 6))
    assert [line.shift.id for line in epiphany.lines] == ["N-2027-01-06"]


def test_a_lane_has_the_hours_on_call_and_a_row_the_shift() -> None:
    """A week of office hours is five boxes of its holder, and one of its track."""
    (around,), (whole,) = boxes(())
    (shift,), hours = boxes((OFFICE,))
    assert (around.x, around.width) == (shift.x, shift.width) == (whole.x, whole.width)
    assert len(hours) == 5
    day = (shift.width + 2) / 7
    for before, after in pairwise(hours):
        assert abs((after.x - before.x) - day) < 0.01
    assert all(abs(box.width + 2 - day / 3) < 0.01 for box in hours)

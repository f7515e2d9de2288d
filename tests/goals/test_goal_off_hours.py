"""The goal `off_hours` (G24): hours of workdays outside working hours, by the track's clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.solve.every_roster import keeping
from tests.teams import handover, make_team, plannable

from rotation.goals import fitting, named
from rotation.horizon.days import DayCalendar
from rotation.horizon.hours import HourSplitter
from rotation.model.problem import Problem
from rotation.model.rest_days import HolidayRules
from rotation.model.roster import Roster
from rotation.model.settings import PaySettings
from rotation.model.tracks import Track, TrackSettings
from rotation.problems.off_hours import off_hours_of
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    make_held,
    make_problem,
    make_shift,
    tiny_problems,
)

(OFF_HOURS,) = named(["off_hours"])
MORNINGS = [(f"2026-12-{day:02d}T00:00", f"2026-12-{day:02d}T08:00") for day in range(1, 12)]


def test_only_hours_outside_working_hours_count() -> None:
    """A week has more hours than a day has, and here less of those that count."""
    early = make_shift("A-2026-12-08", days=1)
    late = make_shift("B-2026-12-08", days=7)
    before = make_shift("A-2026-12-03", days=1)
    problem = make_problem(
        ["ada", "ben"],
        [early, late],
        carried=[make_held(before, "ben")],
        off_hours={"A": MORNINGS, "B": MORNINGS[7:8]},
        start="2026-12-08",
    )
    # Eight hours were carried, and eight of each shift are planned: twelve are anybody's share.
    alone = Roster({early.id: "ada", late.id: "ada"})
    shared = Roster({early.id: "ada", late.id: "ben"})
    assert list(OFF_HOURS.measure(problem, alone)) == [2 * Fraction(4) ** 2]
    assert list(OFF_HOURS.measure(problem, shared)) == [2 * Fraction(4) ** 2]
    assert list(OFF_HOURS.measure(problem, Roster({early.id: "ben", late.id: "ben"}))) == [288]


def test_without_off_hours_there_is_nothing_to_count() -> None:
    """The goal applies where a planned shift has some."""
    shifts = [make_shift("A-2026-12-08", days=1)]
    assert fitting([OFF_HOURS], make_problem(["ada"], shifts)) == ()
    counted = make_problem(["ada"], shifts, off_hours={"A": MORNINGS})
    assert fitting([OFF_HOURS], counted) == (OFF_HOURS,)


def _with_mornings(problem: Problem) -> Problem:
    """Return a tiny problem in which some hours of each track are off hours."""
    first = min(shift.start for shift in problem.shifts).replace(hour=0) - timedelta(days=30)
    days = [first + timedelta(days=n) for n in range(90)]
    hours = {
        "A": [(day + timedelta(hours=3), day + timedelta(hours=10, minutes=7)) for day in days],
        "B": [(day + timedelta(hours=20), day + timedelta(hours=27)) for day in days],
    }
    return replace(problem, off_hours=make_problem([], [], off_hours=hours).off_hours)


@settings(max_examples=30, derandomize=True, deadline=None)
@given(tiny_problems().map(_with_mornings))
def test_posted_as_it_is_measured(problem: Problem) -> None:
    """The model means the same number for every roster of a tiny problem."""
    assert_goal_agrees(OFF_HOURS, problem)


@settings(max_examples=8, derandomize=True, deadline=None)
@given(tiny_problems().map(_with_mornings))
def test_solved_as_well_as_by_enumeration(problem: Problem) -> None:
    """The proved value is the least of all rosters that keep the rules, behind open shifts."""
    assume((len(problem.people) + 1) ** len(problem.shifts) <= 700)
    allowed = keeping(problem)
    assume(allowed)
    goals = named(["open", "off_hours"])
    solved = solve(problem, DEFAULT_RULES, goals)
    values = [[v for goal in goals for v in goal.measure(problem, r)] for r in allowed]
    assert [objective.value for objective in solved.objectives] == min(values)
    assert all(objective.proved for objective in solved.objectives)


# -- whose hours these are ----------------------------------------------------------------------


@settings(max_examples=30, derandomize=True, deadline=None)
@given(
    st.sampled_from(("America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Beirut")),
    st.sampled_from((None, "US", "AE")),
    st.sampled_from(((9, 17), (0, 8), (16, 23))),
    st.sampled_from((date(2027, 3, 12), date(2027, 3, 26), date(2027, 12, 23))),
    st.lists(st.integers(1, 3000), min_size=1, max_size=3),
)
def test_off_hours_are_those_of_the_ledger(
    zone: str,
    country: str | None,
    working: tuple[int, int],
    day: date,
    lengths: list[int],
) -> None:
    """By the track's clock and holidays they are what F13 counts by the rotation's."""
    rules = HolidayRules(country=country)
    opens, closes = (time(hour) for hour in working)
    moments = (handover("Mon 09:00"),)
    track = Track("A", (TrackSettings(moments, timezone=zone, holidays=rules),))
    team = make_team("ada", tracks=(track,), pay=PaySettings(working_hours=(opens, closes)))
    moment, windows = datetime(day.year, day.month, day.day, 5, tzinfo=UTC), []
    for length in lengths:
        windows.append((moment, moment + timedelta(minutes=length)))
        moment += timedelta(minutes=length + 30)
    shift = make_shift(f"A-{day}", days=9, start=windows[0][0], windows=windows)
    splitter = HourSplitter(ZoneInfo(zone), DayCalendar(rules), (opens, closes))
    expected = sum((splitter.split(*window).off_hours for window in windows), timedelta())
    assert off_hours_of(team, [shift])["A"].within(shift) == expected


def test_two_tracks_by_two_clocks() -> None:
    """At 03:00 UTC it is night in Lisbon and noon in Tokyo, and at noon the other way round."""
    zones = {"A": "Europe/Lisbon", "B": "Asia/Tokyo"}
    moments = (handover("Mon 00:00"),)
    team = make_team(
        "ada",
        "ben",
        tracks=tuple(
            Track(name, (TrackSettings(moments, timezone=z),)) for name, z in zones.items()
        ),
        timezone="UTC",
        min_rest_days=0,
        goals=("open", "off_hours"),
    )
    problem = plannable(team).problem(today=date(2026, 12, 1), start=date(2027, 1, 4), weeks=1)
    for hour, off in ((3, ["A"]), (12, ["B"])):
        moment = datetime(2027, 1, 5, hour, tzinfo=UTC)
        windows = [(moment, moment + timedelta(hours=1))]
        shift = make_shift("A-2027-01-04", windows=windows)
        spans = {track: hours.within(shift) for track, hours in problem.off_hours.items()}
        assert [track for track, span in spans.items() if span] == off
        assert set(spans.values()) == {timedelta(), timedelta(hours=1)}

"""The goal `night_hours` (G23, F20): nights of people's own clocks, few and then shared fairly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.solve.every_roster import keeping
from tests.teams import handover, make_team, member, plannable

from rotation.goals import fitting, named
from rotation.goals.night_hours import night_shares
from rotation.model.clock_hours import ClockHours
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, Window
from rotation.model.tracks import Track, TrackSettings, WeeklyWindow
from rotation.problems.nights import nights_of
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

(NIGHT_HOURS,) = named(["night_hours"])
MINUTE = timedelta(minutes=1)


def _night(shift: str, first: str, last: str, **fields: object) -> Shift:
    """Return a shift of one day with one window."""
    return make_shift(shift, days=1, windows=[(first, last)], **fields)  # type: ignore[arg-type]


EARLY = _night("A-2026-12-07", "2026-12-07T00:00", "2026-12-07T08:00")
LATE = _night("B-2026-12-07", "2026-12-07T16:00", "2026-12-08")
NIGHTS = [("2026-12-06T22:00", "2026-12-07T06:00"), ("2026-12-07T22:00", "2026-12-08T06:00")]
ELSEWHERE = [("2026-12-07T14:00", "2026-12-07T18:00")]


def _measured(problem: Problem, *holders: str | None) -> list[Fraction]:
    ids = [shift.id for shift in problem.shifts]
    return list(NIGHT_HOURS.measure(problem, Roster(dict(zip(ids, holders, strict=True)))))


def test_a_night_is_the_holders_own() -> None:
    """One shift is six hours of night for Ada and none for Ben, and the other two for each."""
    people = [make_person("ada", nights=NIGHTS), make_person("ben", nights=ELSEWHERE)]
    problem = make_problem(people, [EARLY, LATE])
    assert night_shares(problem) == {"ada": (360 + 120) / 2, "ben": 120 / 2}
    # Ada is 4 hours above or below her share of 4, or 2 below it; Ben's share is 1.
    assert _measured(problem, "ada", "ben") == [480, 2**2 + 1]
    assert _measured(problem, "ben", "ada") == [120, 2**2 + 1]
    assert _measured(problem, "ada", "ada") == [480, 4**2 + 1]
    assert _measured(problem, "ben", "ben") == [120, 4**2 + 1]
    assert _measured(problem, None, None) == [0, 4**2 + 1]


def test_shares_go_by_weight_among_those_who_may_hold_a_shift() -> None:
    """Cy serves the other track only, Ben works half as much, and Dan knows nothing of it."""
    needs = replace(EARLY, needs=("x",))
    people = [
        make_person("ada", weight=2, nights=NIGHTS, skills=["x"]),
        make_person("ben", weight=1, nights=NIGHTS, skills=["x"]),
        make_person("cy", weight=9, nights=NIGHTS, tracks=["B"], skills=["x"]),
        make_person("dan", weight=9, nights=NIGHTS, tracks=["A"]),
        make_person("eve", weight=9, nights=NIGHTS, skills=["x"], present=False),
    ]
    assert night_shares(make_problem(people, [needs])) == {
        "ada": 240,
        "ben": 120,
        "cy": 0,
        "dan": 0,
    }


def test_history_counts_and_a_lock_has_a_part() -> None:
    """What was carried is shared out among those who may hold it now, and whoever had it."""
    before = _night("A-2026-12-01", "2026-12-01T00:00", "2026-12-01T04:00")
    nights = [("2026-12-01T00:00", "2026-12-01T04:00"), *NIGHTS]
    people = [
        make_person("ada", tracks=["A"], nights=nights),
        make_person("ben", tracks=["B"], nights=nights),
    ]
    problem = make_problem(
        people,
        [EARLY, LATE],
        carried=[make_held(before, "ben")],
        locks=[make_lock(EARLY.id, "ben")],
        start="2026-12-07",
    )
    assert night_shares(problem) == {"ada": 120 + 180, "ben": 120 + 180 + 120}
    # Ada holds none of her 5 hours; Ben has 4 + 6 + 2 where 7 are his share.
    assert _measured(problem, "ben", "ben") == [480, 5**2 + 5**2]


def test_what_a_track_counts_is_its_weight() -> None:
    """A third of 121 minutes is 41 begun minutes of the total, and exact in the squares."""
    third = _night("A-2026-12-07", "2026-12-07T22:00", "2026-12-08T00:01", counts=Fraction(1, 3))
    problem = make_problem([make_person("ada", nights=NIGHTS), make_person("ben")], [third])
    assert night_shares(problem) == {"ada": Fraction(121, 6), "ben": 0}
    assert _measured(problem, "ada") == [41, Fraction(121, 6 * 60) ** 2]
    assert_goal_agrees(NIGHT_HOURS, problem)


def test_without_a_night_there_is_nothing_to_count() -> None:
    """The goal applies where a shift has a night for somebody."""
    day = _night("A-2026-12-07", "2026-12-07T08:00", "2026-12-07T16:00")
    by_day = make_problem([make_person("ada", nights=NIGHTS)], [day])
    assert fitting([NIGHT_HOURS], by_day) == ()
    at_night = make_problem([make_person("ada", nights=NIGHTS), "ben"], [day, LATE])
    assert fitting([NIGHT_HOURS], at_night) == (NIGHT_HOURS,)


@st.composite
def _dark(draw: Callable[..., object]) -> Problem:
    """Return a tiny problem in which everybody has nights of one of three clocks, or none."""
    problem = draw(tiny_problems())
    assert isinstance(problem, Problem)
    first = min(shift.start for shift in problem.shifts) - timedelta(days=30)

    def nights(hour: int, length: int) -> list[tuple[datetime, datetime]]:
        begins = [first.replace(minute=0) + timedelta(days=n, hours=hour) for n in range(90)]
        return [(begin, begin + timedelta(minutes=length)) for begin in begins]

    clocks = [[], nights(22, 480), nights(9, 480), nights(3, 457)]

    def person(somebody: Person) -> Person:
        clock = draw(st.sampled_from(clocks))
        return replace(somebody, nights=make_person("x", nights=clock).nights)  # type: ignore[arg-type]

    return replace(problem, people=tuple(map(person, problem.people)))


@settings(max_examples=40, derandomize=True, deadline=None)
@given(_dark())
def test_posted_as_it_is_measured(problem: Problem) -> None:
    """The model means the same numbers for every roster of a tiny problem."""
    assert_goal_agrees(NIGHT_HOURS, problem)


@settings(max_examples=12, derandomize=True, deadline=None)
@given(_dark())
def test_solved_as_well_as_by_enumeration(problem: Problem) -> None:
    """The proved values are the least of all rosters that keep the rules, behind open shifts."""
    assume((len(problem.people) + 1) ** len(problem.shifts) <= 700)
    allowed = keeping(problem)
    assume(allowed)
    goals = named(["open", "night_hours"])
    solved = solve(problem, DEFAULT_RULES, goals)
    values = [[v for goal in goals for v in goal.measure(problem, r)] for r in allowed]
    assert [objective.value for objective in solved.objectives] == min(values)
    assert all(objective.proved for objective in solved.objectives)


# -- whose nights these are ---------------------------------------------------------------------


def _minutes_at_night(nights: ClockHours, shift: Shift) -> int:
    """Count minute by minute what `ClockHours` adds up."""
    zone, count = ZoneInfo(nights.clock), 0
    for window in shift.windows:
        for n in range((window.end - window.start) // MINUTE):
            hour = (window.start + n * MINUTE).astimezone(zone).hour
            count += hour >= 22 or hour < 6
    return count


ZONES = ("Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")


@settings(max_examples=25, derandomize=True, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.sampled_from((date(2027, 1, 4), date(2027, 3, 13), date(2027, 3, 27), date(2027, 10, 30))),
    st.integers(0, 47),
    st.lists(st.integers(30, 1500), min_size=1, max_size=3),
)
def test_nights_are_those_of_the_clock(zone: str, day: date, half: int, lengths: list[int]) -> None:
    """From 22:00 to 06:00 of the zone, through clock changes, to the minute."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + 30 * half * MINUTE
    windows = []
    for length in lengths:
        windows.append((moment, moment + length * MINUTE))
        moment += (length + 45) * MINUTE
    shift = make_shift(f"A-{day}", days=9, start=windows[0][0], windows=windows)
    nights = nights_of(make_team(member("ada", timezone=zone)), [shift])["ada"]
    assert nights.within(shift) == _minutes_at_night(nights, shift) * MINUTE


def test_nobody_pays_for_nights_that_no_goal_counts() -> None:
    """They are made when they are asked for, once for all people of a zone."""
    made = []

    def make() -> tuple[Window, ...]:
        made.append(1)
        return ()

    nights = ClockHours("UTC", make)
    assert not made
    assert [nights.within(EARLY), nights.within(LATE)] == [timedelta(), timedelta()]
    assert len(made) == 1


def test_two_regions_take_the_day() -> None:
    """Tokyo has the first half of each day without a night, Lisbon the second with two hours."""
    zones = dict.fromkeys(("ada", "ben"), "Asia/Tokyo")
    zones |= dict.fromkeys(("cy", "dan"), "Europe/Lisbon")
    daily = tuple(range(7))
    halves = {
        "A": WeeklyWindow(daily, time(0), time(12)),
        "B": WeeklyWindow(daily, time(12), time(0), days_later=1),
    }
    team = make_team(
        *(member(who, timezone=zone) for who, zone in zones.items()),
        tracks=tuple(
            Track(name, (TrackSettings((handover("Mon 00:00"),), windows=(window,)),))
            for name, window in halves.items()
        ),
        timezone="UTC",
        min_rest_days=0,
        goals=("open", "night_hours"),
    )
    plan = plannable(team).plan(today=date(2026, 12, 1), start=date(2027, 1, 4), weeks=2)
    values = {objective.title: objective.value for objective in plan.objectives}
    # Each could have had 28 hours: Ada and Ben have none, Cy and Dan a week of 14 each.
    assert values["time on call at night, by the holder's clock"] == 2 * 7 * 120
    assert values["night hours: squared differences from fair shares"] == 2 * (28**2 + 14**2)
    assert {plan.roster["B-2027-01-04"], plan.roster["B-2027-01-11"]} == {"cy", "dan"}
    assert {plan.roster["A-2027-01-04"], plan.roster["A-2027-01-11"]} <= {"ada", "ben"}

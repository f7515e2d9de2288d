from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction

from rotation.goals.own_gaps import own_even_gaps
from rotation.model.people import Engineer
from rotation.model.problem import BlockKind
from rotation.model.rest_days import MonthDay
from rotation.model.settings import RotationData
from rotation.model.shifts import Loads, ShiftKind
from rotation.model.tracks import Handover, SpecialPeriod, Track, TrackSettings
from rotation.problems import build_problem
from rotation.testing import make_block, make_held, make_person, make_problem, make_shift

WEEKS = [make_shift(f"A-2026-12-{day:02d}") for day in (7, 14, 21, 28)]
LONG_AGO = "2000-01-01"


def test_equal_people_come_round_in_turn() -> None:
    """Two people, 28 days and four weeks: each holds two, 14 days apart from start to start."""
    problem = make_problem(["ada", "ben"], WEEKS)
    assert own_even_gaps(problem) == {"ada": 28 / Fraction(2) - 7, "ben": 7}


def test_a_part_timer_has_a_longer_gap() -> None:
    """Somebody with half the weight holds 4/3 of the four weeks, the other 8/3."""
    people = [make_person("ada", weight=2), make_person("ben")]
    gaps = own_even_gaps(make_problem(people, WEEKS))
    assert gaps == {"ada": Fraction(28 * 3, 8) - 7, "ben": Fraction(28 * 3, 4) - 7}


def test_a_capacity_that_changes_shares_the_shifts_of_its_days() -> None:
    """Full time for two weeks and half for two: 2 x 1/2 + 2 x 1/3 of the weeks, the other 7/3."""
    changed = ((datetime(2026, 12, 21, tzinfo=UTC), Fraction(1, 2)),)
    # 393 days in the window, of which 14 count half.
    people = [make_person("ada", weight=386, capacities=changed), make_person("ben", weight=393)]
    gaps = own_even_gaps(make_problem(people, WEEKS))
    assert gaps == {"ada": Fraction(28 * 3, 5) - 7, "ben": Fraction(28 * 3, 7) - 7}


def test_a_newcomer_is_measured_by_the_days_served() -> None:
    """Who serves for half of the time has half of its shifts, and so the gap of anybody else."""
    grace = make_block(LONG_AGO, "2026-12-21", kind=BlockKind.GRACE)
    # Weights count days served: 393 in the window of 365 days and the horizon, or 14.
    people = [make_person("ada", weight=393), make_person("ben", weight=14, blocks=[grace])]
    gaps = own_even_gaps(make_problem(people, WEEKS))
    assert gaps == {"ada": Fraction(28, 3) - 7, "ben": 14 - 7}


def test_a_leaver_is_measured_by_the_days_before() -> None:
    """The shifts that nominally begin before somebody leaves are shared out with them."""
    gone = make_block("2026-12-16", "2100-01-01", kind=BlockKind.GONE)
    people = [make_person("ada", weight=393), make_person("ben", weight=374, blocks=[gone])]
    gaps = own_even_gaps(make_problem(people, WEEKS))
    # Ben is there for nine days, in which two shifts begin, shared by two.
    assert gaps["ben"] == 9 - 7
    assert gaps["ada"] == Fraction(28, 3) - 7


def test_time_off_changes_nothing() -> None:
    """A vacation lowers no share, and so no even gap."""
    away = make_block("2026-12-14", "2026-12-28")
    people = [make_person("ada", blocks=[away]), make_person("ben")]
    assert own_even_gaps(make_problem(people, WEEKS)) == {"ada": 7, "ben": 7}


def test_tracks_are_not_pooled() -> None:
    """Two people share track A; who is alone on track B holds every shift of it."""
    other = [make_shift(f"B-2026-12-{day:02d}") for day in (7, 14, 21, 28)]
    people = [make_person(p, tracks=t) for p, t in (("ada", "A"), ("ben", "A"), ("chi", "B"))]
    assert own_even_gaps(make_problem(people, WEEKS + other)) == {"ada": 7, "ben": 7, "chi": 0}


def test_who_serves_two_tracks_holds_no_more_than_others_where_that_can_be() -> None:
    """Tracks that share people are shared out evenly: nobody is counted once a track."""
    other = [make_shift(f"B-2026-12-{day:02d}") for day in (7, 14, 21, 28)]
    people = [make_person("ada"), make_person("ben"), make_person("chi", tracks="B")]
    gaps = own_even_gaps(make_problem(people, WEEKS + other))
    assert set(gaps.values()) == {Fraction(28 * 3, 8) - 7}
    # Ada alone has track A to do, and so no part of track B.
    people = [make_person("ada"), *(make_person(p, tracks="B") for p in ("ben", "chi"))]
    gaps = own_even_gaps(make_problem(people, WEEKS + other))
    assert gaps == {"ada": 0, "ben": 7, "chi": 7}


def test_many_tracks_that_share_people_are_not_pooled() -> None:
    """Of thirteen tracks somebody serves all and somebody one: twelve shifts and one."""
    names = "ABCDEFGHIJKLM"
    shifts = [make_shift(f"{name}-2026-12-07") for name in names]
    people = [make_person("ada", tracks=names), make_person("ben", tracks="A")]
    gaps = own_even_gaps(make_problem(people, shifts))
    assert gaps == {"ada": Fraction(7, 12) - 7, "ben": 0}


def test_a_special_period_does_not_stretch_the_gap() -> None:
    """Christmas week: its days are left out with the shifts that do not begin in them."""
    plain = make_problem(["ada", "ben"], WEEKS[:3], end="2026-12-28")
    volunteer = [
        make_shift(f"A-2026-12-{day}", days=2, kind=ShiftKind.VOLUNTEER) for day in (28, 30)
    ]
    # The next week begins late, when the period is over; its nominal handover lies inside.
    late = make_shift("A-2026-12-29", days=3, start="2027-01-01")
    christmas = make_problem(["ada", "ben"], [*WEEKS[:3], *volunteer, late], end="2027-01-01")
    assert own_even_gaps(plain) == own_even_gaps(christmas) == {"ada": 7, "ben": 7}


def test_a_special_period_in_progress_is_left_out() -> None:
    """The volunteer shift in which the horizon begins is somebody's: no ordinary day."""
    running = make_shift("A-2026-12-06", days=2, kind=ShiftKind.VOLUNTEER)
    problem = make_problem(
        ["ada", "ben"], WEEKS[1:], carried=[make_held(running, "ada")], start="2026-12-07"
    )
    # 27 of 28 days, three shifts.
    assert own_even_gaps(problem)["ada"] == Fraction(27 * 2, 3) - 7


def test_the_rest_of_a_week_behind_a_special_period_began_before() -> None:
    """Where the id of a remainder names its start, its nominal handover counts all the same."""
    engineers = tuple(
        Engineer(name.title(), date(2020, 1, 1), id=name, timezone="UTC", tracks=("A",))
        for name in ("ada", "ben")
    )
    # Monday 29 December 2025 is the date of a volunteer shift: the remainder is A-2026-01-02.
    christmas = SpecialPeriod("Christmas week", MonthDay(12, 25), MonthDay(1, 1))
    rotation = RotationData(
        name="Two",
        calendar_id="two",
        timezone="UTC",
        tracks=(Track("A", (TrackSettings((Handover(0, time(11)),)),)),),
        engineers=engineers,
        special_periods=(christmas,),
    )
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    problem = build_problem(rotation, start, end, date(2025, 12, 1))
    regular = [shift.id for shift in problem.regular()]
    assert regular[:2] == ["A-2026-01-02", "A-2026-01-05"]
    assert len(regular) == 5
    # 30 days and four weeks, two each.
    assert own_even_gaps(problem) == {"ada": 15 - 7, "ben": 15 - 7}


def test_the_shift_in_progress_is_left_out() -> None:
    """A shift that nominally began before the horizon is nobody's share of it."""
    begun = make_problem(["ada", "ben"], WEEKS, start="2026-12-09")
    assert own_even_gaps(begun)["ada"] == Fraction(26 * 2, 3) - 7
    moved = make_shift("A-2026-12-07", start="2026-12-09", days=5)
    assert own_even_gaps(make_problem(["ada", "ben"], [moved, *WEEKS[1:]])) == own_even_gaps(begun)


def test_a_split_shift_is_one() -> None:
    """The parts of a split shift are one shift of their common length."""
    part = make_shift("A-2026-12-07", days=4)
    other = make_shift("A-2026-12-07", days=3, start="2026-12-11", loads=Loads(days=3))
    parts = [part, replace(other, id="A-2026-12-07+2"), *WEEKS[1:]]
    assert own_even_gaps(make_problem(["ada", "ben"], parts)) == {"ada": 7, "ben": 7}


def test_who_has_no_share_has_no_even_gap() -> None:
    """Whoever is not present, weighs nothing or serves a track without shifts is left out."""
    people = [
        make_person("ada"),
        make_person("ben", present=False),
        make_person("chi", tracks=["B"]),
        make_person("dee", weight=0),
    ]
    assert own_even_gaps(make_problem(people, WEEKS)) == {"ada": 0}
    assert own_even_gaps(make_problem(people, [])) == {}

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.solve.every_roster import keeping

from rotation.analysis.home import uncovered_hours
from rotation.goals import Few, fitting, named, replanning, rounds_first
from rotation.goals.home import stretches
from rotation.goals.wishes import Wishes, missed
from rotation.model.people import Wish
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.rounds import Round
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.statements.view import ModelView
from rotation.testing import (
    assert_goal_agrees,
    instant,
    make_held,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

A = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
B = [make_shift("B-2026-12-09"), make_shift("B-2026-12-16")]


def wish(person: str, start: str, end: str, *, wanted: bool) -> Wish:
    return Wish(person, instant(start), instant(end), wanted, f"{start} to {end}")


def hours(*spans: tuple[str, str]) -> tuple:
    return tuple((instant(start), instant(end)) for start, end in spans)


def wishing(problem: Problem, seed: int) -> Problem:
    """Add wishes, a home zone and its hours to a problem, by the bits of a number."""
    first, last = problem.shifts[0], problem.shifts[-1]
    names = [p.id for p in problem.people]
    wishes = (
        Wish(names[seed % 2], first.start, first.end, bool(seed & 2)),
        Wish(names[0], last.start, last.end, bool(seed & 4)),
        Wish(names[1], first.start, last.end, bool(seed & 8)),
    )
    middle = first.start + (last.end - first.start) / 2
    spans = ((first.start, middle), (middle, last.end))
    return replace(problem, wishes=wishes, at_home=frozenset(names[:1]), home_hours=spans)


def test_wishes_about_dates_are_counted_one_by_one() -> None:
    """A held unwanted shift counts once, and so does a wanted interval without a shift."""
    wishes = (
        wish("ada", "2026-12-08", "2026-12-09", wanted=False),
        wish("ada", "2026-12-12", "2026-12-13", wanted=False),
        wish("ben", "2026-12-13", "2026-12-15", wanted=True),
        wish("chi", "2026-10-01", "2026-10-02", wanted=True),
    )
    problem = replace(make_problem(["ada", "ben", "chi"], A), wishes=wishes)
    (goal,) = fitting(named(["wishes"]), problem)
    assert [tier.part for tier in goal.tiers] == ["dates"]
    for holders, value in ((("ada", "chi"), 2), (("ada", "ben"), 1), (("ben", "ada"), 0)):
        roster = Roster(dict(zip((s.id for s in A), holders, strict=True)))
        assert goal.measure(problem, roster) == [value]


def test_a_wish_served_before_the_horizon_is_none() -> None:
    """Somebody on call by a carried shift on the wanted day has what they want."""
    wanted = (wish("ada", "2026-12-06", "2026-12-08", wanted=True),)
    before = make_held(make_shift("A-2026-11-30"), "ada")
    problem = replace(make_problem(["ada", "ben"], A, carried=[before]), wishes=wanted)
    assert fitting(named(["wishes"]), problem) == ()


def test_working_hours_are_cut_where_shifts_change() -> None:
    """Minutes count where no shift that runs then is held by somebody from home."""
    problem = replace(
        make_problem(["ada", "ben", "chi"], [*A, *B]),
        at_home=frozenset({"ada"}),
        home_hours=hours(
            ("2026-12-08T14:00", "2026-12-08T22:00"),  # only A-2026-12-07 runs
            ("2026-12-08T22:00", "2026-12-09T01:00"),  # B begins at midnight
            ("2026-12-21T14:00", "2026-12-21T15:00"),  # A-2026-12-14 has ended
        ),
    )
    assert [(s.shifts, s.minutes) for s in stretches(problem)] == [
        (("A-2026-12-07",), 600),
        (("A-2026-12-07", "B-2026-12-09"), 60),
        (("B-2026-12-16",), 60),
    ]
    (goal,) = fitting([Wishes()], problem)
    assert [tier.part for tier in goal.tiers] == ["home"]
    ids = ("A-2026-12-07", "A-2026-12-14", "B-2026-12-09", "B-2026-12-16")
    for holders, minutes in (
        (("ada", "ben", "chi", None), 60),
        (("ben", "chi", "ada", "chi"), 660),
        (("ben", "chi", None, "ada"), 660),
    ):
        roster = Roster(dict(zip(ids, holders, strict=True)))
        assert goal.measure(problem, roster) == [minutes], holders
    uncovered = uncovered_hours(problem, roster)
    assert uncovered == list(hours(("2026-12-08T14:00", "2026-12-09T01:00")))


def test_hours_covered_from_outside_are_left_out() -> None:
    """Somebody from home who is on call by a carried shift covers its hours."""
    running = make_held(make_shift("B-2026-12-02"), "ada")
    problem = replace(
        make_problem(["ada", "ben"], A, carried=[running]),
        at_home=frozenset({"ada"}),
        home_hours=hours(("2026-12-08T12:00", "2026-12-09T12:00")),
    )
    assert [s.hours for s in stretches(problem)] == [
        hours(("2026-12-09T00:00", "2026-12-09T12:00"))
    ]


def test_somebody_new_serves_late_in_the_round() -> None:
    """The first shift of somebody new who holds none yet is the last of the first round."""
    new = make_person("zoe", new_until="2027-06-01")
    days = ("07", "14", "21", "28")
    shifts = [make_shift(f"A-2026-12-{day}", rest_days=0) for day in days]
    rounds = [Round(tuple(s.id for s in part), ("ada", "zoe")) for part in (shifts[:2], shifts[2:])]
    problem = make_problem(["ada", new], shifts, rounds=rounds)
    goals = fitting(rounds_first(["wishes"]), problem)
    solved = solve(problem, DEFAULT_RULES, goals)
    late = solved.objectives[-1]
    assert (late.name, late.value, late.proved) == ("wishes.late", 0, True)
    assert solved.roster["A-2026-12-14"] == "zoe"


def test_who_enters_what_is_published_serves_late() -> None:
    """Of the shifts that may change hands the latest go to somebody new; otherwise no such goal."""
    new = make_person("zoe", new_until="2027-06-01")
    shifts = [*A, make_shift("A-2026-12-21"), make_shift("A-2026-12-28")]
    turns = zip((s.id for s in shifts), ("ada", "ben", "ada", "ben"), strict=True)
    problem = make_problem(["ada", "ben", new], shifts, published=dict(turns))
    solved = solve(problem, DEFAULT_RULES, fitting(replanning(["wishes"]), problem))
    late = solved.objectives[-1]
    assert (late.name, late.value, late.proved) == ("wishes.late", 0, True)
    assert [s for s, holder in solved.roster.items() if holder == "zoe"] == ["A-2026-12-28"]
    assert fitting([Wishes()], replace(problem, published={})) == ()


@pytest.mark.parametrize(("new_until", "late"), [("2026-12-07", 0), ("2026-12-07T00:01", 14)])
def test_who_is_new_no_more_when_it_begins_is_no_newcomer(new_until: str, late: int) -> None:
    """New until the first instant is not new; until a minute later is, 14 days too early."""
    entering = make_person("zoe", new_until=new_until)
    shifts = [*A, make_shift("A-2026-12-21")]
    for rounds in ([], [Round(tuple(s.id for s in shifts), ("ada", "zoe"))]):
        published = {} if rounds else dict.fromkeys((s.id for s in shifts), "ada")
        problem = make_problem(["ada", entering], shifts, published=published, rounds=rounds)
        roster = Roster({s.id: "zoe" for s in shifts})
        assert Wishes().measure(problem, roster)[-1] == late


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems(), st.integers(0, 15))
def test_measure_and_model_agree(problem: Problem, seed: int) -> None:
    """Both halves count the same on every roster, rules or not."""
    assert assert_goal_agrees(Wishes(), wishing(problem, seed), rules=()) > 0


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tiny_problems(), st.integers(0, 15))
def test_wishes_equal_brute_force(problem: Problem, seed: int) -> None:
    """Behind fewest open shifts, every tier of wishes reaches the best of all rosters, proved."""
    problem = wishing(problem, seed)
    goals = (*named(["open"]), Wishes())
    kept = keeping(problem)
    if not kept:
        return
    solved = solve(problem, DEFAULT_RULES, goals)

    def score(roster: Roster) -> list:
        return [n for goal in goals for n in goal.measure(problem, roster)]

    assert score(solved.roster) == min(map(score, kept))
    assert all(objective.proved for objective in solved.objectives)
    for roster in kept:
        (dates,) = Wishes(["dates"]).measure(problem, roster)
        assert len(missed(problem, roster)) == dates


def test_wishes_are_posted_in_one_order() -> None:
    """Sets of texts have another order in each process; what is posted is sorted."""
    names = [f"p{number:02}" for number in range(12)]
    wishes = tuple(wish(n, "2026-12-08", "2026-12-16", wanted=False) for n in reversed(names))
    problem = replace(make_problem(names, A), wishes=wishes)
    roster = Roster({A[0].id: "p03", A[1].id: "p01"})
    assert [wish.engineer for wish, _ in missed(problem, roster)] == ["p01", "p03"]
    view = ModelView(problem)
    (target,) = Wishes(["dates"]).post(problem, view)
    assert target == Few(tuple((1, view.works(n, shift.id)) for n in names for shift in A))


def test_hours_that_begin_or_end_with_a_shift_are_not_cut_there() -> None:
    """No stretch is empty: a handover at a bound of the working hours cuts nothing there."""
    handover, over = A[1].start, B[0].end
    for hours_of_day in ((handover, over), (B[0].start, handover)):
        problem = replace(
            make_problem(["ada"], [*A, B[0]]),
            at_home=frozenset({"ada"}),
            home_hours=(hours_of_day,),
        )
        assert [(set(s.shifts), s.hours) for s in stretches(problem)] == [
            ({(A[1] if hours_of_day[0] == handover else A[0]).id, B[0].id}, (hours_of_day,))
        ]

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.analysis.rounds import turns_of
from rotation.goals import fitting, named, rounds_first
from rotation.goals.rounds import Rounds, doubled_before
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.rounds import Round
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    make_block,
    make_held,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

MONDAY = date(2026, 12, 7)
PEOPLE = ("ada", "ben", "chi")


def two_rounds(people=PEOPLE, carried=()) -> Problem:
    """Three people, two rounds of three weeks on one track."""
    days = [MONDAY + timedelta(weeks=n) for n in range(6)]
    shifts = [make_shift(f"A-{day}", rest_days=0) for day in days]
    rounds = [Round(tuple(s.id for s in part), PEOPLE) for part in (shifts[:3], shifts[3:])]
    return make_problem(people, shifts, carried=carried, rounds=rounds)


def by_rounds(problem: Problem, count: int) -> Problem:
    """Cut the regular shifts of a problem into rounds."""
    ids = [shift.id for shift in problem.regular()]
    size = max(1, -(-len(ids) // count))
    parts = [tuple(ids[n : n + size]) for n in range(0, len(ids), size)]
    return replace(problem, rounds=tuple(Round(part, ("ada",) * len(part)) for part in parts))


def test_every_shift_more_or_less_than_one_a_round_counts_squared() -> None:
    """Round by round the shifts so far are held against the rounds so far."""
    problem = two_rounds()
    ids = [shift.id for shift in problem.shifts]
    (goal,) = fitting([Rounds()], problem)
    for holders, values in (
        (("ada", "ben", "chi", "ada", "ben", "chi"), [0, 0]),
        (("ada", "ada", "chi", "ben", "ben", "chi"), [2, 0]),
        (("ada", "ada", "chi", "ada", "ben", "chi"), [2, 2]),
        (("ada", None, "chi", "ada", "ben", "chi"), [1, 1]),
    ):
        assert goal.measure(problem, Roster(dict(zip(ids, holders, strict=True)))) == values


def test_who_doubled_up_sits_out_and_is_made_up_for() -> None:
    """Two shifts in the round before the horizon make somebody sit the first round out."""
    before = [make_shift(f"A-{MONDAY - timedelta(weeks=n)}", rest_days=0) for n in (3, 2, 1)]
    held = zip(before, ("ben", "chi", "ben"), strict=True)
    older = make_held(make_shift("A-2026-11-09", rest_days=0), "chi")
    carried = [older, *(make_held(shift, person) for shift, person in held)]
    problem = two_rounds(carried=carried)
    assert doubled_before(problem) == {"ben": 1}
    goals = fitting(rounds_first(["open"]), problem)
    solved = solve(problem, DEFAULT_RULES, goals)
    assert [(o.name, o.value, o.proved) for o in solved.objectives if o.goal == "rounds"] == [
        ("rounds.1", 1, True),
        ("rounds.2", 1, True),
    ]
    first, second = turns_of(problem, solved.roster)
    exceptions = {t.person: (t.count, t.because) for t in first.exceptions}
    assert exceptions["ben"] == (0, "doubled up before")
    assert sorted(count for count, _ in exceptions.values()) == [0, 2]
    (twice,) = (t.person for t in first.exceptions if t.count == 2)
    assert (twice, "doubled up before") in [(t.person, t.because) for t in second.exceptions]


def test_who_can_hold_no_shift_of_a_round_owes_none() -> None:
    """Somebody away for a whole round owes a shift for the other round only, not two."""
    away = make_person("chi", blocks=[make_block("2026-12-01", "2026-12-28", "Chi is away")])
    problem = two_rounds(("ada", "ben", away))
    (goal,) = fitting([Rounds()], problem)
    ids = [shift.id for shift in problem.shifts]
    for holders, values in (
        (("ada", "ben", "ada", "ben", "chi", None), [1, 0]),
        (("ada", "ben", "ada", "ben", "chi", "chi"), [1, 1]),
    ):
        roster = Roster(dict(zip(ids, holders, strict=True)))
        assert goal.measure(problem, roster) == values
        first, _ = turns_of(problem, roster)
        exceptions = [(t.person, t.count, t.because) for t in first.exceptions]
        assert exceptions == [
            ("ada", 2, "somebody sits out"),
            ("chi", 0, "could hold none of its shifts"),
        ]


def test_without_rounds_there_is_no_such_goal() -> None:
    """A plan of weeks does not speak of rounds."""
    problem = make_problem(["ada"], [make_shift("A-2026-12-07")])
    assert fitting(named(["rounds"]), problem) == ()
    assert turns_of(problem, Roster({"A-2026-12-07": "ada"})) == ()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems(), st.integers(1, 3))
def test_measure_and_model_agree(problem: Problem, count: int) -> None:
    """Both halves count the same on every roster, rules or not."""
    planned = by_rounds(problem, count)
    for goal in fitting([Rounds()], planned):
        assert assert_goal_agrees(goal, planned, rules=()) > 0

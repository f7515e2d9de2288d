"""The goal `filled`: most shadow turns held, newcomers first (G30)."""

import pytest

from rotation.goals import fitting, named
from rotation.model.problem import Person
from rotation.model.shifts import Loads, Shift
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import assert_goal_agrees, make_person, make_problem, make_shift


def shadow(day: str) -> Shift:
    return make_shift(f"S-{day}", shadow=True, loads=Loads())


def person(name: str, **fields: object) -> Person:
    return make_person(name, tracks=("A", "S"), **fields)


@pytest.mark.parametrize(("new", "holder"), [("ada", "ada"), ("ben", "ben")])
def test_shadows_are_filled_last_and_by_newcomers_first(new: str, holder: str) -> None:
    """`filled` is proved after all other goals (G30)."""
    people = [
        person(n, new_until="2027-06-01" if n == new else "2000-01-01") for n in ("ada", "ben")
    ]
    problem = make_problem(people, [shadow("2026-12-07")])
    (goal,) = named(["filled"])
    assert_goal_agrees(goal, problem)
    solved = solve(problem, DEFAULT_RULES, [goal])
    assert solved.roster["S-2026-12-07"] == holder
    assert [o.value for o in solved.objectives] == [0, 0]


def test_filled_is_left_out_without_shadows() -> None:
    """A plan without shadow turns is as it was."""
    problem = make_problem([person("ada")], [make_shift("A-2026-12-07")])
    assert fitting(named(["filled"]), problem) == ()

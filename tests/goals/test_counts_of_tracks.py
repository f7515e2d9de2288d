"""Shifts that count for less or more than one: exact ledgers, shares and proofs (H38)."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.analysis.accounts import accounts_of
from rotation.goals import named
from rotation.model.fairness import Quantity, fair_shares, loads
from rotation.model.roster import Roster
from rotation.model.shifts import Loads
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import assert_goal_agrees, make_held, make_person, make_problem, make_shift

HALF = Fraction(1, 2)


def primary_and_secondary(weeks: int, counts: Fraction) -> list:
    days = [f"2026-12-{7 * n:02}" for n in range(1, weeks + 1)]
    primary = [make_shift(f"A-{day}") for day in days]
    return primary + [make_shift(f"B-{day}", counts=counts) for day in days]


def test_a_weight_holds_for_every_ledger() -> None:
    """Shifts, days, rest days and volunteer days count alike; whole numbers stay whole."""
    shift = make_shift("B-2026-12-07", counts=HALF)
    assert shift.loads == Loads(shifts=1, days=7, rest_days=2)
    assert shift.weighed == Loads(shifts=HALF, days=Fraction(7, 2), rest_days=1)
    assert isinstance(shift.weighed.rest_days, int)
    twice = shift.weighed + shift.weighed
    assert twice == shift.loads
    assert isinstance(twice.shifts, int)


def test_shares_and_loads_are_exact() -> None:
    """Two weeks of a primary and a secondary that counts half are three shifts for two people."""
    problem = make_problem(["ada", "ben"], primary_and_secondary(2, HALF))
    assert fair_shares(problem, Quantity.SHIFTS) == {"ada": Fraction(3, 2), "ben": Fraction(3, 2)}
    held = dict(zip([s.id for s in problem.shifts], ["ada", "ben", "ben", "ada"], strict=True))
    roster = Roster(held)
    assert loads(problem, roster)["ada"].shifts == Fraction(3, 2)
    assert [a.difference(Quantity.SHIFTS) for a in accounts_of(problem, roster)] == [0, 0]


def test_what_was_carried_counts_by_its_weight() -> None:
    """History of a track that counts a third: the exact fraction is in the sum."""
    third = Fraction(1, 100) * 33
    old = make_shift("B-2026-11-02", counts=third)
    ada = make_person("ada", carried=old.weighed)
    problem = make_problem(
        [ada, "ben"], [make_shift("A-2026-12-07")], carried=[make_held(old, "ada")]
    )
    (goal,) = named(["shifts"])
    assert goal.measure(problem, Roster({"A-2026-12-07": "ben"})) == [2 * (HALF - third / 2) ** 2]


@pytest.mark.parametrize("counts", [Fraction(0), Fraction(1, 4), HALF, Fraction(3)])
def test_the_solver_proves_the_weighed_ledgers(counts: Fraction) -> None:
    """Model and measure agree, with a value and a bound in whole shifts."""
    problem = make_problem(
        ["ada", "ben"],
        [
            make_shift("A-2026-12-07", days=1),
            *(
                make_shift(f"B-2026-12-{day:02}", days=1, counts=counts, rest_days=0)
                for day in (9, 11)
            ),
        ],
    )
    for goal in named(["shifts", "rest_days"]):
        assert_goal_agrees(goal, problem)
    solved = solve(problem, DEFAULT_RULES, named(["open", "shifts"]))
    # Whoever holds A rests for a week, so the other one has both of B.
    best = {
        Fraction(0): HALF,
        Fraction(1, 4): Fraction(1, 8),
        HALF: 0,
        Fraction(3): Fraction(25, 2),
    }
    (objective,) = [o for o in solved.objectives if o.goal == "shifts"]
    assert objective.value == objective.bound == best[counts]


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 1000).map(lambda n: Fraction(n, 100)), min_size=3, max_size=4))
def test_any_two_decimals_agree(weights: list[Fraction]) -> None:
    """Hundredths from 0 to 10, mixed in one problem."""
    shifts = [
        make_shift(f"A-2026-12-{7 + 2 * n:02}", days=1, counts=weight, rest_days=0)
        for n, weight in enumerate(weights)
    ]
    (goal,) = named(["shifts"])
    assert_goal_agrees(goal, make_problem(["ada", make_person("ben", weight=2)], shifts))

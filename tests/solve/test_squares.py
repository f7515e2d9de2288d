"""Squares as marginal costs: which steps are told apart, and what a known sum leaves."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from rotation.goals import Level
from rotation.solve.cost import LevelCost
from rotation.solve.parameters import Attempt
from rotation.solve.solver import Solver
from rotation.solve.squares import Squares

ONE = Attempt(1.0, 1)

targets = st.builds(
    lambda people, step, number: Level(
        {f"s{i}": step for i in range(number)},
        {f"p{i}": base for i, (base, _) in enumerate(people)},
        {f"p{i}": share for i, (_, share) in enumerate(people)},
    ),
    st.lists(
        st.tuples(st.integers(0, 9), st.fractions(0, 12, max_denominator=7)),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([1, 3]),
    st.integers(0, 6),
)


def square(target: Level, loads: dict[str, int]) -> Fraction:
    return sum(
        ((base + loads[p] - target.share[p]) ** 2 for p, base in target.base.items()), Fraction(0)
    )


@settings(deadline=None, derandomize=True, max_examples=60)
@given(targets, st.integers(0, 2))
def test_the_least_sum_is_exact_however_few_steps_are_told_apart(target: Level, reach: int) -> None:
    """Lines beyond the span are below the parabola, and loads that lie there are looked at again.

    One person can hold nothing above three steps, so that the division is not always even.
    """
    step, number = Squares(target, dict.fromkeys(target.base, 0)).step, len(target.amounts)
    most = {p: step * (min(3, number) if p == "p0" else number) for p in target.base}
    squares = Squares(target, most)
    cp = cp_model.CpModel()
    held = {p: cp.new_int_var(0, most[p], p) for p in target.base}
    least = min(step * number, sum(most.values()))
    cp.add(sum(held.values()) == least)
    posted = LevelCost(cp, squares, held)
    posted.see(squares.near(reach))
    lower = Fraction(0)
    while True:
        cost = posted.cost()
        cp.minimize(cost.expression)
        response = Solver().run(cp, ONE, 10.0)
        loads = {p: response.number(variable) for p, variable in held.items()}
        assert lower <= cost.value(response.value) <= square(target, loads)
        lower = cost.value(response.value)
        if not posted.widened(loads, 1):
            break
    every = product(*(range(0, most[p] + 1, step) for p in target.base))
    divided = (dict(zip(target.base, row, strict=True)) for row in every if sum(row) == least)
    assert lower == square(target, loads) == min(square(target, row) for row in divided)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(targets, st.fractions(0, 90, max_denominator=5))
def test_a_known_sum_leaves_exactly_the_loads_that_allow_it(target: Level, value: Fraction) -> None:
    """A person's load is left when it fits with everybody else at their best."""
    number = len(target.amounts)
    squares = Squares(
        target, {p: number * max(target.amounts.values(), default=1) for p in target.base}
    )
    every = {p: [squares.step * k for k in range(squares.top[p] + 1)] for p in target.base}
    rows = [dict(zip(every, row, strict=True)) for row in product(*every.values())]
    fitting = [row for row in rows if square(target, row) <= value]
    for person, (low, high) in squares.within(value).items():
        steps = [row[person] // squares.step for row in fitting]
        assert not steps or (min(steps), max(steps)) == (low, high)

"""Squares as marginal costs."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from rotation.goals import Level
from rotation.solve.cost import few, level
from rotation.solve.parameters import Attempt
from rotation.solve.solver import Solver

shares = st.fractions(min_value=0, max_value=6, max_denominator=7)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 4), shares, st.integers(0, 3)), min_size=1, max_size=3),
    st.sampled_from([1, 2, 3]),
)
def test_the_cost_of_fixed_loads_is_their_square(
    people: list[tuple[int, Fraction, int]], step: int
) -> None:
    """The expression is exact for every load, whatever base, share and common divisor."""
    cp = cp_model.CpModel()
    names = [f"p{i}" for i in range(len(people))]
    held = {name: cp.new_int_var(0, 4 * step, name) for name in names}
    target = Level(
        {"s": step},
        {name: base for name, (base, _, _) in zip(names, people, strict=True)},
        {name: share for name, (_, share, _) in zip(names, people, strict=True)},
    )
    cost = level(cp, target, held, dict.fromkeys(names, 4 * step))
    expected = Fraction(0)
    for name, (base, share, steps) in zip(names, people, strict=True):
        cp.add(held[name] == steps * step)
        expected += (base + steps * step - share) ** 2
    cp.minimize(cost.expression)
    response = Solver().run(cp, Attempt(1.0, 1), 10.0)
    assert cost.value(response.value) == expected
    assert cost.at_most(expected) == response.value == cost.at_least(expected)


def test_few_divides_by_the_common_factor() -> None:
    """Costs are handed to the solver as small as they get, and read back exactly."""
    cp = cp_model.CpModel()
    literals = [cp.new_constant(1), cp.new_constant(0), cp.new_constant(1)]
    cost = few([(4, literals[0]), (6, literals[1]), (-2, literals[2])], 7)
    assert cost.scale == 2
    cp.minimize(cost.expression)
    response = Solver().run(cp, Attempt(1.0, 1), 10.0)
    assert cost.value(response.value) == 9

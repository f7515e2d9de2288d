"""Even divisions (F17) against linear programs, and against the definition."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

from rotation.model.division import even_rates

Amounts = Mapping[frozenset[str], int]

_NAMES = st.sampled_from("abcde")
_AMOUNTS = st.dictionaries(
    st.frozensets(_NAMES, min_size=1), st.integers(0, 12), min_size=1, max_size=5
)
_WEIGHTS = st.fixed_dictionaries(dict.fromkeys("abcde", st.integers(1, 6)))


def _highest(
    amounts: Amounts, weights: Mapping[str, int], fixed: Mapping[str, float], aim: set[str]
) -> float:
    """Return the highest rate that all of `aim` can have, with those fixed having at least theirs.

    All that is divided is received, so whoever is fixed has no more than theirs in the end.
    """
    solver = pywraplp.Solver.CreateSolver("GLOP")
    rate = solver.NumVar(0, solver.infinity(), "rate")
    parts: dict[str, list[pywraplp.Variable]] = {key: [] for key in weights}
    for receivers, amount in amounts.items():
        mine = [solver.NumVar(0, solver.infinity(), "") for _ in receivers]
        solver.Add(sum(mine) == amount)
        for key, part in zip(sorted(receivers), mine, strict=True):
            parts[key].append(part)
    for key, weight in weights.items():
        whole = sum(parts[key])
        if key in aim:
            solver.Add(whole >= rate * weight)
        elif key in fixed:
            solver.Add(whole >= fixed[key] * weight - 1e-7)
    solver.Maximize(rate)
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    return float(rate.solution_value())


def _by_programs(amounts: Amounts, weights: Mapping[str, int]) -> dict[str, float]:
    """Raise the lowest rate, fix who cannot have more, and go on with the others."""
    fixed: dict[str, float] = {}
    while left := set(weights) - set(fixed):
        lowest = _highest(amounts, weights, fixed, left)
        floor = fixed | dict.fromkeys(left, lowest)
        stuck = [
            key for key in sorted(left) if _highest(amounts, weights, floor, {key}) < lowest + 1e-5
        ]
        assert stuck
        fixed |= dict.fromkeys(stuck, lowest)
    return fixed


@settings(max_examples=40, derandomize=True, deadline=None)
@given(_AMOUNTS, _WEIGHTS)
def test_rates_are_those_of_linear_programs(amounts: Amounts, weights: Mapping[str, int]) -> None:
    """The lowest rate is as high as it can be, then the second lowest, and so on."""
    rates = even_rates(amounts, weights)
    assert {key: float(rate) for key, rate in rates.items()} == pytest.approx(
        _by_programs(amounts, weights), abs=1e-4
    )


@settings(max_examples=60, derandomize=True, deadline=None)
@given(_AMOUNTS, _WEIGHTS)
def test_rates_keep_every_set_of_receivers(amounts: Amounts, weights: Mapping[str, int]) -> None:
    """All is divided, exactly, and nobody receives what they may not: Gale's condition."""
    rates = even_rates(amounts, weights)
    held = {key: rates[key] * weight for key, weight in weights.items()}
    assert sum(held.values()) == sum(amounts.values())
    for bits in range(1 << len(weights)):
        group = {key for n, key in enumerate(sorted(weights)) if bits >> n & 1}
        only_theirs = sum(amount for who, amount in amounts.items() if who <= group)
        assert sum(held[key] for key in group) >= only_theirs


@given(st.integers(0, 50), _WEIGHTS)
@settings(max_examples=20, derandomize=True, deadline=None)
def test_where_everybody_may_receive_everything_weights_decide(
    amount: int, weights: Mapping[str, int]
) -> None:
    """One rate for all, exactly the amount by the sum of weights."""
    rates = even_rates({frozenset(weights): amount}, weights)
    assert set(rates.values()) == {Fraction(amount, sum(weights.values()))}


def test_who_has_no_weight_receives_nothing() -> None:
    """And what only they may receive is not divided."""
    rates = even_rates({frozenset("ab"): 6, frozenset("b"): 3}, {"a": 2, "b": 0})
    assert rates == {"a": 3}
    assert even_rates({frozenset("b"): 3}, {"b": 0}) == {}


def test_fractions_are_divided_exactly() -> None:
    """Amounts and weights may be fractions."""
    rates = even_rates({frozenset("ab"): Fraction(1, 3)}, {"a": Fraction(1, 2), "b": 1})
    assert rates == {"a": Fraction(2, 9), "b": Fraction(2, 9)}

"""The best line, against all lines."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.solve.lines.budgets import LineBudget
from rotation.solve.lines.pricing import LARGEST, NEVER, Line, Pricing
from rotation.solve.lines.walks import MANY, Walk, walk

SHIFTS = 6


@st.composite
def later_sets(draw: st.DrawFn) -> list[int]:
    """For each shift some of those that come later, as bits."""
    every = [((1 << SHIFTS) - 1) & ~((2 << shift) - 1) for shift in range(SHIFTS)]
    return [draw(st.integers(0, (1 << SHIFTS) - 1)) & later for later in every]


def lines(can: int, apart: list[int]) -> list[Line]:
    held = [shift for shift in range(SHIFTS) if can >> shift & 1]
    rows = [row for size in range(len(held) + 1) for row in combinations(held, size)]
    return [row for row in rows if not any(apart[a] >> b & 1 for a, b in combinations(row, 2))]


def paths(states: Walk) -> list[Line]:
    """Return the lines of a walk, each with nothing but its moves."""
    ends: list[Line] = []

    def follow(node: int, line: Line) -> None:
        if node >= len(states.shift):
            ends.extend([line] * (node == len(states.shift)))
            return
        follow(states.skip[node], line)
        follow(states.take[node], (*line, states.shift[node]))

    follow(0, ())
    return ends


@settings(deadline=None, derandomize=True, max_examples=80)
@given(st.integers(0, (1 << SHIFTS) - 1), later_sets(), later_sets())
def test_a_walk_has_every_line_once(can: int, apart: list[int], paired: list[int]) -> None:
    """Whatever keeps apart what: not only what follows within some days."""
    states = walk(can, apart, [paired], 10_000, [MANY])
    assert states is not None
    assert sorted(paths(states)) == sorted(lines(can, apart))
    assert list(states.shift) == sorted(states.shift)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(
    st.integers(0, (1 << SHIFTS) - 1),
    later_sets(),
    st.lists(later_sets(), min_size=2, max_size=2),
    st.lists(st.integers(0, MANY), min_size=2, max_size=2),
)
def test_a_walk_has_no_line_with_more_pairs_than_it_may(
    can: int, apart: list[int], paired: list[list[int]], caps: list[int]
) -> None:
    """Of two kinds, each with a number of its own; from a certain number on, any number."""
    states = walk(can, apart, paired, 10_000, caps)
    assert states is not None
    few = [
        line
        for line in lines(can, apart)
        if all(
            cap >= MANY or sum(later[a] >> b & 1 for a, b in combinations(line, 2)) <= cap
            for later, cap in zip(paired, caps, strict=True)
        )
    ]
    assert sorted(paths(states)) == sorted(few)


ties_of_shifts = st.lists(st.integers(0, (1 << SHIFTS) - 1), min_size=SHIFTS, max_size=SHIFTS)
"""Sparse ones are drawn as the common part of two."""

some_shifts = st.integers(0, (1 << SHIFTS) - 1)


@st.composite
def budgets_of_shifts(draw: st.DrawFn) -> list[LineBudget]:
    """Budgets of shifts and of groups, which may share shifts."""
    budgets = [LineBudget(draw(some_shifts), draw(st.integers(1, 3))) for _ in range(2)]
    for most in draw(st.lists(st.integers(0, 3), max_size=2)):
        groups = tuple(draw(st.lists(st.integers(1, (1 << SHIFTS) - 1), min_size=1, max_size=4)))
        whole = 0
        for group in groups:
            whole |= group
        budgets.append(LineBudget(whole, most, groups))
    return budgets


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.integers(0, (1 << SHIFTS) - 1),
    later_sets(),
    st.tuples(ties_of_shifts, ties_of_shifts, ties_of_shifts),
    budgets_of_shifts(),
    st.booleans(),
)
def test_a_walk_has_the_lines_that_keep_ties_and_budgets(
    can: int,
    apart: list[int],
    drawn: tuple[list[int], list[int], list[int]],
    budgets: list[LineBudget],
    tied: bool,
) -> None:
    """What is held with what, earlier or later, and of which shifts there are few."""
    ties = [a & b & c & ~(1 << n) for n, (a, b, c) in enumerate(zip(*drawn, strict=True))]
    states = walk(can, apart, [], 10_000, [], ties=ties if tied else (), budgets=budgets)
    assert states is not None
    kept = [
        line
        for line in lines(can, apart)
        for whole in [sum(1 << shift for shift in line)]
        if not (tied and any(ties[shift] & ~whole for shift in line))
        and all(
            sum(1 for group in each.groups if group & whole) <= each.most
            if each.groups
            else (whole & each.shifts).bit_count() <= each.most
            for each in budgets
        )
    ]
    assert sorted(paths(states)) == sorted(kept)
    assert list(states.shift) == sorted(states.shift)


@pytest.mark.parametrize(("within", "states"), [(2, 2 * SHIFTS), (3, 3 * SHIFTS), (4, 5 * SHIFTS)])
def test_windows_that_slide_need_few_states(within: int, states: int) -> None:
    """Two of some shifts in a row: what is remembered is when the last one was."""
    every = (1 << SHIFTS) - 1
    budgets = [LineBudget(((1 << within + 1) - 1 << n) & every, 2) for n in range(SHIFTS)]
    made = walk(every, [0] * SHIFTS, [], 10_000, [], budgets=budgets)
    assert made is not None
    assert len(made.shift) <= states


def test_what_follows_within_days_needs_one_state_per_shift() -> None:
    apart = [0b11 << shift + 1 & 0b111111 for shift in range(SHIFTS)]
    states = walk(0b111111, apart, [], 6, [])
    assert states is not None
    assert states.shift == (0, 1, 2, 3, 4, 5)
    assert states.take == (3, 4, 5, 6, 6, 6)
    assert walk(0b111111, apart, [], 5, []) is None


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.data())
def test_the_best_line_is_the_best_of_all(data: st.DataObject) -> None:
    """With two ledgers, pairs that cost, shifts that are banned and loads that cannot be.

    What a shift adds to a ledger depends on who holds it.
    """
    people = data.draw(st.integers(1, 3))
    tops = data.draw(st.tuples(st.integers(0, 3), st.integers(0, 4)))
    steps = st.lists(st.integers(0, 2), min_size=SHIFTS, max_size=SHIFTS)
    everybody = [data.draw(steps) for _ in tops]
    amounts = [
        [data.draw(steps) for _ in tops] if data.draw(st.booleans()) else everybody
        for _ in range(people)
    ]
    cans = [data.draw(st.integers(0, (1 << SHIFTS) - 1)) for _ in range(people)]
    aparts = [data.draw(later_sets()) for _ in range(people)]
    paired = data.draw(later_sets())
    walks = [
        walk(can, apart, [paired], 10_000, [MANY]) for can, apart in zip(cans, aparts, strict=True)
    ]
    price = st.one_of(st.integers(-9, 9), st.just(NEVER))
    shape = (people, tops[0] + 1, tops[1] + 1)
    prices = np.array(
        data.draw(st.lists(price, min_size=people * SHIFTS, max_size=people * SHIFTS))
    )
    prices = prices.reshape(people, SHIFTS)
    size = int(np.prod(shape))
    cost = st.one_of(st.integers(-5, 9), st.just(-NEVER))
    costs = np.array(data.draw(st.lists(cost, min_size=size, max_size=size))).reshape(shape)
    pair = data.draw(st.integers(0, 4))
    bearable = (costs != -NEVER).any(axis=0)
    pricing = Pricing([w for w in walks if w is not None], amounts, tops, bearable)
    at_places = costs[(slice(None), *pricing.places)]
    for number, best in enumerate(pricing.best(prices, at_places, [pair])):
        values: dict[Line, int] = {}
        for line in lines(cans[number], aparts[number]):
            loads = tuple(sum(amount[shift] for shift in line) for amount in amounts[number])
            held = all(load <= top for load, top in zip(loads, tops, strict=True))
            if (
                held
                and costs[(number, *loads)] != -NEVER
                and NEVER not in prices[number, list(line)]
            ):
                value = sum(int(prices[number, shift]) for shift in line)
                pairs = sum(paired[a] >> b & 1 for a, b in combinations(line, 2))
                values[line] = value - pair * pairs - int(costs[(number, *loads)])
        assert best.value == max(values.values(), default=None)
        assert best.value is None or values[best.line] == best.value


def test_prices_that_could_overflow_are_refused() -> None:
    states = walk(0b11, [0, 0], [], 10, [])
    assert states is not None
    pricing = Pricing([states], [[]], [])
    half = LARGEST // 2
    with pytest.raises(OverflowError):
        pricing.best(np.array([[half, -half]]), np.zeros((1, 1), dtype=np.int64), [])
    (best,) = pricing.best(np.array([[half, 1 - half]]), np.zeros((1, 1), dtype=np.int64), [])
    assert (best.value, best.line) == (half, (0,))

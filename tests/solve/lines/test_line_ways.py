"""Places that lines cannot lead to, or that are above a limit by themselves, are left out."""

from itertools import chain, combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.solve.lines.measures import LoadSquares, Measure
from rotation.solve.lines.pricing import between
from rotation.solve.lines.walks import walk
from rotation.solve.lines.ways import LineLoads, Way

SHIFTS = 6

exact = settings(deadline=None, derandomize=True, max_examples=60)


@exact
@given(st.data())
def test_places_are_between_nothing_and_bearable_loads(data: st.DataObject) -> None:
    """Exactly those on a way of any number of steps, within what arrays have."""
    shape = data.draw(st.tuples(st.integers(1, 7), st.integers(1, 4)))
    steps = data.draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=3))
    every = list(product(*map(range, shape)))
    bearable = np.zeros(shape, dtype=np.bool_)
    for loads in data.draw(st.lists(st.sampled_from(every), max_size=3)):
        bearable[loads] = True
    follow: dict[tuple[int, ...], list[tuple[int, ...]]] = {
        loads: [(loads[0] + a, loads[1] + b) for a, b in steps] for loads in every
    }

    def reached(begin: tuple[int, ...]) -> set[tuple[int, ...]]:
        seen, waiting = {begin}, [begin]
        while waiting:
            fresh = {loads for loads in follow[waiting.pop()] if loads in follow} - seen
            seen |= fresh
            waiting += fresh
        return seen

    kept = {n for n in reached((0, 0)) if any(bearable[loads] for loads in reached(n))}
    assert {tuple(map(int, loads)) for loads in np.argwhere(between(bearable, steps))} == kept


def squares(amounts: list[int], share: int, top: int) -> LoadSquares:
    costs = tuple((load - share) ** 2 for load in range(top + 1))
    return LoadSquares((tuple(amounts),), top, (costs,), 1, 0, 1)  # type: ignore[arg-type]


@exact
@given(st.data())
def test_the_best_line_is_within_limits(data: st.DataObject) -> None:
    """With accounts for two tracks and a ledger of both: the best of all lines that count."""
    first = data.draw(st.lists(st.integers(0, 1), min_size=SHIFTS, max_size=SHIFTS))
    second = [1 - amount for amount in first]
    tops = data.draw(st.lists(st.integers(0, 4), min_size=3, max_size=3))
    shares = [data.draw(st.integers(0, top)) for top in tops]
    accounts = [
        squares(amounts, share, top)
        for amounts, share, top in zip([first, second], shares, tops, strict=False)
    ]
    tracks = Measure({}, {}, tuple(accounts), (), data.draw(st.integers(0, 6)))
    whole = squares([1] * SHIFTS, shares[2], tops[2])
    both = Measure({}, {}, (whole,), (), data.draw(st.integers(0, 6)))
    everything = walk((1 << SHIFTS) - 1, [0] * SHIFTS, [], 100, [])
    assert everything is not None
    way = Way([both, tracks], [0], [everything], lean=False)
    prices = data.draw(st.lists(st.integers(-9, 9), min_size=SHIFTS, max_size=SHIFTS))
    duals = data.draw(st.lists(st.integers(0, 4), min_size=2, max_size=2))
    costs, slopes = way.costs(duals, LineLoads(lambda: (), [[0]]))
    assert slopes is None
    (best,) = way.pricing.best(np.array([prices]), costs, [])
    values = {}
    for line in chain(*(combinations(range(SHIFTS), n) for n in range(SHIFTS + 1))):
        amounts = [measure.of_line(0, line) for measure in (both, tracks)]
        if None not in amounts:
            cost = sum(dual * (a or 0) for dual, a in zip(duals, amounts, strict=True))
            values[line] = sum(prices[shift] for shift in line) - cost
    assert best.value == max(values.values(), default=None)
    assert best.value is None or values[best.line] == best.value

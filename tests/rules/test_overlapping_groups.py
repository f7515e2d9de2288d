from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.rules.common import overlapping_groups
from rotation.testing import make_shift

INTERVALS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 6)), min_size=1, max_size=7)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(INTERVALS)
def test_the_sweep_finds_the_largest_sets_and_no_others(drawn: list[tuple[int, int]]) -> None:
    """What the sweep yields are exactly the sets that meet in pairs and cannot grow."""
    shifts = [
        make_shift(f"T{n}-2026-12-{day:02d}", days=days) for n, (day, days) in enumerate(drawn)
    ]
    meet = [
        frozenset(group)
        for size in range(2, len(shifts) + 1)
        for group in combinations(range(len(shifts)), size)
        if all(
            shifts[i].overlaps(shifts[j].start, shifts[j].end) for i, j in combinations(group, 2)
        )
    ]
    largest = {group for group in meet if not any(group < other for other in meet)}
    groups = [
        frozenset(shifts.index(s) for s in group)
        for group in overlapping_groups(shifts, lambda s: s.end)
    ]
    assert len(groups) == len(set(groups))
    assert set(groups) == largest

import math
from fractions import Fraction

import pytest

from rotation.analysis.indices import Indices, gini, jain, standard_deviation


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 1, 1], Fraction(0)),
        ([0, 0, 0], Fraction(0)),
        ([5], Fraction(0)),
        # Pairs differ by 1, 2 and 1, both ways 8; over 2 x 9 x mean 2.
        ([1, 2, 3], Fraction(8, 36)),
        ([0, 0, 0, 7], Fraction(3, 4)),
        ([Fraction(1, 2), Fraction(3, 2)], Fraction(1, 4)),
    ],
)
def test_gini_by_hand(values: list[int], expected: Fraction) -> None:
    """Gini's index is as computed on paper: 0 when even, (n - 1) / n when one has everything."""
    assert gini(values) == expected
    assert gini(values[::-1]) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([2, 2], Fraction(1)),
        ([0, 0], Fraction(1)),
        ([1, 2, 3], Fraction(36, 42)),
        ([0, 0, 0, 7], Fraction(1, 4)),
    ],
)
def test_jain_by_hand(values: list[int], expected: Fraction) -> None:
    """Jain's index is as computed on paper: 1 when even, 1 / n when one has everything."""
    assert jain(values) == expected


def test_standard_deviation_by_hand() -> None:
    """Of 2, 4, 4, 4, 5, 5, 7 and 9 the population's is 2; of one value it is 0."""
    assert standard_deviation([2, 4, 4, 4, 5, 5, 7, 9]) == 2
    assert standard_deviation([Fraction(1, 3)]) == 0
    assert standard_deviation([1, 2]) == math.sqrt(0.25)


def test_a_share_of_nothing_is_left_out_of_ratios() -> None:
    """Who has a share of 0 has no ratio, but a difference."""
    indices = Indices.of([(1, Fraction(1)), (3, Fraction(1)), (2, Fraction(0))])

    assert indices.people == 2
    assert indices.gini == Fraction(1, 4)
    assert indices.standard_deviation == standard_deviation([0, 2, 2])


def test_without_shares_there_is_no_index() -> None:
    """Nobody with a share, or shares of 0 only: no ratio to compare."""
    assert Indices.of([]) == Indices(0, None, None, None)
    assert Indices.of([(0, Fraction(0))]) == Indices(0, None, None, 0.0)

"""Statements in their normal form: whatever weights they are written with."""

import pytest

from rotation.rules.base import Literal
from rotation.rules.grounds import Grounds
from rotation.statements.sums import AtLeast, AtMost
from rotation.statements.view import ModelView
from rotation.testing import make_problem, make_shift

A, B, C = (Literal(number) for number in (1, 2, 3))
GROUNDS = Grounds(because="of a test")
WEEKS = tuple(f"A-2026-12-{day:02}" for day in (7, 14, 21))


@pytest.mark.parametrize(
    ("kind", "limit", "weights", "normal"),
    [
        (AtMost, 2, None, (2, (A, B, C), ())),
        (AtMost, 2, (1, 1, 1), (2, (A, B, C), ())),
        (AtMost, 5, (2, 2, 2), (2, (A, B, C), ())),
        (AtLeast, 5, (2, 2, 2), (3, (A, B, C), ())),
        (AtMost, 7, (2, 4, 6), (3, (A, B, C), (1, 2, 3))),
        (AtLeast, 7, (2, 4, 6), (4, (A, B, C), (1, 2, 3))),
        (AtMost, 3, (2, 0, 1), (3, (A, C), (2, 1))),
        (AtMost, 0, (1, -1, 1), (1, (A, -B, C), ())),
        (AtLeast, -3, (-2, -1, 1), (0, (-A, -B, C), (2, 1, 1))),
        (AtMost, -1, (0, 0, 0), (-1, (), ())),
    ],
)
def test_weights_are_above_0_without_a_common_divisor(
    kind: type[AtMost] | type[AtLeast],
    limit: int,
    weights: tuple[int, ...] | None,
    normal: tuple[int, tuple[int, ...], tuple[int, ...]],
) -> None:
    """What takes away adds its opposite; the limit is divided towards what is allowed (V2)."""
    statement = kind.of(limit, (A, B, C), weights, GROUNDS)
    assert (statement.limit, statement.literals, statement.weights) == normal
    assert statement.plain is not bool(statement.weights)


def test_a_count_is_the_shifts_that_it_counts() -> None:
    """Its weight is that of each; as terms of a sum it has one for each shift (V4)."""
    view = ModelView(make_problem(["ada", "ben"], [make_shift(week) for week in WEEKS]))
    count = view.count("ada", (*WEEKS[:2], WEEKS[0]))
    assert count.shifts == WEEKS[:2]
    ben = view.works("ben", WEEKS[2])
    view.at_most(4, [count, ben], weights=[3, 2], because="of a test")
    (statement,) = view.statements
    assert list(statement.terms) == [*((3, x) for x in count.literals), (2, ben)]
    assert count.times(-2) == tuple((-2, x) for x in count.literals)


def test_there_is_one_weight_for_each_term() -> None:
    """A weight too few is a mistake of the author, and not a 0."""
    view = ModelView(make_problem(["ada"], [make_shift(week) for week in WEEKS]))
    works = [view.works("ada", week) for week in WEEKS]
    with pytest.raises(ValueError, match="2 weights for 3 terms"):
        view.at_least(1, works, weights=[1, 2], because="of a test")

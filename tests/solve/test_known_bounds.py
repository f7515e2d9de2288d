"""A bound of fewer rules is one as long as every tier before is where it was."""

from dataclasses import replace
from fractions import Fraction

from rotation.goals import DEFAULT_GOALS
from rotation.model.objective import Objective
from rotation.solve.known_bounds import KnownBounds
from rotation.solve.posted_tiers import PostedTier, post
from rotation.statements.view import ModelView
from rotation.testing import make_problem, make_shift

VIEW = ModelView(make_problem(["ada", "ben"], [make_shift("A-2026-12-07")]))
TIERS = [tier for goal in DEFAULT_GOALS[:2] for tier in post(goal, VIEW)]
FIRST, SECOND, THIRD = TIERS[:3]


def objective(tier: PostedTier, value: int, bound: int) -> Objective:
    tier.bound = Fraction(bound)
    return tier.objective(Fraction(value))


REPORTED = (objective(FIRST, 1, 1), objective(SECOND, 5, 3))


def test_a_bound_holds_where_the_tiers_before_have_their_values() -> None:
    """The first tier's always does, the second one's only with the first at its value."""
    known = KnownBounds(REPORTED)
    assert known.of(FIRST, []) == 1
    assert known.of(SECOND, [(FIRST, Fraction(1))]) == 3
    assert known.of(SECOND, [(FIRST, Fraction(2))]) is None
    assert known.of(SECOND, [(FIRST, Fraction(0))]) is None


def test_other_tiers_and_those_not_reported_have_no_bound() -> None:
    """Another order of goals, and what comes after the last tier reported, is not known."""
    known = KnownBounds(REPORTED)
    assert known.of(SECOND, []) is None
    assert known.of(THIRD, [(FIRST, Fraction(1))]) is None
    assert known.of(THIRD, [(FIRST, Fraction(1)), (SECOND, Fraction(5))]) is None
    assert KnownBounds().of(FIRST, []) is None
    renamed = (replace(REPORTED[0], part="other"), REPORTED[1])
    assert KnownBounds(renamed).of(SECOND, [(FIRST, Fraction(1))]) is None

"""Squares around a fair share, as marginal costs on ordered Booleans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, gcd, lcm

from ortools.sat.python import cp_model

from rotation.errors import BadInput, Fault
from rotation.goals.base import Level

__all__ = ["EXACT", "Cost", "few", "level"]

EXACT = 2**53
"""CP-SAT tells objectives as doubles, which hold every whole number below this."""


@dataclass(frozen=True, slots=True)
class Cost:
    """A tier's number as the solver sees it: `constant + scale x expression`.

    Attributes
    ----------
    expression : LinearExprT
        Whole coefficients, as small as they get.
    scale : fractions.Fraction
        Greater than 0.
    constant : fractions.Fraction
        The number when the expression is 0.
    varies : bool
        Whether there is anything in the expression.
    """

    expression: cp_model.LinearExprT
    scale: Fraction
    constant: Fraction
    varies: bool = True

    def value(self, whole: int) -> Fraction:
        """Return the tier's number for a value of the expression."""
        return self.constant + self.scale * whole

    def at_most(self, value: Fraction) -> int:
        """Return the largest value of the expression that keeps the number at or below `value`."""
        return floor((value - self.constant) / self.scale)

    def at_least(self, value: Fraction) -> int:
        """Return the smallest value of the expression with the number at or above `value`."""
        return ceil((value - self.constant) / self.scale)


def few(terms: Sequence[tuple[int, cp_model.LinearExprT]], constant: int) -> Cost:
    """Return the cost `constant + sum(cost x expression)`."""
    scale = gcd(*(cost for cost, _ in terms)) or 1
    return Cost(
        _sum([(cost // scale, term) for cost, term in terms]),
        Fraction(scale),
        Fraction(constant),
        bool(terms),
    )


def level(
    cp: cp_model.CpModel,
    target: Level,
    held: Mapping[str, cp_model.LinearExprT],
    most: Mapping[str, int],
) -> Cost:
    """Post `sum of (base + held - share)^2` and return it.

    The square of a whole number is piecewise linear and convex between whole numbers, so it is
    the sum of its marginal costs over ordered Booleans "at least k", and the linear relaxation of
    that is as tight as it gets. Several unit steps take one Boolean when every amount is a
    multiple of them.

    Parameters
    ----------
    cp : CpModel
        Receives the Booleans.
    target : Level
        Shares, what each has already, and the amounts (for their common divisor).
    held : mapping of str to LinearExprT
        What each person of the target holds in the decision.
    most : mapping of str to int
        No person can hold more than this.

    Raises
    ------
    BadInput
        When the costs are too large to be told apart exactly.
    """
    step = gcd(*target.amounts.values()) or 1
    denominator = lcm(*(share.denominator for share in target.share.values()), 1)
    terms: list[tuple[int, cp_model.LinearExprT]] = []
    constant = Fraction(0)
    for person, base in target.base.items():
        share = target.share[person]
        constant += (base - share) ** 2
        steps = [cp.new_bool_var("") for _ in range(most[person] // step)]
        for lower, upper in pairwise(steps):
            cp.add_implication(upper, lower)
        cp.add(held[person] == step * _sum([(1, literal) for literal in steps]))
        for k, literal in enumerate(steps):
            below = base + k * step - share
            terms.append((int(step * (2 * below + step) * denominator), literal))
    scale = gcd(*(cost for cost, _ in terms)) or 1
    if sum(abs(cost) // scale for cost, _ in terms) >= EXACT:
        what = "shares are too finely divided to be levelled exactly"
        raise BadInput(Fault("engineer: capacity", what, "give capacities with fewer decimals"))
    return Cost(
        _sum([(cost // scale, term) for cost, term in terms]),
        Fraction(scale, denominator),
        constant,
        bool(terms),
    )


def _sum(terms: Sequence[tuple[int, cp_model.LinearExprT]]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum(
        [term for _, term in terms], [cost for cost, _ in terms]
    )

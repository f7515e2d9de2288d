"""Squares around a fair share, as marginal costs on ordered Booleans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, gcd, lcm

from ortools.sat.python import cp_model

from rotation.errors import BadInput, Fault
from rotation.goals.base import Level, Spread
from rotation.solve.squares import Span, Squares

__all__ = ["EXACT", "Cost", "LevelCost", "few", "level", "spread"]

EXACT = 2**53
"""CP-SAT reports objectives as doubles, which hold every whole number below this."""


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


class LevelCost:
    """The squares of a `Level` in a model: marginal costs on ordered Booleans "at least k".

    The linear relaxation of that is as tight as it gets. Not every step needs a Boolean: beyond
    some span around an even division the parabola goes on as its tangent. What is minimised then
    is a bound, and exact where nobody is beyond: `widened` looks for those.

    Parameters
    ----------
    cp : CpModel
        Gets the Booleans.
    squares : Squares
        What each step costs.
    held : mapping of str to LinearExprT
        What each person of the target holds in the decision.
    """

    def __init__(
        self, cp: cp_model.CpModel, squares: Squares, held: Mapping[str, cp_model.LinearExprT]
    ) -> None:
        self._cp, self._squares, self._held = cp, squares, held
        self._spans: dict[str, Span] = {}
        self._terms: dict[str, list[tuple[int, cp_model.LinearExprT]]] = {}
        self._constants: dict[str, int] = {}
        self._largest: dict[str, int] = {}

    def keep(self, spans: Mapping[str, Span]) -> None:
        """Leave each person only the steps of a span."""
        for person, (low, high) in spans.items():
            steps = self._steps(person, low, high)
            self._tie(person, low, [(1, literal) for literal in steps])
            self._constants[person] = self._squares.total(person, low)
            self._spans.pop(person, None)

    def see(self, spans: Mapping[str, Span]) -> None:
        """Tell the steps of each span apart; beyond it, lines that touch the parabola."""
        squares = self._squares
        for person, (low, high) in spans.items():
            self._spans[person] = low, high
            parts = [(1, literal) for literal in self._steps(person, low, high)]
            terms, top = self._terms[person], squares.top[person]
            self._constants[person] = 0
            if low:
                below, slope = self._cp.new_int_var(0, low, ""), squares.marginal(person, low - 1)
                parts.append((1, below))
                terms.append((slope, below))
                # The line touches the parabola at `low`, not at 0.
                self._constants[person] = squares.total(person, low) - low * slope
                self._largest[person] += low * abs(slope)
            if high < top:
                above, slope = (
                    self._cp.new_int_var(0, top - high, ""),
                    squares.marginal(person, high),
                )
                parts.append((1, above))
                terms.append((slope, above))
                self._largest[person] += (top - high) * abs(slope)
            self._tie(person, 0, parts)

    def widened(self, loads: Mapping[str, int], reach: int) -> bool:
        """Widen the spans that do not hold these loads; return whether there were any."""
        wider: dict[str, Span] = {}
        for person, (low, high) in self._spans.items():
            steps = loads[person] // self._squares.step
            if not low <= steps <= high:
                top = self._squares.top[person]
                wider[person] = max(min(low, steps - reach), 0), min(max(high, steps + reach), top)
        self.see(wider)
        return bool(wider)

    def cost(self) -> Cost:
        """Return `sum of (base + held - share)^2`.

        Raises
        ------
        BadInput
            When the costs are too large to be told apart exactly.
        """
        denominator = self._squares.denominator
        terms = [term for terms in self._terms.values() for term in terms]
        scale = gcd(*(cost for cost, _ in terms)) or 1
        if sum(self._largest.values()) // scale >= EXACT:
            what = "shares are too finely divided to be levelled exactly"
            raise BadInput(Fault("engineer: capacity", what, "give capacities with fewer decimals"))
        return Cost(
            _sum([(cost // scale, term) for cost, term in terms]),
            Fraction(scale, denominator),
            self._squares.constant + Fraction(sum(self._constants.values()), denominator),
            bool(terms),
        )

    def _steps(self, person: str, low: int, high: int) -> list[cp_model.IntVar]:
        steps = [self._cp.new_bool_var("") for _ in range(low, high)]
        for lower, upper in pairwise(steps):
            self._cp.add_implication(upper, lower)
        costs = [self._squares.marginal(person, k) for k in range(low, high)]
        self._terms[person] = list(zip(costs, steps, strict=True))
        self._largest[person] = sum(map(abs, costs))
        return steps

    def _tie(
        self, person: str, low: int, parts: Sequence[tuple[int, cp_model.LinearExprT]]
    ) -> None:
        step = self._squares.step
        self._cp.add(self._held[person] == step * (_sum(parts) + low))


def level(
    cp: cp_model.CpModel,
    target: Level,
    held: Mapping[str, cp_model.LinearExprT],
    most: Mapping[str, int],
    value: Fraction | None = None,
) -> Cost:
    """Post `sum of (base + held - share)^2` exactly, and return it.

    Parameters
    ----------
    cp : CpModel
        Gets the Booleans.
    target : Level
        Shares, what each has already, and the amounts.
    held : mapping of str to LinearExprT
        What each person of the target holds in the decision.
    most : mapping of str to int
        No person can hold more than this.
    value : fractions.Fraction, optional
        Of no interest is what makes the sum larger: the model then has no such loads.

    Raises
    ------
    BadInput
        When the costs are too large to be told apart exactly.
    """
    squares = Squares(target, most)
    posted = LevelCost(cp, squares, held)
    posted.keep(squares.everything() if value is None else squares.within(value))
    return posted.cost()


def spread(
    cp: cp_model.CpModel,
    target: Spread,
    held: Mapping[str, cp_model.LinearExprT],
    most: Mapping[str, int],
) -> Cost:
    """Post the largest minus the smallest of `factor x (base + held)`, and return it.

    Minimised, or kept at or below a value, it is that difference; else it may be larger.

    Parameters
    ----------
    cp : CpModel
        Gets the largest and the smallest.
    target : Spread
        Factors and what each has already.
    held : mapping of str to LinearExprT
        What each person of the target holds in the decision.
    most : mapping of str to int
        No person can hold more than this.

    Raises
    ------
    BadInput
        When the factors are too finely divided to be compared exactly.
    """
    if not any(most.values()):
        return Cost(_sum([]), Fraction(1), target.of(dict.fromkeys(most, 0)), varies=False)
    scale = lcm(*(factor.denominator for factor in target.factor.values()))
    whole = {person: int(factor * scale) for person, factor in target.factor.items()}
    top = max(whole[p] * (base + most[p]) for p, base in target.base.items())
    low = min(whole[p] * base for p, base in target.base.items())
    if max(top, -low) >= EXACT:
        what = "factors are too finely divided to be compared exactly"
        raise BadInput(Fault("goal: factor", what, "give factors with smaller denominators"))
    largest, smallest = cp.new_int_var(low, top, ""), cp.new_int_var(low, top, "")
    for person, base in target.base.items():
        amount = whole[person] * (held[person] + base)
        cp.add(amount <= largest)
        cp.add(amount >= smallest)
    return Cost(largest - smallest, Fraction(1, scale), Fraction(0))


def _sum(terms: Sequence[tuple[int, cp_model.LinearExprT]]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum(
        [term for _, term in terms], [cost for cost, _ in terms]
    )

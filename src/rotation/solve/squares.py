"""Squares around a fair share as marginal costs: exact whole numbers, without any solver.

The square of a whole number is piecewise linear and convex between whole numbers, so it is the sum
of its marginal costs over ordered steps. Nobody in an even plan is far from the others, and steps
that nobody takes are most of a large team's model; so only some steps need to be told apart:
those around an even division (`near`), or those that a known sum leaves (`within`).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from rotation.goals.base import Level

__all__ = ["Span", "Squares"]

Span = tuple[int, int]
"""The least and the most steps of one person, both included."""


class Squares:
    """`sum of (base + held - share)^2`, each `held` a whole number of equal steps.

    Parameters
    ----------
    target : Level
        Shares, what each has already, and the amounts (for their common divisor).
    most : mapping of str to int
        What each person of the target can hold at most, in the target's unit.

    Attributes
    ----------
    step : int
        Every amount is a multiple of it.
    denominator : int
        Marginal costs are multiples of its inverse.
    top : dict of str to int
        The most steps of each person.
    """

    def __init__(self, target: Level, most: Mapping[str, int]) -> None:
        self._target = target
        tables = (target.amounts, *target.own.values())
        self.step = gcd(*(amount for table in tables for amount in table.values())) or 1
        self._shares = lcm(*(share.denominator for share in target.share.values()), 1)
        self.denominator = self._shares * target.unit**2
        self.top = {person: most[person] // self.step for person in target.base}
        self._first = {p: self._marginal(p) for p in target.base}

    def _marginal(self, person: str) -> int:
        below = self._target.base[person] - self._target.share[person]
        return int(self.step * (2 * below + self.step) * self._shares)

    @property
    def _growth(self) -> int:
        """How much more each step costs than the one before."""
        return 2 * self.step**2 * self._shares

    def marginal(self, person: str, steps: int) -> int:
        """Return what one more than `steps` costs, as a multiple of 1 / `denominator`."""
        return self._first[person] + steps * self._growth

    def total(self, person: str, steps: int) -> int:
        """Return what the first `steps` cost together, as a multiple of 1 / `denominator`."""
        return steps * self._first[person] + steps * (steps - 1) // 2 * self._growth

    def grain(self, accounts: Iterable[str]) -> int:
        """Return what each account's totals differ by multiples of; 0 without any step."""
        grain = 0
        for account in accounts:
            first = self._first[account] if self.top[account] else 0
            grain = gcd(grain, first, self._growth if self.top[account] > 1 else 0)
        return grain

    def cheapest(self, person: str, level: int = 0) -> int:
        """Return how many steps have marginal costs below `level`.

        By default: the fewest with which the square is least.
        """
        steps = -((self._first[person] - level) // self._growth)
        return min(max(steps, 0), self.top[person])

    @property
    def constant(self) -> Fraction:
        """The sum when nobody holds anything."""
        pairs = ((base, self._target.share[p]) for p, base in self._target.base.items())
        return (
            sum(((base - share) ** 2 for base, share in pairs), Fraction(0)) / self._target.unit**2
        )

    def everything(self) -> dict[str, Span]:
        """Return every step of everybody."""
        return {person: (0, top) for person, top in self.top.items()}

    def near(self, reach: int) -> dict[str, Span]:
        """Return the steps around the most even division of all amounts.

        What there is to divide, where amounts depend on the holder, is a guess: the mean. Where
        people have several accounts, each pool is divided by itself.

        Parameters
        ----------
        reach : int
            How many steps to either side.
        """
        spans: dict[str, Span] = {}
        for amounts, accounts in self._target.pools():
            steps = sum(amounts.values()) // self.step
            if self._target.own and not self._target.accounts:
                whole = sum(sum(self._target.amounts_of(person).values()) for person in self.top)
                steps = whole // (self.step * len(self.top))
            spans |= self._near(accounts, steps, reach)
        return {account: spans[account] for account in self.top}

    def _near(self, accounts: Sequence[str], steps: int, reach: int) -> dict[str, Span]:
        """Return the steps around the most even division of some steps among accounts."""
        low = min((self._first[a] for a in accounts), default=0)
        high = max((self.marginal(a, self.top[a]) for a in accounts), default=0) + 1
        while low < high:
            middle = (low + high) // 2
            if sum(self.cheapest(account, middle) for account in accounts) < steps:
                low = middle + 1
            else:
                high = middle
        spans = {}
        for account in accounts:
            middle, top = self.cheapest(account, low), self.top[account]
            spans[account] = (max(middle - reach, 0), min(middle + reach, top))
        return spans

    def within(self, value: Fraction) -> dict[str, Span]:
        """Return the steps with which the sum can be at most `value`.

        Everybody else is supposed to be where their own square is least. Where nothing fits, only
        the best step is left, so that the sum itself shows it.
        """
        best = {person: self.cheapest(person) for person in self.top}
        least = sum(self.total(person, steps) for person, steps in best.items())
        room = (value - self.constant) * self.denominator - least
        spans = {}
        for person, middle in best.items():
            limit = self.total(person, middle) + room
            low = high = middle
            while low > 0 and self.total(person, low - 1) <= limit:
                low -= 1
            while high < self.top[person] and self.total(person, high + 1) <= limit:
                high += 1
            spans[person] = (low, high)
        return spans

"""What is stated: bounds of sums of literals, everywhere or where a literal is true.

Every statement has one normal form, whatever its author wrote: weights are above 0 and have no
common divisor, and none are kept where all are 1. So what knows only plain sums, such as the
packing of cliques, meets them however they are written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import gcd
from typing import Self, cast

from rotation.rules.base import Count, Literal, Terms
from rotation.rules.grounds import Grounds

__all__ = ["AtLeast", "AtMost", "Statement", "added_up"]


@dataclass(frozen=True, slots=True)
class _BoundedSum:
    """A sum of literals and its limit.

    Attributes
    ----------
    limit : int
        Of the sum.
    literals : tuple of Literal
        What is added up.
    grounds : Grounds
        Why.
    weights : tuple of int
        One above 0 for each literal; empty where each is 1.
    when : Literal, optional
        Where it is true, the statement holds; by default the statement always does.
    """

    limit: int
    literals: tuple[Literal, ...]
    grounds: Grounds
    weights: tuple[int, ...] = ()
    when: Literal | None = None

    @property
    def plain(self) -> bool:
        """Whether it is a number of literals, everywhere."""
        return not self.weights and self.when is None

    @property
    def terms(self) -> Iterator[tuple[int, Literal]]:
        """The literals with their weights."""
        return zip(self.weights or (1,) * len(self.literals), self.literals, strict=True)

    @property
    def every(self) -> tuple[Literal, ...]:
        """All literals of it, with the condition."""
        return self.literals if self.when is None else (*self.literals, self.when)

    @classmethod
    def of(
        cls,
        limit: int,
        literals: Sequence[Literal],
        weights: Sequence[int] | None,
        grounds: Grounds,
        when: Literal | None = None,
    ) -> Self:
        """Return the statement in its normal form.

        Parameters
        ----------
        limit : int
            Of the sum.
        literals : sequence of Literal
            What is added up.
        weights : sequence of int or None
            One for each literal, of any sign; None for 1 each.
        grounds : Grounds
            Why.
        when : Literal, optional
            Where it holds.
        """
        if weights is None:
            return cls(limit, tuple(literals), grounds, (), when)
        kept: list[tuple[int, Literal]] = []
        for weight, literal in zip(weights, literals, strict=True):
            if weight < 0:
                # A literal that is not true adds what the true one takes away, less than nothing.
                limit -= weight
                kept.append((-weight, Literal(-literal)))
            elif weight:
                kept.append((weight, literal))
        divisor = gcd(*(weight for weight, _ in kept)) or 1
        each = tuple(weight // divisor for weight, _ in kept)
        return cls(
            cls._divided(limit, divisor),
            tuple(literal for _, literal in kept),
            grounds,
            each if any(weight != 1 for weight in each) else (),
            when,
        )

    @staticmethod
    def _divided(limit: int, divisor: int) -> int:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class AtMost(_BoundedSum):
    """The sum of the literals is at most `limit`."""

    @property
    def most_together(self) -> int:
        """How many of the literals can be true together: as many as there are of the lightest."""
        if not self.weights:
            return self.limit
        return sum(whole <= self.limit for whole in accumulate(sorted(self.weights)))

    @staticmethod
    def _divided(limit: int, divisor: int) -> int:
        return limit // divisor


@dataclass(frozen=True, slots=True)
class AtLeast(_BoundedSum):
    """The sum of the literals is at least `limit`."""

    @staticmethod
    def _divided(limit: int, divisor: int) -> int:
        return -(-limit // divisor)


Statement = AtMost | AtLeast


def added_up(
    terms: Terms, weights: Sequence[int] | None
) -> tuple[Sequence[Literal], Sequence[int] | None]:
    """Return terms as literals with their weights: a count as the literals that it counts.

    Raises
    ------
    ValueError
        When there is not one weight for each term.
    """
    if weights is not None and len(weights) != len(terms):
        raise ValueError(f"{len(weights)} weights for {len(terms)} terms")
    if weights is None and not any(isinstance(term, Count) for term in terms):
        # Nearly every statement, of which a large team has a hundred thousand.
        return cast("Sequence[Literal]", terms), None
    literals: list[Literal] = []
    each: list[int] = []
    for term, weight in zip(terms, weights or (1,) * len(terms), strict=True):
        parts = term.literals if isinstance(term, Count) else (term,)
        literals += parts
        each += [weight] * len(parts)
    return literals, None if weights is None else each

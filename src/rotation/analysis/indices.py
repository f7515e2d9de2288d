"""Exact indices of inequality: Gini, Jain, standard deviation."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Indices", "gini", "jain", "standard_deviation"]

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Indices:
    """How even one ledger is.

    Attributes
    ----------
    people : int
        How many have a share above 0: `gini` and `jain` are over their ratios load / share.
    gini, jain : fractions.Fraction or None
        None when nobody has a share above 0.
    standard_deviation : float or None
        Of the differences load - share of everybody with a share; None without any.
    """

    people: int
    gini: Fraction | None
    jain: Fraction | None
    standard_deviation: float | None

    @classmethod
    def of(cls, pairs: Sequence[tuple[Number, Fraction]]) -> "Indices":
        """Return the indices of pairs of load and share."""
        ratios = [Fraction(load) / share for load, share in pairs if share > 0]
        return cls(
            len(ratios),
            gini(ratios) if ratios else None,
            jain(ratios) if ratios else None,
            standard_deviation([load - share for load, share in pairs]) if pairs else None,
        )


def gini(values: Sequence[Number]) -> Fraction:
    """Return Gini's index: half the mean difference of all pairs, over the mean.

    0 when all are equal, zeros included; `(n - 1) / n` when one has everything.

    Parameters
    ----------
    values : sequence of int or fractions.Fraction
        At least one, none below 0.

    References
    ----------
    C. Gini, *Variabilita e mutabilita*, Bologna, 1912.
    """
    n, whole = len(values), _sum(values)
    if not whole:
        return Fraction(0)
    # In ascending order the i-th value is subtracted n - i times and added i - 1 times.
    spread = _sum((2 * i - n - 1) * v for i, v in enumerate(sorted(values), 1))
    return spread / (n * whole)


def jain(values: Sequence[Number]) -> Fraction:
    """Return Jain's index of fairness: `(sum x)^2 / (n x sum x^2)`.

    1 when all are equal, zeros included; `1 / n` when one has everything.

    Parameters
    ----------
    values : sequence of int or fractions.Fraction
        At least one, none below 0.

    References
    ----------
    R. Jain, D. Chiu, W. Hawe, *A Quantitative Measure of Fairness and Discrimination for Resource
    Allocation in Shared Computer Systems*, DEC-TR-301, 1984.
    """
    squares = _sum(v * v for v in values)
    if not squares:
        return Fraction(1)
    whole = _sum(values)
    return whole * whole / (len(values) * squares)


def standard_deviation(values: Sequence[Number]) -> float:
    """Return the population standard deviation: the root of the mean square about the mean.

    Parameters
    ----------
    values : sequence of int or fractions.Fraction
        At least one; the variance is exact, its root the nearest float.

    References
    ----------
    K. Pearson, *Contributions to the Mathematical Theory of Evolution*, Phil. Trans. R. Soc.
    A 185, 1894, which named it.
    """
    mean = _sum(values) / len(values)
    return math.sqrt(_sum((v - mean) * (v - mean) for v in values) / len(values))


def _sum(values: Iterable[Number]) -> Fraction:
    return Fraction(sum(values))

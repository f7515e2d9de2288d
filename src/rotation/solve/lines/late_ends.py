"""Where pairs can be that a limit still allows: hardly anywhere, in a long horizon.

A roster with few pairs becomes one without any when nobody holds the later shift of each pair. So
where no roster is without pairs, and an LP over lines without them shows that, its duals say where
a shift less would help: what the shifts left out are worth has to make up for the bound.
"""

from collections.abc import Sequence
from fractions import Fraction

from rotation.solve.lines.bounds import Bounded

__all__ = ["late_ends"]


def late_ends(bounded: Bounded, most: int) -> int:
    """Return the shifts that can be the later one of a pair, as bits.

    Parameters
    ----------
    bounded : Bounded
        Of a program without any pair and without ties (`Frame.untied`), whose aim is nothing: a
        line without the later shifts of its pairs has to be a line there.
    most : int
        How many pairs a roster may have.
    """
    every = (1 << len(bounded.worth)) - 1
    if bounded.value is None or not bounded.worth or bounded.value <= 0:
        return every
    return sum(
        1 << shift
        for shift, worth in enumerate(bounded.worth)
        if worth + _most_of_others(bounded.worth, shift, most - 1) >= bounded.value
    )


def _most_of_others(worth: Sequence[Fraction], shift: int, number: int) -> Fraction:
    others = sorted((each for n, each in enumerate(worth) if n != shift and each > 0), reverse=True)
    return sum(others[:number], Fraction(0))

"""Bounds that are known before any search."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.model.objective import Objective
from rotation.solve.posted_tiers import PostedTier

__all__ = ["KnownBounds"]


class KnownBounds:
    """What is proved of the same problem with fewer rules.

    A roster that keeps more rules is none that fewer rules forbid: so a bound there is one here, as
    long as every tier before has the value it has there.

    Parameters
    ----------
    objectives : sequence of Objective
        What was reported with fewer rules, in order.
    """

    def __init__(self, objectives: Sequence[Objective] = ()) -> None:
        self._objectives = tuple(objectives)

    def of(
        self, tier: PostedTier, before: Sequence[tuple[PostedTier, Fraction]]
    ) -> Fraction | None:
        """Return the bound of a tier, where it is one.

        Parameters
        ----------
        tier : PostedTier
            The tier that is asked about.
        before : sequence of (PostedTier, Fraction)
            Every tier before it, in order, and the value it is at, or is bounded by.
        """
        here = len(before)
        if here >= len(self._objectives) or self._objectives[here].name != tier.name:
            return None
        pairs = zip(before, self._objectives[:here], strict=True)
        same = all(t.name == o.name and value == o.value for (t, value), o in pairs)
        return self._objectives[here].bound if same else None

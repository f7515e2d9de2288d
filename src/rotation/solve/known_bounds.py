"""Bounds that are known before any search."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.model.objective import Objective
from rotation.solve.posted_tiers import PostedTier

__all__ = ["KnownBounds"]


class KnownBounds:
    """Bounds that were proved for the same problem with fewer rules.

    A roster that keeps more rules is also allowed with fewer: so a bound there holds here, as long
    as every earlier tier has the same value.

    Parameters
    ----------
    objectives : sequence of Objective
        The objectives with fewer rules, in order.
    """

    def __init__(self, objectives: Sequence[Objective] = ()) -> None:
        self._objectives = tuple(objectives)

    def of(
        self, tier: PostedTier, before: Sequence[tuple[PostedTier, Fraction]]
    ) -> Fraction | None:
        """Return the bound of a tier, if it holds.

        Parameters
        ----------
        tier : PostedTier
            The tier in question.
        before : sequence of (PostedTier, Fraction)
            Every earlier tier, in order, and its value or bound.
        """
        here = len(before)
        if here >= len(self._objectives) or self._objectives[here].name != tier.name:
            return None
        pairs = zip(before, self._objectives[:here], strict=True)
        same = all(t.name == o.name and value == o.value for (t, value), o in pairs)
        return self._objectives[here].bound if same else None

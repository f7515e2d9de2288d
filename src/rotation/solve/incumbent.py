"""The best roster so far, and the tiers it has decided."""

from fractions import Fraction

from rotation.goals.base import Level, Spread
from rotation.model.objective import Objective
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.solve.known_bounds import KnownBounds
from rotation.solve.posted_tiers import Pins, PostedTier, loads_of

__all__ = ["Incumbent"]


class Incumbent:
    """The best roster so far, compared tier by tier, the first difference deciding.

    Every value is measured by the goals in plain Python, never taken from the solver.

    Parameters
    ----------
    problem : Problem
        Whose rosters are compared.
    known : KnownBounds, optional
        What is proved beforehand.

    Attributes
    ----------
    known : KnownBounds
        As given.
    decided : list of PostedTier
        The tiers that are done, most important first: no later roster is worse in them.
    """

    def __init__(self, problem: Problem, known: KnownBounds | None = None) -> None:
        self._problem = problem
        self.known = known or KnownBounds()
        self._roster: Roster | None = None
        self._measured: dict[tuple[int, Roster], tuple[Fraction, ...]] = {}
        self.decided: list[PostedTier] = []

    @property
    def exists(self) -> bool:
        """Whether there is a roster at all."""
        return self._roster is not None

    @property
    def roster(self) -> Roster:
        """The best roster; there has to be one."""
        assert self._roster is not None
        return self._roster

    def offer(self, roster: Roster, *tiers: PostedTier) -> None:
        """Keep a roster unless it is worse in the decided tiers and in these next ones."""
        if self._roster is not None:
            for tier in (*self.decided, *tiers):
                new, old = self.value(tier, roster), self.value(tier)
                if new != old:
                    if tier.better(new, old):
                        break
                    return
        self._roster = roster

    def as_good(self, roster: Roster) -> bool:
        """Return whether a roster is no worse than the best one in each decided tier."""
        return not any(t.better(value, self.value(t, roster)) for t, value in self.values())

    def decide(self, *tiers: PostedTier) -> None:
        """Continue with the tiers after these."""
        self.decided += tiers

    def value(self, tier: PostedTier, roster: Roster | None = None) -> Fraction:
        """Return the value of a roster, by default of the best; each goal measures it once."""
        roster = self.roster if roster is None else roster
        key = (id(tier.goal), roster)
        if key not in self._measured:
            self._measured[key] = tuple(map(Fraction, tier.goal.measure(self._problem, roster)))
        return self._measured[key][tier.index]

    def values(self) -> list[tuple[PostedTier, Fraction]]:
        """Return the decided tiers with their values."""
        return [(tier, self.value(tier)) for tier in self.decided]

    def reached(self, tier: PostedTier) -> bool:
        """Return whether nothing is left to look for: the best roster is at the tier's bound.

        That is a proof where the bound is one that was shown, and none at the goal's own.
        """
        return self.value(tier) in (tier.bound, tier.own_bound)

    def known_bound(self, tier: PostedTier) -> Fraction | None:
        """Return the known bound of the next tier, under the values of the decided ones."""
        return self.known.of(tier, self.values())

    def pins(self) -> Pins:
        """Return the loads of the best roster in the decided ledgers."""
        return [
            (tier.target, loads_of(tier.target, self.roster))
            for tier in self.decided
            if isinstance(tier.target, Level | Spread)
        ]

    def objectives(self) -> tuple[Objective, ...]:
        """Return the objectives of the decided tiers."""
        return tuple(tier.objective(value) for tier, value in self.values())

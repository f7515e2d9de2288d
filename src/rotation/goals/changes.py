"""Fewest published shifts change hands (G8)."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.goals.base import Few, Goal, Target, Tier
from rotation.goals.traits import GoalTraits
from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import View

__all__ = ["Changes"]


class Changes(ByValue):
    """Fewest published shifts with another holder, or none."""

    name = "changes"
    title = "fewest changes to what is published"
    traits = GoalTraits(counts_changes=True)
    tiers: tuple[Tier, ...] = (Tier("", "published shifts that change hands", "shifts"),)

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal; None if planning cannot change any published shift."""
        return self if problem.published else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the published shifts with another holder."""
        moved = sum(roster[shift] != holder for shift, holder in problem.published.items())
        return [Fraction(moved)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Count all published shifts minus the literals "the published person holds it"."""
        kept = tuple((-1, view.works(p, shift)) for shift, p in problem.published.items())
        return [Few(kept, len(kept))]

"""A soft rule as a goal: it need not hold, and is broken as little as the goals before allow."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.goals.base import Few, Goal, Target, Tier
from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import SoftRule, View
from rotation.rules.settings import Settings, settings_of

__all__ = ["Softened"]


class Softened(ByValue):
    """A goal with the name of a rule: its `cost`, which is 0 where the rule is kept.

    Parameters
    ----------
    rule : SoftRule
        Named in `[goals] soft`.
    """

    def __init__(self, rule: SoftRule) -> None:
        self._rule = rule
        self.name, self.title = rule.name, rule.title
        self.tiers: tuple[Tier, ...] = (Tier("", rule.counts, rule.unit),)

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal, or None where the rule has no table to keep."""
        settings = getattr(self._rule, "settings", Settings)
        kept = not settings.repeated or settings_of(problem, self._rule, settings)
        return self if kept else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the cost of the rule."""
        return [Fraction(self._rule.cost(problem, roster))]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Sum up the terms of the rule."""
        return [Few(tuple(self._rule.post_soft(problem, view)))]

"""Fewest open shifts (G1).

This goal also decides which ones stay open. The fairness goals would choose the heaviest, because
a holiday that nobody works counts in no ledger.
"""

from collections.abc import Sequence
from fractions import Fraction

from rotation.goals.base import Few, Target, Tier
from rotation.goals.traits import GoalTraits
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.rules.base import View

__all__ = ["Open"]


class Open:
    """Fewest open regular shifts, then volunteer shifts, then fewest rest days in what is open."""

    name = "open"
    title = "fewest open shifts"
    traits = GoalTraits(leads=True)
    tiers: tuple[Tier, ...] = (
        Tier("regular", "open regular shifts", "shifts"),
        Tier("volunteer", "open volunteer shifts", "shifts"),
        Tier("rest_days", "rest days in open shifts", "days"),
    )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the open shifts of each kind, and their rest days."""
        left = [s for s in map(problem.shift, roster.open_shifts()) if not s.shadow]
        kinds = [shift.kind for shift in left]
        return [
            Fraction(kinds.count(ShiftKind.REGULAR)),
            Fraction(kinds.count(ShiftKind.VOLUNTEER)),
            Fraction(sum(shift.loads.rest_days for shift in left)),
        ]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Count the literals "nobody holds this shift"."""
        counted = [
            [(1, shift) for shift in problem.regular()],
            [(1, shift) for shift in problem.volunteer()],
            [(int(s.loads.rest_days), s) for s in problem.shifts if s.loads.rest_days],
        ]
        return [
            Few(tuple((cost, view.is_open(shift.id)) for cost, shift in costs)) for costs in counted
        ]

"""Goal 1 of the domain: fewest open shifts."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.goals.base import Few, Target, Tier
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.rules.base import View

__all__ = ["Open"]


class Open:
    """Fewest open regular shifts, then fewest open volunteer shifts."""

    name = "open"
    title = "fewest open shifts"
    tiers: tuple[Tier, ...] = (
        Tier("regular", "open regular shifts", "shifts"),
        Tier("volunteer", "open volunteer shifts", "shifts"),
    )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the open shifts of each kind."""
        kinds = [problem.shift(shift).kind for shift in roster.open_shifts()]
        return [Fraction(kinds.count(kind)) for kind in (ShiftKind.REGULAR, ShiftKind.VOLUNTEER)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Count the literals "nobody holds this shift"."""
        return [
            Few(tuple((1, view.is_open(shift.id)) for shift in shifts))
            for shifts in (problem.regular(), problem.volunteer())
        ]

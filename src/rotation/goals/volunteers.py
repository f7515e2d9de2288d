"""Volunteer days even among those who offered, then their preferences (G5)."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.goals.base import Few, Target, Tier
from rotation.goals.levelling import level, unevenness
from rotation.goals.traits import GoalTraits
from rotation.model.by_value import ByValue
from rotation.model.fairness import Quantity, volunteer_shares
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View

__all__ = ["Volunteers"]

_NEVER_OFFERED = 3
"""The preference of a shift settled on somebody who never offered it: "only if needed"."""


def _preference(person: Person, shift: Shift) -> int:
    return min((o.preference for o in person.offers_of(shift)), default=_NEVER_OFFERED)


class Volunteers(ByValue):
    """Volunteer days spread evenly over the people who offered, then by their preferences."""

    name = "volunteers"
    title = "volunteer days even among those who offered, then as they prefer"
    traits = GoalTraits(levels=Quantity.VOLUNTEER_DAYS)
    tiers: tuple[Tier, ...] = (
        Tier("days", "volunteer days: squared differences from an even share", "squared days"),
        Tier("preferences", "preferences of the volunteers, 1 preferred to 3 if needed", "points"),
    )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the squared differences, and the sum of the holders' preferences."""
        days = unevenness(problem, roster, Quantity.VOLUNTEER_DAYS, volunteer_shares(problem))
        points = 0
        for shift in problem.volunteer():
            holder = roster[shift.id]
            if holder is not None:
                points += _preference(problem.person(holder), shift)
        return [days, Fraction(points)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Describe both, with a preference for everybody, because goals do not know the rules."""
        terms = [
            (_preference(person, shift), view.works(person.id, shift.id))
            for shift in problem.volunteer()
            for person in problem.people
        ]
        shares = volunteer_shares(problem)
        return [level(problem, Quantity.VOLUNTEER_DAYS, shares), Few(tuple(terms))]

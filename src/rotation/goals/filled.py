"""Most shadow turns held, newcomers first (G30)."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.goals.base import Few, Target, Tier
from rotation.goals.traits import GoalTraits
from rotation.model.by_value import ByValue
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View

__all__ = ["FilledShadows"]


def _shadows(problem: Problem) -> tuple[Shift, ...]:
    return tuple(shift for shift in problem.shifts if shift.shadow)


def _new(person: Person, shift: Shift) -> bool:
    return shift.start < person.new_until


class FilledShadows(ByValue):
    """Fewest open shadow turns; then fewest of them held by people who are not new."""

    name = "filled"
    title = "shadow turns held, by newcomers first"
    traits = GoalTraits()
    tiers: tuple[Tier, ...] = (
        Tier("open", "open shadow turns", "turns"),
        Tier("newcomers", "shadow turns of people who are not new", "turns"),
    )

    def within(self, problem: Problem) -> "FilledShadows | None":
        """Return the goal; None without shadow turns."""
        return self if _shadows(problem) else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the open shadow turns, and those of people who are not new."""
        held = [(roster[shift.id], shift) for shift in _shadows(problem)]
        experienced = sum(
            who is not None and not _new(problem.person(who), shift) for who, shift in held
        )
        return [Fraction(sum(who is None for who, _ in held)), Fraction(experienced)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Count the literals of open turns, and of people who are not new."""
        shadows = _shadows(problem)
        return [
            Few(tuple((1, view.is_open(shift.id)) for shift in shadows)),
            Few(
                tuple(
                    (1, view.works(person.id, shift.id))
                    for shift in shadows
                    for person in problem.people
                    if not _new(person, shift)
                )
            ),
        ]

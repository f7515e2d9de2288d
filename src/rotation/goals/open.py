"""Fewest open shifts (G1).

This goal also decides which ones stay open. The fairness goals would choose the heaviest, because
a holiday that nobody works counts in no ledger.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from rotation.goals.base import Few, Goal, Target, Tier
from rotation.goals.traits import GoalTraits
from rotation.model.by_value import ByValue
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules.base import View

__all__ = ["Open", "borne_in"]


_TIERS = (
    Tier("regular", "open regular shifts", "shifts"),
    Tier("volunteer", "open volunteer shifts", "shifts"),
    Tier("rest_days", "rest days in open shifts", "days"),
)
_BEARABLE = Tier("bearable", "time off on call, within bearable_hours", "minutes")


class Open(ByValue):
    """Fewest open regular shifts, then volunteer shifts, then fewest rest days in what is open."""

    name = "open"
    title = "fewest open shifts"
    traits = GoalTraits(leads=True)

    def __init__(self, tiers: tuple[Tier, ...] = _TIERS) -> None:
        self.tiers = tiers

    def within(self, problem: Problem) -> Goal:
        """Return the goal, with time off that somebody bears as its last tier if that is set."""
        bears = any(person.bears for person in problem.people)
        return Open((*_TIERS, _BEARABLE)) if bears else self

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the open shifts of each kind, and their rest days."""
        left = [s for s in map(problem.shift, roster.open_shifts()) if not s.shadow]
        kinds = [shift.kind for shift in left]
        numbers = [
            Fraction(kinds.count(ShiftKind.REGULAR)),
            Fraction(kinds.count(ShiftKind.VOLUNTEER)),
            Fraction(sum(shift.loads.rest_days for shift in left)),
            Fraction(sum(minutes for *_, minutes in borne_in(problem, roster))),
        ]
        return numbers[: len(self.tiers)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Count the literals "nobody holds this shift"."""
        counted = [
            [(1, shift) for shift in problem.regular()],
            [(1, shift) for shift in problem.volunteer()],
            [(int(s.loads.rest_days), s) for s in problem.shifts if s.loads.rest_days],
        ]
        targets = [
            Few(tuple((cost, view.is_open(shift.id)) for cost, shift in costs)) for costs in counted
        ]
        if len(self.tiers) > len(targets):
            terms = (
                (_minutes(person, shift), view.works(person.id, shift.id))
                for person in problem.people
                for shift in problem.shifts
            )
            targets.append(Few(tuple((cost, literal) for cost, literal in terms if cost)))
        return targets


def borne_in(problem: Problem, roster: Roster) -> Iterator[tuple[Person, Shift, int]]:
    """Yield who holds which shift in bearable time off, with the minutes, in order of time."""
    for shift in problem.shifts:
        holder = roster[shift.id]
        if holder is not None:
            person = problem.person(holder)
            minutes = _minutes(person, shift)
            if minutes:
                yield person, shift, minutes


def _minutes(person: Person, shift: Shift) -> int:
    """Return the minutes of a shift in bearable time off, rounded up."""
    return -(-person.borne(shift) // timedelta(minutes=1)) if person.bears else 0

"""Rule 1 of the domain: every shift stands in the roster, with one engineer or open."""

from collections.abc import Iterator

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import View, Violation

__all__ = ["Coverage"]


class Coverage:
    """The roster names exactly the shifts of the problem, each with a known holder or open."""

    name = "coverage"
    title = "every shift has one known engineer or is visibly open"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield missing shifts and unknown holders by start, then unknown shifts by id."""
        for shift in problem.shifts:
            if shift.id not in roster:
                text = f"{shift.id} is missing from the schedule"
                yield Violation(self.name, text, shifts=(shift.id,))
                continue
            holder = roster[shift.id]
            if holder is not None and not problem.has_person(holder):
                text = f"{shift.id} is held by {holder!r}, who is not in the rotation"
                yield Violation(self.name, text, shifts=(shift.id,))
        known = {shift.id for shift in problem.shifts}
        for unknown in sorted(set(roster) - known):
            yield Violation(self.name, f"{unknown} is not a shift of the horizon")

    def post(self, problem: Problem, view: View) -> None:
        """Say that a shift has at most one holder; without any it is open."""
        for shift in problem.shifts:
            view.at_most(
                1,
                [view.works(person.id, shift.id) for person in problem.people],
                because=f"{shift.id} needs one engineer only",
            )

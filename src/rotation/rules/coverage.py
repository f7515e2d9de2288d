"""Every shift is in the roster, with one engineer or open."""

from collections.abc import Iterable, Iterator, Mapping

from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.source import Source
from rotation.rules.base import View, Violation
from rotation.rules.grounds import Grounds, Words
from rotation.rules.traits import Traits

__all__ = ["Coverage", "uncovered"]


class Coverage(ByValue):
    """The roster has exactly the shifts of the problem, each with a known holder or open."""

    name = "coverage"
    title = "every shift has one known engineer or is visibly open"
    traits = Traits(structural=True, relaxable=False)

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
        """State that a shift has at most one holder; without one it is open."""
        for shift in problem.shifts:
            view.at_most(
                1,
                [view.works(person.id, shift.id) for person in problem.people],
                kind="one_holder",
                quantities={"shift": shift.id},
            )

    def could_break(self, problem: Problem, moves: Mapping[str, str]) -> bool:
        """Return that no trade can: the rule is about ids that a trade keeps."""
        del problem, moves
        return False

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: one engineer is enough."""
        del problem
        return Words(f"{grounds.quantity('shift')} needs one engineer only", "once per shift")


def uncovered(text: str, shifts: Iterable[str], sources: Iterable[Source]) -> Violation:
    """Return the violation that a schedule does not cover the tracks exactly once."""
    return Violation(Coverage.name, text, tuple(shifts), sources=tuple(sources))

"""Nobody is on call twice at one instant."""

from collections.abc import Iterator

from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, Window
from rotation.rules.base import View, Violation
from rotation.rules.clashes import clashes, keep_apart
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.traits import Traits

__all__ = ["Overlap"]


def _any(shift: Shift) -> bool:
    del shift
    return True


def _windows(shift: Shift) -> tuple[Window, ...]:
    return shift.windows


def _itself(shift: Shift) -> str:
    return shift.id


def _fields(shift: Shift) -> Fields:
    del shift
    return {"kind": "at_once"}


class Overlap(ByValue):
    """Nobody is on call in two shifts at the same instant, whatever their tracks and kinds."""

    name = "overlap"
    title = "nobody is on call twice at the same time"
    traits = Traits(one_person=True, firmness=20)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every pair of overlapping shifts of one person."""
        for clash in clashes(problem, roster, _any, _windows, _itself):
            name = called(problem, clash.person.id)
            both = f"{clash.first.id} and {clash.second.id} at the same time"
            yield Violation(
                rule=self.name,
                text=f"{name} holds {both}",
                would=f"{name} would hold {both}",
                shifts=clash.planned,
                people=(clash.person.id,),
                carried=clash.carried,
                sources=clash.sources,
                grounds=Grounds((clash.person.id,), "at_once", (("held", clash.first.id),)),
            )

    def post(self, problem: Problem, view: View) -> None:
        """State at most one of each set of shifts that share an instant, per person."""
        keep_apart(problem, view, _any, _windows, key=_itself, fields=_fields)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: nobody can be on call twice, and what is held already."""
        held = grounds.quantity("held")
        clause = "cannot be on call twice at the same time"
        if held is None:
            return personal(problem, grounds, clause, "on call once at a time")
        clause = f"{clause} and holds {held}"
        return personal(problem, grounds, clause, "on call elsewhere at the time")

"""Rule 3 of the domain: nobody holds two overlapping shifts."""

from collections.abc import Iterator
from datetime import datetime

from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.apart import clashes, keep_apart
from rotation.rules.base import View, Violation

__all__ = ["Overlap"]


def _any(_shift: Shift) -> bool:
    return True


def _end(shift: Shift) -> datetime:
    return shift.end


def _itself(shift: Shift) -> str:
    return shift.id


class Overlap:
    """Nobody holds two shifts at the same instant, whatever their tracks and kinds."""

    name = "overlap"
    title = "nobody is on call twice at the same time"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every pair of overlapping shifts of one person."""
        for clash in clashes(problem, roster, _any, _end, _itself):
            both = f"{clash.first.id} and {clash.second.id}"
            yield Violation(
                rule=self.name,
                text=f"{clash.person.name} holds {both} at the same time",
                shifts=clash.planned,
                people=(clash.person.id,),
                carried=clash.carried,
                sources=clash.sources,
            )

    def post(self, problem: Problem, view: View) -> None:
        """Say at most one of each set of shifts that share an instant, person by person."""

        def sentence(person: Person, _shift: Shift) -> str:
            return f"{person.name} cannot be on call twice at the same time"

        keep_apart(problem, view, _any, _end, key=_itself, sentence=sentence)

"""Rule 4 of the domain: rest between the regular shifts of one person."""

from collections.abc import Iterator
from datetime import datetime

from rotation.model.identity import split_part
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules.apart import clashes, keep_apart
from rotation.rules.base import View, Violation
from rotation.rules.common import plural_days

__all__ = ["Rest"]


def _regular(shift: Shift) -> bool:
    return shift.kind is ShiftKind.REGULAR


def _rested(shift: Shift) -> datetime:
    return shift.rested


def _whole(shift: Shift) -> str:
    """Whoever gives a part of a shift away and comes back for the rest of it needs no rest."""
    return split_part(shift.id)[0]


def _needs(person: Person, shift: Shift) -> str:
    return f"{person.name} needs {plural_days(shift.rested - shift.end)} between shifts"


class Rest:
    """A person's next regular shift starts when the person is rested from the one before.

    The parts of one split shift need none between them. Shifts that overlap leave no rest, so they
    break this rule as well as `overlap`;
    `rotation.rules.violations` tells people only once.
    """

    name = "rest"
    title = "everybody rests between regular shifts"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every pair of regular shifts of one person that are too near."""
        for clash in clashes(problem, roster, _regular, _rested, _whole):
            needed = plural_days(clash.first.rested - clash.first.end)
            yield Violation(
                rule=self.name,
                text=f"{clash.person.name} holds {clash.first.id} and {clash.second.id} "
                f"but needs {needed} between shifts",
                shifts=clash.planned,
                people=(clash.person.id,),
                carried=clash.carried,
                sources=clash.sources,
            )

    def post(self, problem: Problem, view: View) -> None:
        """Say at most one of each set of shifts whose intervals up to rest share an instant."""
        keep_apart(problem, view, _regular, _rested, key=_whole, sentence=_needs)

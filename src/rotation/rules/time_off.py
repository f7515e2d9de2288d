"""Nobody is on call during their time off."""

from collections.abc import Iterator
from dataclasses import replace

from rotation.model.by_value import ByValue
from rotation.model.problem import Block, BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.away import Blocked
from rotation.rules.base import View, Violation
from rotation.rules.common import local_span, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy
from rotation.rules.traits import Traits

__all__ = ["TimeOffKept"]


def _fields(problem: Problem, block: Block) -> Fields:
    when = block.wording or local_span(problem, block.start, block.end)
    return {"kind": block.kind, "quantities": {"when": when}}


class TimeOffKept(ByValue):
    """Nobody is on call during their time off; any overlap counts, even an hour."""

    name = "time_off"
    title = "nobody is on call during their time off"
    traits = Traits(one_person=True, firmness=50)
    _blocked = Blocked(name, (BlockKind.TIME_OFF,), _fields, "would be away during")

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift held during time off."""
        return self._blocked.check(problem, roster, self.words)

    def post(self, problem: Problem, view: View) -> None:
        """Forbid every shift that overlaps time off."""
        self._blocked.post(problem, view)

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return the time off that keeps a person off a shift."""
        return self._blocked.keeps_off(problem, person, shift)

    def lifted(self, problem: Problem) -> Problem:
        """Return the problem in which nobody has time off."""
        return self._blocked.lifted(problem)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: when somebody is away."""
        when = grounds.quantity("when")
        made = personal(problem, grounds, f"is away {when}", "away")
        return replace(made, sentence=grounds.because or made.sentence, again=str(when))

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Move the time off."""
        (person,) = case.grounds.about
        meant = self._blocked.meant(case.problem, case.grounds)
        if meant:
            owner = case.problem.person(person)
            left = tuple(block for block in owner.blocks if block not in meant)
            when = str(case.grounds.quantity("when"))
            of = "" if when.startswith("on ") else "of "
            yield Remedy(
                ChangeKind.ABSENCE,
                person,
                f"{called(case.problem, person)} moves the time off {of}{when}",
                with_person(case.problem, replace(owner, blocks=left)),
            )

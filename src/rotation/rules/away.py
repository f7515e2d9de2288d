"""Intervals in which a person cannot be on call: the common part of `time_off` and `membership`."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from rotation.model.problem import Block, BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View, Violation
from rotation.rules.common import settled
from rotation.rules.grounds import Fields, Grounds, Words, called

__all__ = ["Blocked"]


class Blocked:
    """A rule that nobody holds a shift that overlaps one of their intervals of some kinds.

    Parameters
    ----------
    name : str
        Of the rule.
    kinds : collection of BlockKind
        The kinds of the rule's intervals.
    fields : callable
        Returns the fields of a statement about a person's interval, `kind` among them.
    would : str
        A clause before a shift for a hypothetical roster: `would be away during`.
    """

    def __init__(
        self,
        name: str,
        kinds: Collection[BlockKind],
        fields: Callable[[Problem, Block], Fields],
        would: str,
    ) -> None:
        self.name, self.kinds, self.fields, self.would = name, kinds, fields, would

    def fields_of(self, problem: Problem, person: Person, block: Block) -> Fields:
        """Return the fields of a statement about an interval."""
        return {
            "about": person.id,
            "source": block.source,
            "because": block.because,
            "setting": person.bears_source if block.bearable and person.bears else None,
            **self.fields(problem, block),
        }

    def check(
        self, problem: Problem, roster: Roster, words: Callable[[Problem, Grounds], Words]
    ) -> Iterator[Violation]:
        """Yield every held shift with every interval of its holder that it overlaps, by start."""
        for shift in problem.shifts:
            holder = roster.get(shift.id)
            if holder is None or not problem.has_person(holder):
                continue
            person = problem.person(holder)
            for block in person.blocks:
                if block.kind in self.kinds and person.kept_off(block, shift):
                    grounds = Grounds.of(self.fields_of(problem, person, block))
                    made = words(problem, grounds)
                    reason, name = made.clause or made.sentence, called(problem, person.id)
                    yield Violation(
                        rule=self.name,
                        text=f"{name} holds {shift.id} but {reason}",
                        shifts=(shift.id,),
                        people=(person.id,),
                        sources=(block.source,) if block.source else (),
                        during=shift.during(block.start, block.end),
                        grounds=grounds,
                        would=f"{name} {self.would} {shift.id}: {made.again or reason}",
                    )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid each person the shifts that overlap, by search on the sorted starts."""
        starts = [shift.start for shift in problem.shifts]
        for person in problem.people:
            for block in person.blocks:
                if block.kind not in self.kinds:
                    continue
                fields = self.fields_of(problem, person, block)
                for shift in problem.shifts[: bisect_left(starts, block.end)]:
                    # Most shifts have ended by then, and asking each takes time.
                    if shift.end <= block.start or not person.kept_off(block, shift):
                        continue
                    if not settled(problem, person.id, shift.id):
                        view.forbid(person.id, shift.id, **fields)

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return the first interval that keeps a person off a shift."""
        for block in person.blocks:
            if block.kind in self.kinds and person.kept_off(block, shift):
                return Grounds.of(self.fields_of(problem, person, block))
        return None

    def lifted(self, problem: Problem) -> Problem:
        """Return the problem without such intervals."""
        people = (
            replace(p, blocks=tuple(b for b in p.blocks if b.kind not in self.kinds))
            for p in problem.people
        )
        return replace(problem, people=tuple(people))

    def meant(self, problem: Problem, grounds: Grounds) -> tuple[Block, ...]:
        """Return the intervals of a statement."""
        (person,) = grounds.about
        owner = problem.person(person)
        return tuple(
            block
            for block in owner.blocks
            if block.kind in self.kinds
            and Grounds.of(self.fields_of(problem, owner, block)) == grounds
        )

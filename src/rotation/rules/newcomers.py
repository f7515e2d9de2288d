"""Rule 5 of the domain: two newcomers are never on call together."""

from collections.abc import Iterator
from itertools import combinations

from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View, Violation
from rotation.rules.common import cliques, local_day, settled

__all__ = ["Newcomers"]


def _new(person: Person, shift: Shift) -> bool:
    return shift.start < person.new_until


class Newcomers:
    """Two different people, each new at the start of the own shift, share no instant."""

    name = "newcomers"
    title = "two newcomers are never on call together"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every two overlapping shifts of two newcomers, by start of the later one."""
        line = [(s, roster.get(s.id), True) for s in problem.shifts]
        line += [(fact.shift, fact.engineer, False) for fact in problem.carried]
        new = [
            (shift, problem.person(who), ours)
            for shift, who, ours in line
            if who is not None and problem.has_person(who) and _new(problem.person(who), shift)
        ]
        new.sort(key=lambda entry: (entry[0].start, entry[0].track, entry[0].id))
        for j, (later, second, later_ours) in enumerate(new):
            for earlier, first, earlier_ours in new[:j]:
                if first.id == second.id or earlier.end <= later.start:
                    continue
                if not (earlier_ours or later_ours):
                    continue
                pair = ((earlier, earlier_ours), (later, later_ours))
                yield Violation(
                    rule=self.name,
                    text=f"{first.name} and {second.name} are both new and on call together "
                    f"in {earlier.id} and {later.id}",
                    shifts=tuple(s.id for s, ours in pair if ours),
                    people=(first.id, second.id),
                    carried=tuple(s.id for s, ours in pair if not ours),
                )

    def post(self, problem: Problem, view: View) -> None:
        """Say, for overlapping shifts, "this newcomer here or any other newcomer there".

        The newcomers of one shift exclude each other (`coverage`), so that one sentence a person
        and pair of shifts is enough, whatever the number of newcomers.
        """
        new = {s.id: [p for p in problem.people if _new(p, s)] for s in problem.shifts}
        said: set[tuple[str, str]] = set()
        for group in cliques([s for s in problem.shifts if new[s.id]], lambda s: s.end):
            for first, second in combinations(group, 2):
                if (first.id, second.id) not in said:
                    said.add((first.id, second.id))
                    self._pair(problem, view, (first.id, second.id), new)
        for fact in problem.carried:
            if not problem.has_person(fact.engineer):
                continue
            other = problem.person(fact.engineer)
            if not _new(other, fact.shift):
                continue
            for shift in problem.shifts:
                if not shift.overlaps(fact.shift.start, fact.shift.end):
                    continue
                for person in new[shift.id]:
                    if person.id != other.id and not settled(problem, person.id, shift.id):
                        because = (
                            f"{other.name}, who holds {fact.shift.id}, and {person.name} "
                            "are both new"
                        )
                        view.forbid(person.id, shift.id, because=because, source=fact.source)

    @staticmethod
    def _pair(
        problem: Problem, view: View, pair: tuple[str, str], new: dict[str, list[Person]]
    ) -> None:
        here, there = pair
        for person in new[here]:
            fixed = settled(problem, person.id, here)
            others = [
                view.works(other.id, there)
                for other in new[there]
                if other.id != person.id and not (fixed and settled(problem, other.id, there))
            ]
            if others:
                until = local_day(problem, person.new_until)
                view.at_most(
                    1,
                    [view.works(person.id, here), *others],
                    because=f"{person.name} is new until {until}, "
                    "and two newcomers are never on call together",
                )

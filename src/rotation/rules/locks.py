"""Rule 7 of the domain: what is locked stays."""

from collections.abc import Iterator

from rotation.model.problem import Lock, Problem
from rotation.model.roster import Roster
from rotation.rules.base import View, Violation

__all__ = ["Locks"]


def _name(problem: Problem, person: str) -> str:
    return problem.person(person).name if problem.has_person(person) else person


def _belongs(problem: Problem, lock: Lock) -> str:
    return f"belongs to {_name(problem, lock.engineer)} ({lock.because})"


class Locks:
    """Every locked shift is held by its lock's engineer."""

    name = "locks"
    title = "past, published and pinned shifts stay with their engineer"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every locked shift that is open or somebody else's, by start."""
        for shift in problem.shifts:
            lock = problem.locks.get(shift.id)
            holder = roster.get(shift.id)
            if lock is None or holder == lock.engineer:
                continue
            known = holder is not None and problem.has_person(holder)
            state = "is open" if holder is None else f"is held by {_name(problem, holder)}"
            yield Violation(
                rule=self.name,
                text=f"{shift.id} {state} but {_belongs(problem, lock)}",
                shifts=(shift.id,),
                people=(holder,) if holder is not None and known else (),
                sources=(lock.source,) if lock.source else (),
            )

    def post(self, problem: Problem, view: View) -> None:
        """Require every lock, in the order of its shift's id."""
        known = {shift.id for shift in problem.shifts}
        for shift_id in sorted(known & set(problem.locks)):
            lock = problem.locks[shift_id]
            because = f"{shift_id} {_belongs(problem, lock)}"
            view.require(lock.engineer, shift_id, because=because, source=lock.source)

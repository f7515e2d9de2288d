"""Locked shifts stay with their engineers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rotation.model.by_value import ByValue
from rotation.model.problem import Lock, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.source import Source
from rotation.rules.base import View, Violation
from rotation.rules.grounds import Grounds, Words, called
from rotation.rules.remedies import Case, ChangeKind, Remedy
from rotation.rules.traits import Traits

__all__ = ["Locks", "outdated", "taken", "taken_from"]

_OUTDATED = "published"
"""The rule name for a schedule that would undo later changes."""


def _name(problem: Problem, person: str) -> str:
    return called(problem, person) if problem.has_person(person) else person


def _belongs(problem: Problem, lock: Lock) -> str:
    return f"belongs to {_name(problem, lock.engineer)} ({lock.because})"


class Locks(ByValue):
    """Every locked shift is held by its lock's engineer."""

    name = "locks"
    title = "past, published and pinned shifts stay with their engineer"
    traits = Traits(judges_locks=True, firmness=30)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every locked shift that is open or held by somebody else, by start."""
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
                grounds=_grounds(lock),
            )

    def post(self, problem: Problem, view: View) -> None:
        """Require every lock, by shift id."""
        known = {shift.id for shift in problem.shifts}
        for shift_id in sorted(known & set(problem.locks)):
            lock = problem.locks[shift_id]
            grounds = _grounds(lock)
            view.require(
                lock.engineer,
                shift_id,
                about=grounds.about,
                kind=grounds.kind,
                quantities=dict(grounds.quantities),
                source=lock.source,
            )

    def could_break(self, problem: Problem, moves: Mapping[str, str]) -> bool:
        """Tell whether any shift is locked."""
        del moves
        return bool(problem.locks)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: who holds the locked shift."""
        shift = str(grounds.quantity("shift"))
        return Words(f"{shift} {_belongs(problem, problem.locks[shift])}", "with a settled shift")

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let a published or pinned shift go to somebody else; worked shifts cannot change."""
        problem = case.problem
        lock = problem.locks[str(case.grounds.quantity("shift"))]
        if lock.kind is LockKind.PAST or not problem.has_person(lock.engineer):
            return
        locks = {shift: other for shift, other in problem.locks.items() if shift != lock.shift}
        name = _name(problem, lock.engineer)
        text = f"{name} lets {lock.shift} go to somebody else, though it is {lock.because}"
        changed = replace(problem, locks=locks)
        yield Remedy(ChangeKind.LOCK, lock.engineer, text, changed, takes=False)


def _grounds(lock: Lock) -> Grounds:
    return Grounds((lock.engineer,), lock.kind, (("shift", lock.shift),), source=lock.source)


def taken(text: str, shift: str, sources: Iterable[Source]) -> Violation:
    """Return the violation that a schedule takes a settled shift from its holder."""
    return Violation(Locks.name, text, (shift,), sources=tuple(sources))


def taken_from(violation: Violation) -> bool:
    """Tell whether a violation is that a settled shift was taken from its holder."""
    return violation.rule == Locks.name


def outdated(text: str, shift: str, sources: Iterable[Source]) -> Violation:
    """Return the violation that a schedule would undo later changes."""
    return Violation(_OUTDATED, text, (shift,), sources=tuple(sources))

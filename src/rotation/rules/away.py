"""Intervals in which a person cannot be on call: what `time_off` and `membership` share."""

from bisect import bisect_left
from collections.abc import Collection, Iterator

from rotation.model.problem import BlockKind, Problem
from rotation.model.roster import Roster
from rotation.rules.base import View, Violation
from rotation.rules.common import settled

__all__ = ["forbid_blocked", "holding_blocked"]


def holding_blocked(
    rule: str, kinds: Collection[BlockKind], problem: Problem, roster: Roster
) -> Iterator[Violation]:
    """Yield every held shift with every block of its holder that it overlaps, by start.

    Parameters
    ----------
    rule : str
        Name of the rule that asks.
    kinds : collection of BlockKind
        The blocks that are the rule's.
    problem, roster
        What is judged.
    """
    for shift in problem.shifts:
        holder = roster.get(shift.id)
        if holder is None or not problem.has_person(holder):
            continue
        person = problem.person(holder)
        for block in person.blocks:
            if block.kind in kinds and shift.overlaps(block.start, block.end):
                reason = block.because.removeprefix(f"{person.name} ")
                yield Violation(
                    rule=rule,
                    text=f"{person.name} holds {shift.id} but {reason}",
                    shifts=(shift.id,),
                    people=(person.id,),
                    sources=(block.source,) if block.source else (),
                    during=(max(shift.start, block.start), min(shift.end, block.end)),
                )


def forbid_blocked(kinds: Collection[BlockKind], problem: Problem, view: View) -> None:
    """Forbid each person the shifts that overlap their blocks, by search on the sorted starts."""
    starts = [shift.start for shift in problem.shifts]
    for person in problem.people:
        for block in person.blocks:
            if block.kind not in kinds:
                continue
            for shift in problem.shifts[: bisect_left(starts, block.end)]:
                if shift.end > block.start and not settled(problem, person.id, shift.id):
                    view.forbid(person.id, shift.id, because=block.because, source=block.source)

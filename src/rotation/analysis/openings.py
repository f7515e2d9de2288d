"""Why nobody could take an open shift: everybody's first reason, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rotation.model.problem import BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules import Rule, violations

__all__ = ["Opening", "openings"]

_BLOCKED = {
    BlockKind.TIME_OFF: "away",
    BlockKind.GRACE: "not in the rotation yet",
    BlockKind.GONE: "gone by then",
}
_BROKEN = {
    "overlap": "on call elsewhere at the time",
    "rest": "on call too shortly before or after",
    "newcomers": "would be on with another newcomer",
    "volunteers": "offered fewer shifts",
}
_NEAR = timedelta(days=31)
"""An offer further away than this was made for another year's period."""

_FREE = "free, but needed elsewhere in the plan"


@dataclass(frozen=True, slots=True)
class Opening:
    """An open shift and what keeps everybody off it.

    Attributes
    ----------
    shift : Shift
        The open one.
    reasons : tuple of (str, tuple of str)
        A reason and the ids of the people it holds for, most people first; everybody of the team
        stands under one.
    """

    shift: Shift
    reasons: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """One clause: `nobody could take it: 3 away, 1 on call too shortly before or after`."""
        counted = ", ".join(f"{len(people)} {reason}" for reason, people in self.reasons)
        return f"nobody could take it: {counted}"


def openings(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> tuple[Opening, ...]:
    """Explain every open shift of a roster, without solving.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        A roster that keeps the rules.
    rules : sequence of Rule
        What must hold.
    """
    found = []
    for shift in problem.shifts:
        if roster[shift.id] is None:
            reasons: dict[str, list[str]] = {}
            for person in problem.people:
                reason = _reason(problem, roster, rules, person, shift)
                reasons.setdefault(reason, []).append(person.id)
            ranked = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
            found.append(Opening(shift, tuple((why, tuple(who)) for why, who in ranked)))
    return tuple(found)


def _reason(
    problem: Problem, roster: Roster, rules: Sequence[Rule], person: Person, shift: Shift
) -> str:
    block = person.block_of(shift)
    if block is not None:
        return _BLOCKED[block.kind]
    if shift.track not in person.tracks:
        return f"not on track {shift.track}"
    if shift.kind is ShiftKind.VOLUNTEER and not person.offers_of(shift):
        near = any(shift.overlaps(o.start - _NEAR, o.end + _NEAR) for o in person.offers)
        return "offered other days" if near else "did not offer"
    holders = dict(roster)
    holders[shift.id] = person.id
    for violation in violations(problem, Roster(holders), rules):
        if shift.id in violation.shifts:
            return _BROKEN.get(violation.rule, f"kept off by {violation.rule}")
    return _FREE

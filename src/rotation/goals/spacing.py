"""Goal 6 of the domain: the longest possible shortest gap, then few short ones."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from rotation.goals.base import Few, Target, Tier, Wide
from rotation.goals.gaps import even_gap_days, find_gaps, gap_days
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules.base import Literal, View

__all__ = ["Spacing"]


def _held_gaps(problem: Problem, roster: Roster) -> list[int]:
    """Return the gap of every two regular shifts of one person, one of them up to planning."""
    lines: dict[str, list[tuple[Shift, bool]]] = {p.id: [] for p in problem.people}
    for shift in problem.regular():
        holder = roster[shift.id]
        if holder is not None:
            lines[holder].append((shift, shift.id not in problem.locks))
    for person, line in lines.items():
        if line:
            carried = (s for s in problem.carried_by(person) if s.kind is ShiftKind.REGULAR)
            line.extend((shift, False) for shift in carried)
    return [
        gap_days(one, other)
        for line in lines.values()
        for (one, one_free), (other, other_free) in combinations(line, 2)
        if one_free or other_free
    ]


class Spacing:
    """The longest possible shortest gap between one person's regular shifts, then few short ones.

    A gap is short below half the even one (`rotation.goals.gaps.even_gap_days`).
    """

    name = "spacing"
    title = "long gaps between one person's shifts"
    tiers: tuple[Tier, ...] = (
        Tier("gap", "shortest gap between one person's regular shifts", "days", Sense.MOST),
        Tier("short", "gaps shorter than half of an even one", "gaps"),
    )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the shortest gap held, or the widest there is, and the number of short ones."""
        held = _held_gaps(problem, roster)
        limit = even_gap_days(problem) / 2
        shortest = min(held) if held else find_gaps(problem).widest
        return [Fraction(shortest), Fraction(sum(gap < limit for gap in held))]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Name every gap; count short ones by one flag a pair of shifts, whoever holds both."""
        gaps = find_gaps(problem)
        limit = even_gap_days(problem) / 2
        nearest: dict[tuple[str, str], int] = {}
        short: dict[tuple[str, str], int] = {}
        for gap, person, shift in gaps.singles:
            key = person, shift
            nearest[key] = min(gap, nearest.get(key, gap))
            if gap < limit:
                short[key] = short.get(key, 0) + 1
        terms = [(count, view.works(*key)) for key, count in short.items()]
        close = [(first, second) for gap, first, second in gaps.pairs if gap < limit]
        terms += [(1, flag) for flag in _both_held(problem, view, close)]
        singles = tuple((gap, person, shift) for (person, shift), gap in nearest.items())
        return [Wide(gaps.pairs, singles, gaps.widest), Few(tuple(terms))]


def _both_held(problem: Problem, view: View, pairs: Sequence[tuple[str, str]]) -> Sequence[Literal]:
    """Return a flag for each pair of shifts, true when one person holds both.

    A shift has one holder, so a flag need not say who it is.
    """
    able: Mapping[str, Sequence[str]] = {
        shift.id: (problem.locks[shift.id].engineer,)
        if shift.id in problem.locks
        else tuple(p.id for p in problem.people if p.could_hold(shift))
        for shift in problem.regular()
    }
    flags = []
    for first, second in pairs:
        there = frozenset(able[second])
        both = [person for person in able[first] if person in there]
        if not both:
            continue
        flag = view.flag(f"{first} and {second} have one holder")
        flags.append(flag)
        because = f"{first} and {second} of one person are a short gap"
        for person in both:
            here, there_too = view.works(person, first), view.works(person, second)
            clause = [view.negate(here), view.negate(there_too), flag]
            view.at_least(1, clause, because=because)
    return flags

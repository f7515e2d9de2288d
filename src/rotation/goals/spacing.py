"""The longest possible shortest gap, then few short ones (G6)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from rotation.goals.base import Goal, Target, Tier, Together, Wide
from rotation.goals.gaps import even_gap_days, find_gaps, gap_days
from rotation.goals.held_gaps import held_lines, planned_pairs
from rotation.goals.traits import GoalTraits, watches_gaps
from rotation.model.by_value import ByValue
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import View
from rotation.rules.followed import followed

__all__ = ["Spacing"]


def _held_gaps(problem: Problem, roster: Roster) -> list[int]:
    """Return the gap of every two regular shifts of one person, at least one of them unsettled."""
    beside = followed(problem)
    gaps = []
    for line in held_lines(problem, roster).values():
        regular = [held for held in line if held.shift.regular]
        gaps += [gap_days(first, second) for first, second in planned_pairs(regular, beside)]
    return gaps


_GAP = Tier("gap", "shortest gap between one person's regular shifts", "days", Sense.MOST, 0.1)
_SHORT = Tier("short", "gaps shorter than half of an even one", "gaps", patience=0.1)


class Spacing(ByValue):
    """The longest possible shortest gap between one person's regular shifts, then few short ones.

    A gap is short below half the even one (`rotation.goals.gaps.even_gap_days`).

    Parameters
    ----------
    tiers : tuple of Tier
        Both by default; the first one alone where another goal counts short gaps.
    """

    name = "spacing"
    title = "long gaps between one person's shifts"
    traits = GoalTraits(slow=True)

    def __init__(self, tiers: tuple[Tier, ...] = (_GAP, _SHORT)) -> None:
        self.tiers = tiers

    def beside(self, goals: Iterable[Goal]) -> Goal:
        """Return the goal, without short gaps where one of some goals watches them better."""
        return Spacing((_GAP,)) if watches_gaps(goals) else self

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal, or None where planning makes no gap, as where every shift is settled."""
        gaps = find_gaps(problem)
        return self if gaps.pairs or gaps.singles else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the shortest gap, by default the widest possible, and the number of short ones."""
        held = _held_gaps(problem, roster)
        limit = even_gap_days(problem) / 2
        shortest = min(held) if held else find_gaps(problem).widest
        values = [Fraction(shortest), Fraction(sum(gap < limit for gap in held))]
        return values[: len(self.tiers)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Describe every gap, and the pairs with short gaps."""
        del view  # gaps are given by shift and person
        gaps = find_gaps(problem)
        limit = even_gap_days(problem) / 2
        nearest: dict[tuple[str, str], int] = {}
        short: dict[tuple[str, str], int] = {}
        for gap, person, shift in gaps.singles:
            key = person, shift
            nearest[key] = min(gap, nearest.get(key, gap))
            if gap < limit:
                short[key] = short.get(key, 0) + 1
        close = tuple((first, second) for gap, first, second in gaps.pairs if gap < limit)
        costs = tuple((count, person, shift) for (person, shift), count in short.items())
        singles = tuple((gap, person, shift) for (person, shift), gap in nearest.items())
        likely = int(limit * 4 / 3)
        targets: list[Target] = [
            Wide(gaps.pairs, singles, gaps.widest, likely),
            Together(close, costs),
        ]
        return targets[: len(self.tiers)]

"""The gaps that a roster really has, person by person, as far as planning made them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from rotation.goals.gaps import gap_days
from rotation.goals.own_gaps import own_even_gaps
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.followed import followed

__all__ = ["HeldGap", "HeldShift", "held_gaps", "held_lines", "planned_pairs"]


@dataclass(frozen=True, slots=True)
class HeldShift:
    """A shift of somebody's, and whether planning gave it to them."""

    shift: Shift
    free: bool


@dataclass(frozen=True, slots=True)
class HeldGap:
    """The time between two regular shifts of one person.

    Attributes
    ----------
    person : str
        Id.
    days : int
        Whole days (G7); 0 when the shifts overlap.
    first, second : Shift
        By start.
    even : fractions.Fraction or None
        The person's own even gap, in days; None when they have none.
    """

    person: str
    days: int
    first: Shift
    second: Shift
    even: Fraction | None

    @property
    def short(self) -> bool:
        """Whether it is shorter than half of the person's own even gap."""
        return self.even is not None and self.days < self.even / 2


def held_lines(problem: Problem, roster: Roster) -> Mapping[str, Sequence[HeldShift]]:
    """Return the shifts of everybody who holds one of the problem, carried ones among them.

    Returns
    -------
    mapping of str to sequence of HeldShift
        By person id; shifts by start.
    """
    lines: dict[str, list[HeldShift]] = {}
    for shift in problem.shifts:
        holder = roster[shift.id]
        if holder is not None:
            lines.setdefault(holder, []).append(HeldShift(shift, shift.id not in problem.locks))
    for person, line in lines.items():
        line += [HeldShift(shift, free=False) for shift in problem.carried_by(person)]
        line.sort(key=lambda held: (held.shift.start, held.shift.track, held.shift.id))
    return lines


def planned_pairs(
    line: Sequence[HeldShift], beside: Collection[frozenset[str]]
) -> Iterator[tuple[Shift, Shift]]:
    """Yield every two shifts of a line of which planning gave at least one, in its order."""
    for first, second in combinations(line, 2):
        if frozenset((first.shift.id, second.shift.id)) in beside:
            continue
        if first.free or second.free:
            yield first.shift, second.shift


def held_gaps(problem: Problem, roster: Roster) -> Iterator[HeldGap]:
    """Yield the gap of every two regular shifts of one person, at least one up to planning.

    Of a split shift only the part that counts as the shift (F3) takes part.
    """
    even, beside = own_even_gaps(problem), followed(problem)
    for person, line in held_lines(problem, roster).items():
        counted = [held for held in line if held.shift.loads.shifts]
        for first, second in planned_pairs(counted, beside):
            yield HeldGap(person, gap_days(first, second), first, second, even.get(person))

"""Gaps between one person's regular shifts, as far as planning can change them."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from rotation.model.problem import Problem
from rotation.model.shifts import Shift
from rotation.rules.followed import followed

__all__ = ["Gaps", "even_gap_days", "find_gaps", "gap_days", "in_days"]

_DAY = timedelta(days=1)


def gap_days(shift: Shift, other: Shift) -> int:
    """Return the whole days between two shifts; 0 when they overlap."""
    if shift.start <= other.start:
        return max(0, (other.start - shift.end) // _DAY)
    return max(0, (shift.start - other.end) // _DAY)


def in_days(span: timedelta) -> Fraction:
    """Return a length in days of 24 hours, exactly."""
    return Fraction(span // timedelta.resolution, _DAY // timedelta.resolution)


def even_gap_days(problem: Problem) -> Fraction:
    """Return the gap in days that everybody would have if shifts went round in turn.

    Each present person who could hold a regular shift has a turn every `people x horizon / shifts`
    days and is on call for the mean length of a shift. It is 0 without regular shifts, and may be
    negative with few people.
    """
    shifts = problem.regular()
    if not shifts:
        return Fraction(0)
    able = sum(p.present and any(p.could_hold(s) for s in shifts) for p in problem.people)
    mean = sum((in_days(s.end - s.start) for s in shifts), start=Fraction(0)) / len(shifts)
    return able * in_days(problem.end - problem.start) / len(shifts) - mean


@dataclass(frozen=True, slots=True)
class Gaps:
    """Every possible gap of a roster, in whole days.

    Attributes
    ----------
    pairs : tuple of (int, str, str)
        Gap and two regular shifts of the problem, at least one without a lock.
    singles : tuple of (int, str, str)
        Gap, person and regular shift without a lock: one entry per regular shift that the person
        carries.
    """

    pairs: tuple[tuple[int, str, str], ...]
    singles: tuple[tuple[int, str, str], ...]

    @property
    def widest(self) -> int:
        """The largest gap; 0 without any."""
        return max((gap for gap, _, _ in (*self.pairs, *self.singles)), default=0)


def find_gaps(problem: Problem) -> Gaps:
    """Return the gaps of a problem, in the order of its shifts and people.

    Two locked shifts, or a locked and a carried one, are not a gap: planning cannot change them.
    """
    shifts, beside = problem.regular(), followed(problem)
    free = [s for s in shifts if s.id not in problem.locks]
    pairs = [
        (gap_days(first, second), first.id, second.id)
        for i, first in enumerate(shifts)
        for second in shifts[i + 1 :]
        if not (first.id in problem.locks and second.id in problem.locks)
        and frozenset((first.id, second.id)) not in beside
    ]
    singles: list[tuple[int, str, str]] = []
    for person in problem.people:
        before = [s for s in problem.carried_by(person.id) if s.regular]
        if before:
            # People who cannot hold a shift are included: goals do not know which rules hold.
            singles += [
                (gap_days(c, s), person.id, s.id)
                for s in free
                for c in before
                if frozenset((s.id, c.id)) not in beside
            ]
    return Gaps(tuple(pairs), tuple(singles))

"""Minutes on call, as ledgers of goals count them."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from rotation.model.problem import Problem
from rotation.model.shifts import Shift

__all__ = ["PER_HOUR", "weighed_minutes", "worked"]

PER_HOUR = 60

_MINUTE = timedelta(minutes=1)


def weighed_minutes(span: timedelta, shift: Shift) -> Fraction:
    """Return some time of a shift in minutes, exactly, weighed by what the shift counts."""
    return Fraction(span // timedelta.resolution, _MINUTE // timedelta.resolution) * shift.counts


def worked(problem: Problem) -> Iterator[tuple[Shift, str]]:
    """Yield the shifts that present people carried in the window (F1), with their ids."""
    for held in problem.carried:
        inside = problem.window_start <= held.shift.start < problem.end
        if inside and problem.person(held.engineer).present:
            yield held.shift, held.engineer

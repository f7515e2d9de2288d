"""Working hours of the home zone, cut at possible handovers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from rotation.model.problem import Problem

__all__ = ["HomeStretch", "home_holders", "stretches"]

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HomeStretch:
    """Working hours during which the same planned shifts run.

    Attributes
    ----------
    shifts : tuple of str
        Ids, at least one.
    hours : tuple of (datetime, datetime)
        UTC, half-open, in order.
    """

    shifts: tuple[str, ...]
    hours: tuple[tuple[datetime, datetime], ...]

    @property
    def minutes(self) -> int:
        """The total length in minutes."""
        return sum((end - start) // _MINUTE for start, end in self.hours)


def home_holders(problem: Problem) -> list[str]:
    """Return the people who live in the home zone, in the order of people."""
    return [person.id for person in problem.people if person.id in problem.at_home]


def stretches(problem: Problem) -> tuple[HomeStretch, ...]:
    """Return the working hours that planning decides, by the shifts that run then.

    Hours with somebody from home on a carried shift are left out, and so are hours without a
    planned shift.
    """
    if not problem.home_hours:
        return ()
    outside = [held.shift for held in problem.carried if held.engineer in problem.at_home]
    windows = [window for s in (*problem.shifts, *outside) for window in s.windows]
    edges = sorted({edge for window in windows for edge in (window.start, window.end)})
    hours_of: dict[tuple[str, ...], list[tuple[datetime, datetime]]] = {}
    for first, last in problem.home_hours:
        cuts = [first, *(edge for edge in edges if first < edge < last), last]
        for start, end in pairwise(cuts):
            running = tuple(s.id for s in problem.shifts if s.overlaps(start, end))
            if running and not any(s.overlaps(start, end) for s in outside):
                hours_of.setdefault(running, []).append((start, end))
    return tuple(HomeStretch(shifts, tuple(hours)) for shifts, hours in hours_of.items())

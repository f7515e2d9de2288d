"""Working hours of the home zone in which nobody from it is on call."""

from datetime import datetime

from rotation.goals.home import HomeStretch, stretches
from rotation.model.problem import Problem
from rotation.model.roster import Roster

__all__ = ["uncovered", "uncovered_hours"]


def uncovered(problem: Problem, roster: Roster) -> tuple[HomeStretch, ...]:
    """Return the stretches of working hours without anybody from home, in order of time."""
    missed = (
        stretch
        for stretch in stretches(problem)
        if not any(roster[shift] in problem.at_home for shift in stretch.shifts)
    )
    return tuple(sorted(missed, key=lambda stretch: stretch.hours))


def uncovered_hours(problem: Problem, roster: Roster) -> list[tuple[datetime, datetime]]:
    """Return these hours as UTC intervals; intervals that touch are merged."""
    intervals: list[tuple[datetime, datetime]] = []
    for start, end in sorted(h for stretch in uncovered(problem, roster) for h in stretch.hours):
        if intervals and intervals[-1][1] == start:
            intervals[-1] = intervals[-1][0], end
        else:
            intervals.append((start, end))
    return intervals

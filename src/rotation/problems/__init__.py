"""Making problems from a rotation: for dates, for a given schedule, for a window."""

from rotation.problems.from_dates import MOST_DECISIONS, build_problem
from rotation.problems.from_schedule import problem_of_entries, wanted_shifts
from rotation.problems.rounds import build_rounds

__all__ = [
    "MOST_DECISIONS",
    "build_problem",
    "build_rounds",
    "problem_of_entries",
    "wanted_shifts",
]

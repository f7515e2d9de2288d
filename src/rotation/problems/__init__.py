"""A rotation becomes a problem: for dates, for a schedule that somebody wrote, for a window."""

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

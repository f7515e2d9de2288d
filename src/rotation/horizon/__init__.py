"""A rotation and dates become a problem: time zones, holidays and dates end here."""

from rotation.horizon.days import DayCalendar, known_holiday_names
from rotation.horizon.entries import held_from_entries, shifts_from_entries
from rotation.horizon.judged import problem_of_entries, wanted_shifts
from rotation.horizon.problem import MOST_DECISIONS, build_problem
from rotation.horizon.rounds import build_rounds
from rotation.horizon.span import horizon_of
from rotation.horizon.timeline import shifts_in_progress, shifts_of

__all__ = [
    "MOST_DECISIONS",
    "DayCalendar",
    "build_problem",
    "build_rounds",
    "held_from_entries",
    "horizon_of",
    "known_holiday_names",
    "problem_of_entries",
    "shifts_from_entries",
    "shifts_in_progress",
    "shifts_of",
    "wanted_shifts",
]

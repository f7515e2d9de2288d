"""The first month that can be planned with the whole notice."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.horizon.span import LATEST
from rotation.horizon.timeline import shifts_in_progress, shifts_of
from rotation.model.problem import Problem
from rotation.model.settings import RotationData

__all__ = ["month_outside_notice"]

_MONTHS = 36
"""The number of months that are looked at: the longest notice, and two years published ahead."""


def month_outside_notice(rotation: RotationData, problem: Problem) -> date | None:
    """Return the first month behind the start of a plan in which no shift is at short notice.

    Whatever its plan would decide starts at the end of the notice or later, by the real handovers:
    the shifts that start in it, and those in progress at its start (H2). What is published or was
    worked is decided already; a month without anything to decide is passed over.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    problem : Problem
        Of the plan: its start, and when the notice ends.

    Returns
    -------
    datetime.date or None
        The first of the month; None when there is none in the next three years.
    """
    until = problem.notice_until
    zone = ZoneInfo(rotation.timezone)
    known = {base_id(entry.shift) for entry in (*rotation.history, *rotation.published)}
    for first, after in pairwise(_months_after(problem.start.astimezone(zone).date())):
        start, end = midnight(zone, first), midnight(zone, after)
        shifts = (*shifts_in_progress(rotation, start), *shifts_of(rotation, start, end))
        begin = min((shift.start for shift in shifts if shift.id not in known), default=None)
        if begin is not None and begin >= until:
            return first
    return None


def _months_after(day: date) -> Iterator[date]:
    """Yield the first days of the months after a day, as far as they can be planned."""
    first = day.replace(day=1)
    for _ in range(_MONTHS + 1):
        first = (first + timedelta(days=31)).replace(day=1)
        if first > LATEST:
            return
        yield first

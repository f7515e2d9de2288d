"""The first month that can be planned with the whole notice."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.horizon.span import LATEST
from rotation.horizon.timeline import shifts_in_progress, shifts_of
from rotation.model.problem import Problem
from rotation.model.settings import RotationData

__all__ = ["month_due", "month_outside_notice"]

_LEAD = timedelta(days=14)
"""How long before its first shift is inside the notice a month is due to be planned."""

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
    first_day = problem.start.astimezone(ZoneInfo(rotation.timezone)).date()
    for first, begin in _undecided(rotation, first_day):
        if begin >= problem.notice_until:
            return first
    return None


def month_due(rotation: RotationData, today: date) -> date | None:
    """Return the month to plan next, if its first shift is soon inside the notice.

    That is the first month after today with something to decide, behind the first shift that was
    worked or published at all. It is due two weeks before its first shift is inside the notice, and
    overdue until it is published.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.

    Returns
    -------
    datetime.date or None
        The first of the month; None when nothing is due.
    """
    zone = ZoneInfo(rotation.timezone)
    due = midnight(zone, today) + _LEAD + timedelta(days=rotation.notice_days)
    begun = min((entry.start for entry in (*rotation.history, *rotation.published)), default=due)
    day = max(today, begun.astimezone(zone).date())
    first, begin = next(_undecided(rotation, day), (None, due))
    return first if begin < due else None


def _undecided(rotation: RotationData, day: date) -> Iterator[tuple[date, datetime]]:
    """Yield the months after a day with shifts to decide, and when the first of these starts."""
    zone = ZoneInfo(rotation.timezone)
    known = {base_id(entry.shift) for entry in (*rotation.history, *rotation.published)}
    for first, after in pairwise(_months_after(day)):
        start, end = midnight(zone, first), midnight(zone, after)
        shifts = (*shifts_in_progress(rotation, start), *shifts_of(rotation, start, end))
        begins = [shift.start for shift in shifts if shift.id not in known]
        if begins:
            yield first, min(begins)


def _months_after(day: date) -> Iterator[date]:
    """Yield the first days of the months after a day, as far as they can be planned."""
    first = day.replace(day=1)
    for _ in range(_MONTHS + 1):
        first = (first + timedelta(days=31)).replace(day=1)
        if first > LATEST:
            return
        yield first

"""The problem of a window in which everything is settled, for a team by itself or with others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rotation.horizon.clock import FAR_PAST
from rotation.horizon.dates import Dates
from rotation.model.people import TimeOffKind
from rotation.model.problem import Lock, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Held, Loads, Shift
from rotation.problems.assemble import assemble

__all__ = ["settled_window"]


def settled_window(
    rotation: RotationData,
    window: tuple[datetime, datetime],
    start: datetime,
    shifts: Mapping[Shift, str | None],
    carried: Sequence[Held],
    *,
    volunteers_from: datetime | None,
    beside: Mapping[str, Loads],
) -> tuple[Problem, Roster]:
    """Return a problem with the ledger of a window.

    Parameters
    ----------
    rotation : RotationData
        The team.
    window : tuple of (datetime.datetime, datetime.datetime)
        UTC, half-open: the fairness window.
    start : datetime.datetime
        Where the horizon begins; it ends with the window. People who serve in it are present.
    shifts : mapping of Shift to str or None
        Shifts of the horizon with their holders; held ones count as settled (F6).
    carried : sequence of Held
        Other shifts of the window, sorted.
    volunteers_from : datetime.datetime or None
        Where volunteer days count from, if not from the window's start.
    beside : mapping of str to Loads
        What people carry in other teams less their shares there, where loads count together.
    """
    since, until = window
    dates = Dates(
        start,
        until,
        since,
        volunteers_start=volunteers_from or since,
        today=FAR_PAST,
        notice_until=FAR_PAST,
    )
    # The past can be counted without knowing every repeating absence, or whose a vacation was.
    leave = tuple(absence for absence in rotation.unmatched if absence.kind is TimeOffKind.LEAVE)
    rotation = rotation.amended(time_off_known=None, unmatched=leave)
    problem = assemble(
        rotation,
        dates,
        shifts=shifts,
        carried=carried,
        locks={
            shift.id: Lock(shift.id, holder, LockKind.PUBLISHED, "written")
            for shift, holder in shifts.items()
            if holder is not None
        },
        published={},
        beside=beside,
    )
    return problem, Roster({shift.id: shifts[shift] for shift in problem.shifts})

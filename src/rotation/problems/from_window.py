"""Making a problem from any window of records, so that its shares are those of a plan."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Held, Shift
from rotation.problems.beside import loads_beside
from rotation.problems.settled_window import settled_window

__all__ = ["window_problem"]


def window_problem(
    rotation: RotationData,
    window: tuple[datetime, datetime],
    start: datetime,
    shifts: Mapping[Shift, str | None],
    carried: Sequence[Held],
    *,
    volunteers_from: datetime | None = None,
) -> tuple[Problem, Roster]:
    """Return a problem with the ledger of a window, in which loads in other teams may count, too.

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
    volunteers_from : datetime.datetime, optional
        Where volunteer days count from, if not from the window's start.
    """
    since, until = window
    return settled_window(
        rotation,
        window,
        start,
        shifts,
        carried,
        volunteers_from=volunteers_from,
        beside=loads_beside(rotation, since, start, until),
    )
